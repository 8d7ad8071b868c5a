#include "ui/export_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int windowSize = 4; ///< its place among the sizes; the typed one follows

template<typename Widget>
Widget *named(const char *name, QWidget *parent)
{
    auto *widget = new Widget(parent);
    widget->setObjectName(QLatin1StringView(name));
    return widget;
}

void setPossible(QComboBox &box, int index, bool possible)
{
    if (auto *model = qobject_cast<QStandardItemModel *>(box.model()))
        model->item(index)->setEnabled(possible);
}

} // namespace

ExportForm::ExportForm(const Exportable &shown, const ExportChoices &choices, QWidget *parent)
    : QWidget(parent), m_shown(shown), m_wished(choices), m_kind(named<QComboBox>("exportKind", this)), m_size(named<QComboBox>("exportSize", this)),
      m_scale(named<QComboBox>("exportScale", this)), m_time(named<QComboBox>("exportTime", this)),
      m_ground(named<QComboBox>("exportGround", this)), m_width(named<QSpinBox>("exportWidth", this)),
      m_height(named<QSpinBox>("exportHeight", this)), m_speed(named<QComboBox>("exportSpeed", this)),
      m_frames(named<QSpinBox>("exportFrames", this)), m_pixels(named<QLabel>("exportPixels", this)),
      m_title(named<QLineEdit>("exportTitle", this)), m_showTitle(named<QCheckBox>("exportShowTitle", this)),
      m_legend(named<QCheckBox>("exportLegend", this)), m_caption(named<QCheckBox>("exportCaption", this)),
      m_marks(named<QCheckBox>("exportMarks", this))
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addTitle(*form);
    addParts(*form);
    addKinds(*form);
    addSizes(*form);
    addScale(*form);
    addTimes(*form);
    addGrounds(*form);
    addMotion(*form);
    show(choices);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ExportForm::chooseKind);
    for (QComboBox *box : {m_scale, m_time, m_ground})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportForm::refresh);
    connect(m_size, &QComboBox::currentIndexChanged, this, &ExportForm::chooseSize);
    for (QSpinBox *side : {m_width, m_height})
        connect(side, &QSpinBox::valueChanged, this, &ExportForm::typeSize);
    for (QCheckBox *box : {m_showTitle, m_legend, m_caption, m_marks})
        connect(box, &QCheckBox::toggled, this, &ExportForm::refresh);
    connect(m_title, &QLineEdit::textChanged, this, &ExportForm::refresh);
    refresh();
}

void ExportForm::addTitle(QFormLayout &form)
{
    m_title->setText(m_shown.title);
    m_title->setPlaceholderText(m_shown.title);
    m_title->setMinimumWidth(230);
    form.addRow(tr("&Title"), m_title);
}

void ExportForm::addParts(QFormLayout &form)
{
    m_showTitle->setText(tr("Sho&w the title"));
    m_legend->setText(tr("&Legend"));
    m_caption->setText(tr("Headline fi&gures"));
    m_marks->setText(tr("&Marks and measure"));
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(4);
    grid->addWidget(m_showTitle, 0, 0);
    grid->addWidget(m_legend, 0, 1);
    grid->addWidget(m_caption, 1, 0);
    grid->addWidget(m_marks, 1, 1);
    m_marks->setVisible(m_shown.marks);
    form.addRow(grid);
}

void ExportForm::addKinds(QFormLayout &form)
{
    m_kind->addItem(tr("PNG image"), u"png"_s);
    m_kind->addItem(tr("SVG drawing"), u"svg"_s);
    m_kind->addItem(tr("PDF page"), u"pdf"_s);
    if (m_shown.animate)
        m_kind->addItem(tr("GIF, growing"), u"gif"_s);
    form.addRow(tr("&Kind"), m_kind);
}

void ExportForm::addSizes(QFormLayout &form)
{
    m_size->addItem(tr("Slide 16:9, 1920 x 1080"), QSize(1920, 1080));
    m_size->addItem(tr("Slide 16:9, 3840 x 2160"), QSize(3840, 2160));
    m_size->addItem(tr("Slide 4:3, 1600 x 1200"), QSize(1600, 1200));
    m_size->addItem(tr("Slide 16:9, 1280 x 720"), app::usualAnimationSize);
    m_size->addItem(tr("As in the window"), m_shown.window.expandedTo(leastPicture).boundedTo(greatestPicture));
    m_size->addItem(tr("Typed below"), QSize());
    auto *sides = new QHBoxLayout;
    m_width->setRange(leastPicture.width(), greatestPicture.width());
    m_height->setRange(leastPicture.height(), greatestPicture.height());
    for (QSpinBox *side : {m_width, m_height})
        side->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_width->setAccessibleName(tr("Width in pixels"));
    m_height->setAccessibleName(tr("Height in pixels"));
    sides->addWidget(m_width, 1);
    sides->addWidget(new QLabel(QStringLiteral("\u00d7"), this));
    sides->addWidget(m_height, 1);
    form.addRow(tr("Si&ze"), m_size);
    auto *label = new QLabel(tr("Pi&xels"), this);
    label->setBuddy(m_width);
    form.addRow(label, sides);
}

void ExportForm::addScale(QFormLayout &form)
{
    for (const int factor : {1, 2, 3, 4})
        m_scale->addItem(factor == 1 ? tr("1x, for the screen") : tr("%1x, for print").arg(factor), double(factor));
    m_pixels->setProperty("kind", u"small"_s);
    form.addRow(tr("Sc&ale"), m_scale);
    form.addRow(QString(), m_pixels);
}

void ExportForm::addTimes(QFormLayout &form)
{
    m_time->addItems({tr("The whole run"), tr("What is in view"), tr("The measured range")});
    setPossible(*m_time, 1, m_shown.visible.has_value());
    setPossible(*m_time, 2, m_shown.selected.has_value());
    form.addRow(tr("T&ime"), m_time);
    form.setRowVisible(m_time, m_shown.visible || m_shown.selected);
}

void ExportForm::addGrounds(QFormLayout &form)
{
    m_ground->addItems({tr("Light"), tr("Dark"), tr("None, for a light slide"), tr("None, for a dark slide")});
    form.addRow(tr("Gr&ound"), m_ground);
}

void ExportForm::addMotion(QFormLayout &form)
{
    m_speed->addItem(tr("So that it lasts 1 to 10 s"), 0.0);
    for (const double speed : {0.01, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0})
        m_speed->addItem(tr("%1 times as fast as it was").arg(speed), speed);
    m_frames->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_frames->setRange(app::leastFrameRate, app::mostFrameRate);
    m_frames->setSuffix(tr(" pictures a second"));
    m_frames->setAccessibleName(tr("Pictures a second"));
    if (!m_shown.animate) {
        m_speed->hide();
        m_frames->hide();
        return;
    }
    form.addRow(tr("Spee&d"), m_speed);
    form.addRow(QString(), m_frames);
}

void ExportForm::show(const ExportChoices &choices)
{
    const app::PictureWishes wishes = wishesFor(m_shown, choices);
    setKind(choices.kind);
    if (m_kind->currentData() != choices.kind)
        m_otherKind = m_kind->currentIndex();
    m_moving = isMoving();
    showSize();
    m_scale->setCurrentIndex(int(choices.wishes.scale + 0.5) - 1);
    const bool possible = choices.time == PictureTime::Visible ? m_shown.visible.has_value() : m_shown.selected.has_value();
    m_time->setCurrentIndex(choices.time == PictureTime::Run || !possible ? 0 : int(choices.time));
    if (m_time->currentIndex() != int(choices.time))
        m_otherTime = m_time->currentIndex();
    m_ground->setCurrentIndex((wishes.transparent ? 2 : 0) + (wishes.dark ? 1 : 0));
    m_speed->setCurrentIndex(std::max(0, m_speed->findData(choices.moving.speed.value_or(0))));
    m_frames->setValue(choices.moving.framesPerSecond);
    m_showTitle->setChecked(wishes.showTitle);
    m_legend->setChecked(wishes.showLegend);
    m_caption->setChecked(wishes.showCaption);
    m_marks->setChecked(wishes.showMarks);
}

ExportChoices ExportForm::choices() const
{
    ExportChoices choices = m_wished;
    takeSize(choices);
    choices.kind = m_kind->currentData().toString();
    choices.time = PictureTime(m_time->currentIndex());
    choices.wishes.scale = m_scale->currentData().toDouble();
    choices.wishes.dark = m_ground->currentIndex() % 2 == 1;
    choices.wishes.transparent = m_ground->currentIndex() >= 2;
    const double speed = m_speed->currentData().toDouble();
    choices.moving.speed = speed > 0 ? std::optional(speed) : std::nullopt;
    choices.moving.framesPerSecond = m_frames->value();
    choices.wishes.showTitle = m_showTitle->isChecked();
    choices.wishes.showLegend = m_legend->isChecked();
    choices.wishes.showCaption = m_caption->isChecked();
    choices.wishes.showMarks = m_marks->isChecked();
    return choices;
}

ExportChoices ExportForm::remembered() const
{
    ExportChoices all = choices();
    if (m_kind->currentIndex() == m_otherKind)
        all.kind = m_wished.kind;
    if (m_time->currentIndex() == m_otherTime)
        all.time = m_wished.time;
    return all;
}

app::PictureWishes ExportForm::wishes() const
{
    app::PictureWishes wishes = wishesFor(m_shown, choices());
    if (const QString title = m_title->text().trimmed(); !title.isEmpty() && title != m_shown.title)
        wishes.title = title;
    return wishes;
}

void ExportForm::setKind(const QString &suffix)
{
    if (const int index = m_kind->findData(suffix); index >= 0)
        m_kind->setCurrentIndex(index);
}

void ExportForm::editTitle()
{
    m_title->setFocus(Qt::ShortcutFocusReason);
    m_title->selectAll();
}

bool ExportForm::isMoving() const { return m_kind->currentData() == u"gif"_s; }

void ExportForm::takeSize(ExportChoices &into) const
{
    (m_moving ? into.movingSize : into.wishes.size) = {m_width->value(), m_height->value()};
    (m_moving ? into.movingAsWindow : into.asWindow) = m_size->currentIndex() == windowSize;
}

void ExportForm::showSize()
{
    const bool asWindow = m_moving ? m_wished.movingAsWindow : m_wished.asWindow;
    const QSize size = asWindow ? m_size->itemData(windowSize).toSize() : m_moving ? m_wished.movingSize : m_wished.wishes.size;
    const int known = m_size->findData(size);
    const QSignalBlocker blocked(m_size), width(m_width), height(m_height);
    m_size->setCurrentIndex(asWindow ? windowSize : known >= 0 && known != windowSize ? known : windowSize + 1);
    m_width->setValue(size.width());
    m_height->setValue(size.height());
}

/// What moves has a size of its own, and a ground.
void ExportForm::chooseKind()
{
    if (isMoving() != m_moving) {
        takeSize(m_wished);
        m_moving = isMoving();
        showSize();
    }
    for (const int none : {2, 3}) {
        setPossible(*m_ground, none, !m_moving);
        if (m_moving && m_ground->currentIndex() == none)
            m_ground->setCurrentIndex(none - 2);
    }
    refresh();
}

void ExportForm::chooseSize()
{
    const QSize size = m_size->currentData().toSize();
    if (!size.isEmpty()) {
        const QSignalBlocker width(m_width), height(m_height);
        m_width->setValue(size.width());
        m_height->setValue(size.height());
    }
    refresh();
}

void ExportForm::typeSize()
{
    if (m_size->currentData().toSize() != QSize(m_width->value(), m_height->value())) {
        const QSignalBlocker blocked(m_size);
        m_size->setCurrentIndex(m_size->count() - 1);
    }
    refresh();
}

void ExportForm::refresh()
{
    const bool pixels = m_kind->currentData().toString() == u"png";
    m_scale->setEnabled(pixels);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_speed, m_frames})
        widget->setEnabled(m_kind->currentData().toString() == u"gif");
    m_title->setEnabled(m_showTitle->isChecked());
    const app::PictureWishes chosen = wishes();
    const QSize size = (QSizeF(chosen.size) * chosen.scale).toSize();
    const QString fault = sizeFault(chosen.size, chosen.scale);
    m_pixels->setText(!fault.isEmpty() ? tr("too large: at most %L1 pixels a side").arg(greatestPicture.width())
                      : m_kind->currentData().toString() == u"gif" ? tr("%L1 x %L2 pixels, moving").arg(size.width()).arg(size.height())
                      : pixels ? tr("%L1 x %L2 pixels").arg(size.width()).arg(size.height())
                                       : tr("as large as one likes: it has no pixels"));
    Q_EMIT changed();
}

} // namespace ui
