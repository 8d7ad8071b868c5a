#include "ui/makespan_panel.h"

#include "ui/focus_ring.h"
#include "ui/makespan_view.h"
#include "ui/seconds_box.h"
#include "ui/settings.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int tickMillis = 250; ///< of what is said to be left

QString aboutText(qint64 ns)
{
    const qint64 seconds = std::max<qint64>(1, (ns + 999'999'999) / 1'000'000'000);
    return seconds < 100 ? MakespanPanel::tr("%1 s").arg(seconds) : MakespanPanel::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

QLabel *small(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("kind", u"small"_s);
    label->setBuddy(buddy);
    return label;
}

} // namespace

MakespanPanel::MakespanPanel(app::Session &session, Settings &settings, QWidget *parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_pool(settings.pool), m_controls(new QWidget(parent)), m_choice(new QComboBox(m_controls)),
      m_logarithmic(new QPushButton(tr("Log axes"), m_controls)), m_large(new QPushButton(tr("Large"), m_controls)),
      m_export(new QPushButton(tr("Export"), m_controls)), m_measure(new QPushButton(tr("&Measure"), this)), m_sleep(new SecondsBox(this)),
      m_countsField(new QLineEdit(this)), m_status(new QLabel(this)), m_empty(new QLabel(this)), m_stack(new QStackedWidget(this)),
      m_view(new MakespanView(m_stack))
{
    setObjectName(u"makespan"_s);
    makeControls();
    m_empty->setWordWrap(true);
    m_empty->setText(tr("Measure fires at each endpoint with every count, one run after the other and all of it %1 times, "
                        "and draws the median and the range beside the ideal. Whole runs of yours stand here too.").arg(app::sweepTimes));
    m_empty->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    new FocusRing(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 5, 6, 2);
    layout->setSpacing(3);
    layout->addWidget(makeSweepRow());
    layout->addWidget(m_stack, 1);
    m_tick.setInterval(tickMillis);
    m_tick.callOnTimeout(this, &MakespanPanel::refreshStatus);
    connect(&m_sweep, &app::Sweep::measured, this, &MakespanPanel::take);
    connect(&m_sweep, &app::Sweep::ended, this, &MakespanPanel::sweepEnded);
    connect(&session, &app::Session::runAdded, this, &MakespanPanel::refreshStatus);
    connect(&session, &app::Session::runFinished, this, &MakespanPanel::addRun);
    connect(&session, &app::Session::runGone, this, &MakespanPanel::refreshChart);
    refreshPlan();
}

void MakespanPanel::makeControls()
{
    m_choice->setObjectName(u"makespanSet"_s);
    m_choice->setAccessibleName(tr("Which runs the chart shows, by sleep and workers"));
    m_choice->hide(); // until there are two
    m_logarithmic->setObjectName(u"makespanLog"_s);
    m_logarithmic->setCheckable(true);
    m_logarithmic->setChecked(m_settings.sweepLogarithmic);
    m_logarithmic->setToolTip(tr("Logarithmic axes show every count and the steps of sync-endpoint; linear ones how far async-wrong is off"));
    m_large->setObjectName(u"makespanLarge"_s);
    m_large->setCheckable(true);
    m_large->setToolTip(tr("Give the chart most of the window's height, until another tab is chosen"));
    m_export->setObjectName(u"makespanExport"_s);
    m_export->setAccessibleName(tr("Export the chart"));
    auto *menu = new QMenu(m_export);
    menu->addAction(tr("Export &picture\u2026"), this, &MakespanPanel::pictureAsked)->setObjectName(u"makespanPicture"_s);
    menu->addAction(tr("Export &CSV\u2026"), this, &MakespanPanel::csvAsked)->setObjectName(u"makespanCsv"_s);
    menu->addAction(tr("C&opy CSV"), this, [this] { QApplication::clipboard()->setText(csv()); })->setObjectName(u"makespanCopy"_s);
    m_export->setMenu(menu);
    auto *layout = new QHBoxLayout(m_controls);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *control : std::initializer_list<QWidget *>{m_choice, m_logarithmic, m_large, m_export})
        layout->addWidget(control);
    m_controls->hide(); // until its tab is shown
    connect(m_choice, &QComboBox::currentIndexChanged, this, &MakespanPanel::refreshChart);
    connect(m_logarithmic, &QPushButton::toggled, this, [this](bool on) {
        m_settings.sweepLogarithmic = on;
        refreshChart();
    });
    connect(m_large, &QPushButton::toggled, this, &MakespanPanel::largeAsked);
}

QWidget *MakespanPanel::makeSweepRow()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_measure->setObjectName(u"sweepButton"_s);
    m_measure->setToolTip(tr("Fire at the three endpoints with each of the counts, one run after the other, and that %1 times").arg(app::sweepTimes));
    m_sleep->setObjectName(u"sweepSleep"_s);
    m_sleep->setRange(0, app::mostSweepSleepMicros / 1e6);
    m_sleep->setDecimals(3);
    m_sleep->setSingleStep(0.1);
    m_sleep->setSuffix(tr(" s"));
    m_sleep->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_sleep->setValue(m_settings.sweepSleep);
    m_sleep->setAccessibleName(tr("Sleep of the sweep's requests, seconds"));
    m_sleep->setToolTip(tr("How long each handler waits, 0 to 10 seconds; the longer, the less the cost of the requests themselves shows"));
    m_countsField->setObjectName(u"sweepCounts"_s);
    m_countsField->setText(m_settings.sweepCounts.isEmpty() ? app::countsText(app::SweepWishes().counts) : m_settings.sweepCounts);
    m_countsField->setAccessibleName(tr("Counts to measure"));
    m_countsField->setToolTip(tr("How many requests at once: up to %1 counts, with commas between them").arg(app::mostSweepCounts));
    m_status->setObjectName(u"sweepStatus"_s);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_measure);
    layout->addWidget(small(tr("each waits"), m_sleep, row));
    layout->addWidget(m_sleep);
    layout->addWidget(small(tr("counts"), m_countsField, row));
    layout->addWidget(m_countsField, 2);
    layout->addWidget(m_status, 3);
    connect(m_measure, &QPushButton::clicked, this, &MakespanPanel::measureOrStop);
    connect(m_sleep, &QDoubleSpinBox::valueChanged, this, &MakespanPanel::refreshPlan);
    connect(m_countsField, &QLineEdit::textChanged, this, &MakespanPanel::refreshPlan);
    return row;
}

void MakespanPanel::setPool(int pool)
{
    m_pool = pool;
    refreshPlan();
}

void MakespanPanel::setLarge(bool large) { m_large->setChecked(large); }

void MakespanPanel::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    m_measure->setFixedWidth(int(86 * scale)); // does not move when it says Stop
    m_sleep->setFixedWidth(int(68 * scale));
    m_countsField->setMinimumWidth(int(90 * scale));
    refreshStatus();
    refreshChart();
}

void MakespanPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refreshChart();
}

app::SweepWishes MakespanPanel::wishes() const { return {m_counts.counts, quint32(std::lround(m_sleep->value() * 1e6)), m_pool}; }

void MakespanPanel::measure()
{
    if (!m_sweep.running())
        m_measure->click();
}

void MakespanPanel::measureOrStop()
{
    if (m_sweep.running())
        return m_sweep.stop();
    const app::SweepWishes wished = wishes();
    if (const QString fault = m_sweep.start(app::planSweep(wished)); !fault.isEmpty())
        return Q_EMIT failed(fault);
    const MakespanSet set{wished.sleepMicros, wished.pool};
    std::erase_if(m_wished, [&](const app::SweepWishes &old) { return MakespanSet{old.sleepMicros, old.pool} == set; });
    m_wished.push_back(wished);
    m_sweptBefore.insert(m_sweptBefore.end(), m_swept.begin(), m_swept.end());
    m_swept.clear();
    m_tick.start();
    m_large->setChecked(true);
    Q_EMIT sweepingChanged(true);
    showSets(set);
    refreshStatus();
}

void MakespanPanel::take(const app::MakespanPoint &point)
{
    std::erase_if(m_sweptBefore, [&](const app::MakespanPoint &old) { return old.asked == point.asked; });
    m_swept.push_back(point);
    refreshStatus();
    refreshChart();
}

void MakespanPanel::sweepEnded(const QString &fault)
{
    m_tick.stop();
    refreshStatus();
    m_status->setText(m_sweep.done() == m_sweep.total() ? m_sweep.total() == 1 ? tr("1 run measured") : tr("%1 runs measured").arg(m_sweep.total())
                                                        : tr("stopped after %1 of %2").arg(m_sweep.done()).arg(m_sweep.total()));
    Q_EMIT sweepingChanged(false);
    if (!fault.isEmpty())
        Q_EMIT failed(fault);
}

/// A run of another sleep does not push a sweep's picture away; without one, the newest run is what one wants to see.
void MakespanPanel::addRun(app::RunId id)
{
    refreshStatus();
    const app::Run *run = m_session.run(id);
    const std::optional<app::MakespanPoint> point = run ? app::makespanPoint(*run) : std::nullopt;
    if (point)
        showSets(m_shown.planned.empty() ? MakespanSet::of(point->asked) : m_shown.set);
}

void MakespanPanel::showSets(const MakespanSet &chosen)
{
    m_sets.clear();
    const auto add = [this](const MakespanSet &set) {
        if (std::find(m_sets.begin(), m_sets.end(), set) == m_sets.end())
            m_sets.push_back(set);
    };
    for (const app::SweepWishes &wished : m_wished)
        add({wished.sleepMicros, wished.pool});
    for (const auto &run : m_session.runs()) {
        if (const std::optional<app::MakespanPoint> point = app::makespanPoint(*run))
            add(MakespanSet::of(point->asked));
    }
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const MakespanSet &set : m_sets)
        m_choice->addItem(set.shortText());
    m_choice->setCurrentIndex(int(std::find(m_sets.begin(), m_sets.end(), chosen) - m_sets.begin()));
    m_choice->setVisible(m_sets.size() > 1);
    refreshChart();
}

void MakespanPanel::refreshPlan()
{
    m_counts = app::countsIn(m_countsField->text());
    m_settings.sweepSleep = m_sleep->value();
    if (m_counts.fault.isEmpty())
        m_settings.sweepCounts = app::countsText(m_counts.counts);
    refreshStatus();
}

void MakespanPanel::refreshStatus()
{
    const bool sweeping = m_sweep.running();
    m_measure->setText(sweeping ? tr("Stop (&M)") : tr("&Measure"));
    m_measure->setEnabled(sweeping || (m_counts.fault.isEmpty() && !m_session.running()));
    m_sleep->setEnabled(!sweeping);
    m_countsField->setEnabled(!sweeping);
    QString text, more;
    if (sweeping) {
        text = tr("%1 of %2, about %3 left").arg(m_sweep.done()).arg(m_sweep.total()).arg(aboutText(m_sweep.left()));
    } else if (!m_counts.fault.isEmpty()) {
        text = more = m_counts.fault;
    } else {
        const app::SweepPlan plan = app::planSweep(wishes());
        text = plan.runs.empty() ? tr("every run would take too long") : tr("%1 times each, takes about %2").arg(app::sweepTimes).arg(aboutText(app::expectedNs(plan.runs)));
        more = app::leftOutText(plan.leftOut);
        if (!more.isEmpty())
            text += tr("; leaves out %1").arg(more);
        more = text;
    }
    m_status->setText(text);
    m_status->setToolTip(more);
}

MakespanShown MakespanPanel::shownOf(const MakespanSet &set) const
{
    MakespanShown shown;
    shown.set = set;
    shown.logarithmic = m_logarithmic->isChecked();
    std::vector<app::MakespanPoint> runs;
    for (const auto *swept : {&m_sweptBefore, &m_swept})
        std::copy_if(swept->begin(), swept->end(), std::back_inserter(runs), [&](const auto &point) { return MakespanSet::of(point.asked) == set; });
    for (const auto &run : m_session.runs()) {
        if (const std::optional<app::MakespanPoint> point = app::makespanPoint(*run); point && MakespanSet::of(point->asked) == set)
            runs.push_back(*point);
    }
    shown.points = app::makespanFigures(runs);
    for (const app::SweepWishes &wished : m_wished) {
        if (MakespanSet{wished.sleepMicros, wished.pool} == set)
            shown.planned = wished.counts;
    }
    return shown;
}

void MakespanPanel::refreshChart()
{
    const int place = m_choice->currentIndex();
    m_shown = place >= 0 && place < int(m_sets.size()) ? shownOf(m_sets[size_t(place)]) : MakespanShown();
    m_export->setEnabled(hasPoints());
    m_stack->setCurrentWidget(m_shown.empty() ? static_cast<QWidget *>(m_empty) : m_view);
    if (isVisible())
        m_view->show(m_shown, m_theme, m_scale);
}

Exportable MakespanPanel::exportable() const
{
    Exportable chart;
    chart.name = u"makespan"_s;
    chart.title = makespanTitle();
    chart.window = m_view->size();
    chart.drawing = [shown = m_shown](const app::PictureWishes &wished) { return makespanDrawing(shown, wished); };
    return chart;
}

QString MakespanPanel::csv() const
{
    std::vector<app::MakespanFigures> points = m_shown.points;
    constexpr auto order = [](app::Endpoint endpoint) { return endpoint == app::Endpoint::Async ? 0 : endpoint == app::Endpoint::Sync ? 1 : 2; };
    std::stable_sort(points.begin(), points.end(), [&](const auto &a, const auto &b) {
        return std::tuple(order(a.asked.endpoint), a.asked.count) < std::tuple(order(b.asked.endpoint), b.asked.count);
    });
    return app::makespanCsv(points);
}

} // namespace ui
