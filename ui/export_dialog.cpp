#include "ui/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace ui {

ExportDialog::ExportDialog(QSize windowSize, TimeRange visible, ThemeKind theme, const QString &file, QWidget *parent)
    : QDialog(parent), m_visible(visible), m_sizes(new QComboBox(this)), m_width(new QSpinBox(this)), m_height(new QSpinBox(this)),
      m_theme(new QComboBox(this)), m_range(new QComboBox(this)), m_file(new QLineEdit(file, this))
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export picture"));
    auto *form = new QFormLayout(this);
    addSizes(windowSize);
    auto *sides = new QHBoxLayout;
    sides->addWidget(m_width);
    sides->addWidget(new QLabel(QStringLiteral("\u00d7"), this));
    sides->addWidget(m_height);
    form->addRow(tr("&Size"), m_sizes);
    form->addRow(tr("&Pixels"), sides);
    m_theme->addItems({tr("Light"), tr("Dark")});
    m_theme->setCurrentIndex(theme == ThemeKind::Dark);
    form->addRow(tr("&Colours"), m_theme);
    m_range->addItems({tr("The whole run"), tr("What is in view")});
    form->addRow(tr("&Time"), m_range);
    auto *place = new QHBoxLayout;
    auto *browse = new QPushButton(tr("&Browse\u2026"), this);
    place->addWidget(m_file, 1);
    place->addWidget(browse);
    form->addRow(tr("&File"), place);
    m_file->setObjectName(u"exportFile"_s);
    m_file->setMinimumWidth(340);
    m_file->setToolTip(tr("The name's end chooses the kind: .png, .svg or .pdf"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    form->addRow(buttons);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_sizes, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseSize);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::addSizes(QSize windowSize)
{
    m_sizes->setObjectName(u"exportSize"_s);
    m_sizes->addItem(tr("Slide 16:9, 1920 x 1080"), QSize(1920, 1080));
    m_sizes->addItem(tr("Slide 16:9, 3840 x 2160"), QSize(3840, 2160));
    m_sizes->addItem(tr("Slide 4:3, 1600 x 1200"), QSize(1600, 1200));
    m_sizes->addItem(tr("As in the window"), windowSize);
    m_sizes->addItem(tr("Typed below"), QSize());
    m_width->setObjectName(u"exportWidth"_s);
    m_height->setObjectName(u"exportHeight"_s);
    m_width->setRange(320, 16384);
    m_height->setRange(180, 16384);
    chooseSize();
    for (QSpinBox *side : {m_width, m_height}) {
        connect(side, &QSpinBox::valueChanged, this, [this] {
            if (m_sizes->currentData().toSize() != QSize(m_width->value(), m_height->value()))
                m_sizes->setCurrentIndex(m_sizes->count() - 1);
        });
    }
}

void ExportDialog::chooseSize()
{
    const QSize size = m_sizes->currentData().toSize();
    if (!size.isValid() || size.isEmpty())
        return;
    const QSignalBlocker width(m_width), height(m_height);
    m_width->setValue(size.width());
    m_height->setValue(size.height());
}

void ExportDialog::browse()
{
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Export picture"), m_file->text(), tr("Pictures (*.png *.svg *.pdf)"), nullptr,
                                                        QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty())
        m_file->setText(chosen);
}

PictureOptions ExportDialog::options() const
{
    PictureOptions options;
    options.wishes.size = {m_width->value(), m_height->value()};
    options.wishes.dark = m_theme->currentIndex() == 1;
    if (m_range->currentIndex() == 1) {
        options.wishes.from = m_visible.begin;
        options.wishes.to = m_visible.end;
    }
    return options;
}

QString ExportDialog::file() const { return m_file->text(); }

} // namespace ui
