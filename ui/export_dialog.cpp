#include "ui/export_dialog.h"

#include "ui/export_form.h"
#include "ui/export_preview.h"
#include "ui/message_bar.h"
#include "ui/picture_mime.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QDrag>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QStringList kinds{u"png"_s, u"svg"_s, u"pdf"_s, u"gif"_s};

QString withSuffix(const QString &path, const QString &suffix)
{
    const QFileInfo info(path);
    const QString name = kinds.contains(info.suffix().toLower()) ? path.chopped(info.suffix().size() + 1) : path;
    return name + u'.' + suffix;
}

} // namespace

ExportDialog::ExportDialog(Exportable shown, const ExportChoices &choices, Places places, QWidget *parent)
    : QDialog(parent), m_shown(std::move(shown)), m_places(std::move(places)), m_form(new ExportForm(m_shown, choices, this)),
      m_preview(new ExportPreview(this)), m_file(new QLineEdit(this)), m_message(new MessageBar(this))
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export picture"));
    m_message->setObjectName(u"exportMessage"_s);
    m_preview->setObjectName(u"exportPreview"_s);
    m_file->setObjectName(u"exportFile"_s);
    m_file->setText(QDir::toNativeSeparators(withSuffix(m_places.file, m_form->choices().kind)));
    auto *both = new QHBoxLayout;
    both->setSpacing(14);
    both->addWidget(m_preview, 1);
    auto *side = new QVBoxLayout;
    side->addWidget(m_form);
    side->addStretch(1);
    both->addLayout(side);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(m_message);
    layout->addLayout(both, 1);
    layout->addWidget(makeFile());
    layout->addWidget(makeButtons());
    m_preview->setSource([this] { return drawing(); });
    m_preview->setSlide(m_form->wishes().dark);
    connect(m_form, &ExportForm::changed, this, &ExportDialog::follow);
    connect(m_file, &QLineEdit::textEdited, this, &ExportDialog::followFile);
    connect(m_preview, &ExportPreview::titleClicked, m_form, &ExportForm::editTitle);
    connect(m_preview, &ExportPreview::dragBegun, this, &ExportDialog::drag);
    connect(new QShortcut(QKeySequence::Copy, this), &QShortcut::activated, this, &ExportDialog::copy);
    m_form->findChild<QWidget *>(u"exportKind"_s)->setFocus(); // no line of text: Ctrl+C copies the picture at once
}

QWidget *ExportDialog::makeFile()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(tr("&File"), row);
    label->setBuddy(m_file);
    auto *browse = new QPushButton(tr("&Browse\u2026"), row);
    browse->setObjectName(u"exportBrowse"_s);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    m_file->setToolTip(m_shown.animate ? tr("The name's end chooses the kind: .png, .svg, .pdf or .gif")
                                       : tr("The name's end chooses the kind: .png, .svg or .pdf"));
    layout->addWidget(label);
    layout->addWidget(m_file, 1);
    layout->addWidget(browse);
    return row;
}

QWidget *ExportDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    QPushButton *copy = buttons->addButton(tr("Cop&y"), QDialogButtonBox::ActionRole);
    copy->setObjectName(u"exportCopy"_s);
    copy->setToolTip(tr("Copy the picture, as PNG and SVG (Ctrl+C)"));
    copy->setAutoDefault(false);
    QPushButton *save = buttons->button(QDialogButtonBox::Save);
    save->setObjectName(u"exportSave"_s);
    save->setText(tr("&Save"));
    save->setDefault(true);
    for (QAbstractButton *button : buttons->buttons())
        button->setIcon({}); // words do, as everywhere in the window
    connect(copy, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

ExportChoices ExportDialog::choices() const { return m_form->remembered(); }

QString ExportDialog::file() const
{
    const QString typed = QDir::fromNativeSeparators(m_file->text().trimmed());
    const QString path = QDir(QFileInfo(m_places.file).absolutePath()).absoluteFilePath(typed);
    return QFileInfo(path).suffix().isEmpty() ? withSuffix(path, m_form->choices().kind) : path;
}

Drawing ExportDialog::drawing() const { return m_shown.drawing(m_form->wishes()); }

QString ExportDialog::fault(const Drawing &drawing) const
{
    if (!drawing.paint)
        return tr("The run was let go meanwhile, to make room: nothing can be drawn of it any more.");
    return sizeFault(drawing.size, drawing.scale);
}

bool ExportDialog::mayReplace(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return true;
    QMessageBox question(QMessageBox::Question, tr("Replace the file"), tr("\"%1\" is there already. Replace it?").arg(QFileInfo(path).fileName()),
                         QMessageBox::NoButton, this);
    question.setObjectName(u"exportReplace"_s);
    question.setInformativeText(tr("What is in it now will be lost."));
    QPushButton *replace = question.addButton(tr("&Replace"), QMessageBox::AcceptRole);
    question.setDefaultButton(question.addButton(QMessageBox::Cancel));
    question.exec();
    return question.clickedButton() == replace;
}

void ExportDialog::save()
{
    if (m_file->text().trimmed().isEmpty())
        return m_message->showMessage(tr("The file has no name yet. Type one, or choose a place with Browse."));
    const QString path = file();
    const Drawing drawn = drawing();
    QString wrong = fault(drawn);
    if (wrong.isEmpty() && !mayReplace(path))
        return;
    if (wrong.isEmpty()) {
        const bool moving = m_shown.animate && QFileInfo(path).suffix().toLower() == u"gif";
        const Drawing now = drawing(); // a run may go while one is asked
        wrong = fault(now);
        if (wrong.isEmpty())
            wrong = moving ? m_shown.animate(m_form->wishes(), m_form->choices().moving, path, this) : saveDrawing(now, path);
    }
    if (!wrong.isEmpty())
        return m_message->showMessage(wrong);
    accept();
}

void ExportDialog::copy()
{
    const Drawing drawn = drawing();
    if (const QString wrong = fault(drawn); !wrong.isEmpty())
        return m_message->showMessage(wrong);
    QGuiApplication::clipboard()->setMimeData(mimeOf(drawn).release());
    m_message->showMessage(tr("The picture is on the clipboard, as PNG and SVG."));
}

std::unique_ptr<QMimeData> ExportDialog::dragged()
{
    const Drawing drawn = drawing();
    QString wrong = fault(drawn);
    std::unique_ptr<QMimeData> mime;
    if (wrong.isEmpty()) {
        const QString kind = m_form->choices().kind;
        mime = mimeWithFile(drawn, m_places.dragged, withSuffix(m_shown.name, kind == u"gif" ? u"png"_s : kind), wrong);
    }
    if (!mime)
        m_message->showMessage(wrong);
    return mime;
}

void ExportDialog::drag()
{
    std::unique_ptr<QMimeData> mime = dragged();
    if (!mime)
        return;
    auto *pulled = new QDrag(m_preview);
    pulled->setPixmap(m_preview->grab(m_preview->place()).scaled(200, 200, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pulled->setMimeData(mime.release());
    pulled->exec(Qt::CopyAction);
}

void ExportDialog::browse()
{
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Export picture"), file(),
                                                        m_shown.animate ? tr("Pictures (*.png *.svg *.pdf *.gif)") : tr("Pictures (*.png *.svg *.pdf)"),
                                                        nullptr, QFileDialog::DontConfirmOverwrite); // we ask ourselves
    if (chosen.isEmpty())
        return;
    m_file->setText(QDir::toNativeSeparators(chosen));
    followFile();
}

void ExportDialog::follow()
{
    m_preview->setSlide(m_form->wishes().dark);
    m_preview->refresh();
    const QString kind = m_form->choices().kind;
    if (!m_file->text().trimmed().isEmpty() && QFileInfo(m_file->text()).suffix().toLower() != kind)
        m_file->setText(withSuffix(m_file->text(), kind));
}

void ExportDialog::followFile() { m_form->setKind(QFileInfo(m_file->text()).suffix().toLower()); }

} // namespace ui
