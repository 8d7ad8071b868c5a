#include "ui/exporting.h"

#include "ui/animation_dialog.h"
#include "ui/export_dialog.h"
#include "ui/picture.h"
#include "ui/picture_mime.h"
#include "ui/view_state.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QSettings>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace ui {

Exporting::Exporting(Settings &settings, QSettings &store, QWidget *window)
    : QObject(window), m_settings(settings), m_store(store), m_window(window), m_export(new QAction(tr("&Export picture\u2026"), this)),
      m_copy(new QAction(tr("&Copy picture"), this))
{
    m_export->setObjectName(u"actionExport"_s);
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_copy->setObjectName(u"actionCopyPicture"_s);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_export, &QAction::triggered, this, &Exporting::exportPicture);
    connect(m_copy, &QAction::triggered, this, &Exporting::copyPicture);
}

bool Exporting::prefersDark() const { return m_window->palette().color(QPalette::Window).lightness() < 128; }

void Exporting::exportPicture()
{
    if (const std::optional<Exportable> shown = m_source ? m_source() : std::nullopt)
        exportThis(*shown);
}

void Exporting::exportThis(const Exportable &shown)
{
    const QString folder = m_settings.folder.isEmpty() ? QDir::homePath() : m_settings.folder;
    ExportDialog dialog(shown, readChoices(m_store, prefersDark()), {QDir(folder).filePath(shown.name), m_dragged.path()}, m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    writeChoices(dialog.choices(), m_store);
    m_settings.folder = QFileInfo(dialog.file()).absolutePath();
}

void Exporting::copyPicture()
{
    const std::optional<Exportable> shown = m_source ? m_source() : std::nullopt;
    if (!shown)
        return;
    ExportChoices choices = readChoices(m_store, prefersDark());
    choices.time = PictureTime::Visible;
    if (choices.kind == u"gif") // what is copied does not move
        choices.kind = u"png"_s;
    const Drawing drawing = shown->drawing(wishesFor(*shown, choices));
    if (const QString fault = sizeFault(drawing.size, drawing.scale); !fault.isEmpty())
        return Q_EMIT failed(fault);
    QGuiApplication::clipboard()->setMimeData(mimeOf(drawing).release());
}

QString fileNameOf(const app::Run &run)
{
    if (run.asked.endpoint != app::Endpoint::None)
        return u"%1-%2"_s.arg(server::endpointName(run.asked.endpoint)).arg(run.asked.count);
    return run.source.isEmpty() ? u"loopscope"_s : QFileInfo(run.source).completeBaseName();
}

Exportable exportableOf(const app::Session &session, app::RunId id, const ViewState &views, QSize window, TimeRange visible)
{
    Exportable shown;
    const app::Run &run = *session.run(id);
    shown.name = fileNameOf(run);
    shown.title = app::runTitle(run);
    shown.window = window;
    shown.visible = visible;
    shown.selected = views.of(id).measure;
    shown.run = wholeOf(run);
    shown.marks = shown.selected || !views.of(id).marks.empty();
    shown.drawing = [&session, id, &views](const app::PictureWishes &wishes) {
        const app::Run *still = session.run(id);
        return still ? drawingOf(*still, {wishes, views.of(id)}) : Drawing{};
    };
    if (!run.log.events.empty()) {
        shown.animate = [&session, id, &views](const app::PictureWishes &wishes, const app::AnimationWishes &moving, const QString &path, QWidget *parent) {
            const app::Run *still = session.run(id);
            return still ? animateWithProgress(*still, path, {wishes, views.of(id)}, moving, parent) : Exporting::tr("The run was let go meanwhile, to make room: nothing was drawn.");
        };
    }
    return shown;
}

} // namespace ui
