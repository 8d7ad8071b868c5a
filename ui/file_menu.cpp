#include "ui/file_menu.h"

#include "ui/exporting.h"
#include "ui/kept_runs_dialog.h"
#include "ui/message_bar.h"
#include "ui/selection.h"
#include "ui/settings.h"
#include "ui/view_keeper.h"

#include "app/log_file.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype mostSaid = 4;  ///< sentences at once
constexpr qsizetype mostLost = 20; ///< runs offered at once; the others are in the folder all the same

} // namespace

FileMenu::FileMenu(const Window &window, const app::KeptRuns &kept, QObject *parent)
    : QObject(parent), m_window(window), m_kept(kept), m_keeper(window.session, kept), m_recent(window.store), m_opening(window.session)
{
    m_keeper.setKeeping(!kept.folder().isEmpty() && window.settings.keepRuns);
    connect(&m_keeper, &app::RunKeeper::failed, &window.message, &MessageBar::showMessage);
    connect(&m_opening, &app::Opening::opened, this, &FileMenu::opened);
    connect(&m_opening, &app::Opening::failed, this, [this](const QString &, const QString &reason) { say(reason); });
    connect(&m_opening, &app::Opening::cancelled, this, [this](const QString &path, qsizetype waiting) {
        const QString name = QFileInfo(path).fileName();
        say(waiting == 0 ? tr("Opening %1 was cancelled; nothing of it is shown.").arg(name)
                         : waiting == 1 ? tr("Opening %1 was cancelled; nothing of it is shown, and 1 more was not opened.").arg(name)
                         : tr("Opening %1 was cancelled; nothing of it is shown, and %2 more were not opened.").arg(name).arg(waiting));
    });
}

void FileMenu::addFiles(QMenu &menu)
{
    menu.addAction(tr("&Open\u2026"), QKeySequence::Open, this, &FileMenu::chooseFiles)->setObjectName(u"actionOpen"_s);
    QMenu *recent = menu.addMenu(tr("Open &recent"));
    recent->setObjectName(u"recentMenu"_s);
    recent->setToolTipsVisible(true);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(*recent); });
    menu.addAction(tr("&Save log\u2026"), QKeySequence::Save, this, &FileMenu::save)->setObjectName(u"actionSave"_s);
}

void FileMenu::addKept(QMenu &menu)
{
    if (m_kept.folder().isEmpty())
        return;
    menu.addAction(tr("Kept ru&ns\u2026"), this, &FileMenu::showKept)->setObjectName(u"actionKept"_s);
    QAction *keep = menu.addAction(tr("Keep &finished runs"));
    keep->setObjectName(u"actionKeep"_s);
    keep->setToolTip(tr("In the data folder, from the next run on, so that a crash loses nothing"));
    keep->setCheckable(true);
    keep->setChecked(m_window.settings.keepRuns);
    connect(keep, &QAction::toggled, this, [this](bool on) {
        m_window.settings.keepRuns = on;
        m_keeper.setKeeping(on);
    });
}

/// A file that is gone stays in the list: it may be on a disk that comes back.
void FileMenu::fillRecent(QMenu &menu)
{
    menu.clear();
    const QStringList files = m_recent.files();
    for (qsizetype i = 0; i < files.size(); ++i) {
        const bool there = QFileInfo::exists(files[i]);
        const QString text = recentText(i, files[i]);
        QAction *action = menu.addAction(there ? text : tr("%1 (not there any more)").arg(text), this, [this, path = files[i]] { open({path}); });
        action->setToolTip(QDir::toNativeSeparators(files[i]));
        action->setEnabled(there);
    }
    if (files.isEmpty())
        menu.addAction(tr("No file was opened yet"))->setEnabled(false);
    menu.addSeparator();
    QAction *clear = menu.addAction(tr("&Clear the list"), this, [this] { m_recent.clear(); });
    clear->setObjectName(u"recentClear"_s);
    clear->setEnabled(!files.isEmpty());
}

void FileMenu::open(const QStringList &paths)
{
    if (!m_opening.busy())
        m_said.clear();
    m_opening.open(paths);
}

void FileMenu::openUrls(const QList<QUrl> &urls)
{
    QStringList paths;
    if (!m_opening.busy())
        m_said.clear();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
        else
            say(tr("%1 is no file of this computer. Save it here, and open that.").arg(url.toDisplayString()));
    }
    if (!paths.isEmpty())
        m_opening.open(paths);
}

void FileMenu::opened(app::RunId id, const QString &path)
{
    const app::Run *run = m_window.session.run(id);
    if (!run)
        return;
    if (!m_kept.holds(path)) { // the data folder is not where one keeps files of one's own
        remember(path);
        m_recent.add(path);
    }
    m_window.views.opened(id);
    m_window.selection.setRun(id);
    if (!run->warning.isEmpty())
        say(run->warning);
}

void FileMenu::say(const QString &sentence)
{
    m_said << sentence;
    QStringList shown = m_said.mid(0, mostSaid);
    if (m_said.size() > mostSaid)
        shown << tr("And so on: %n more.", nullptr, int(m_said.size() - mostSaid));
    m_window.message.showMessage(shown.join(u'\n'));
}

void FileMenu::chooseFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(m_window.widget, tr("Open"), m_window.settings.folder,
                                                            tr("Logs and traces (*.jsonl *.json);;Loopscope logs (*.jsonl);;Chrome traces (*.json);;All files (*)"));
    if (!files.isEmpty())
        open(files);
}

void FileMenu::save()
{
    const app::RunId id = m_window.selection.run();
    const app::Run *run = m_window.session.run(id);
    if (!run)
        return m_window.message.showMessage(tr("There is no run yet. Click an endpoint, or open a log."));
    if (!run->trace.tracks().empty())
        return m_window.message.showMessage(tr("There is no log to save: this is a trace of another program. It is in %1.").arg(QDir::toNativeSeparators(run->source)));
    const QString file = QFileDialog::getSaveFileName(m_window.widget, tr("Save log"), proposedFile(u".jsonl"_s), tr("Loopscope logs (*.jsonl)"));
    if (file.isEmpty())
        return;
    remember(file);
    run = m_window.session.run(id); // it may have grown while the dialog was open, or gone
    if (!run)
        return m_window.message.showMessage(tr("The run was let go meanwhile, to make room: nothing was saved."));
    if (const QString fault = app::writeLog(run->log, file); !fault.isEmpty())
        return m_window.message.showMessage(fault);
    m_window.views.saved(id);
    m_recent.add(file);
}

QString FileMenu::proposedFile(const QString &suffix) const
{
    const app::Run *run = m_window.session.run(m_window.selection.run());
    return proposedPlace((run ? fileNameOf(*run) : u"loopscope"_s) + suffix);
}

QString FileMenu::proposedPlace(const QString &name) const
{
    const QString &folder = m_window.settings.folder;
    return QDir(folder.isEmpty() ? QDir::homePath() : folder).filePath(name);
}

void FileMenu::remember(const QString &file) { m_window.settings.folder = QFileInfo(file).absolutePath(); }

void FileMenu::showKept()
{
    KeptRunsDialog dialog(m_kept, m_window.widget);
    if (dialog.exec() == QDialog::Accepted)
        open(dialog.chosen());
}

void FileMenu::offerLost()
{
    const QStringList lost = m_kept.takeLost();
    if (lost.isEmpty())
        return;
    const QStringList offered = lost.mid(std::max<qsizetype>(0, lost.size() - mostLost));
    m_window.message.offer(lost.size() == 1 ? tr("Loopscope ended unexpectedly. Its run up to then was kept.")
                                            : tr("Loopscope ended unexpectedly. Its %n runs up to then were kept; see also File > Kept runs.", nullptr, int(lost.size())),
                           offered.size() == 1 ? tr("&Open it") : tr("&Open %n of them", nullptr, int(offered.size())), [this, offered] { open(offered); });
}

} // namespace ui
