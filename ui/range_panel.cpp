#include "ui/range_panel.h"

#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/view_state.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int refreshMillis = 250;
constexpr int restPerWork = 20; ///< where counting takes long: so many times as long nothing is counted

enum Column { StateColumn, SlicesColumn, TotalColumn, MeanColumn, LongestColumn, ShareColumn };

/// The states that occur, in the order of the vocabulary.
std::vector<app::State> statesOf(const app::RangeStatistics &statistics)
{
    std::vector<app::State> states;
    for (int i = 0; i < app::stateCount; ++i) {
        if (statistics.of(app::State(i)).slices > 0)
            states.push_back(app::State(i));
    }
    return states;
}

} // namespace

RangePanel::RangePanel(app::Session &session, Selection &selection, ViewState &views, QWidget *parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_views(views), m_heading(new QLabel(this)), m_table(new QTableWidget(this)),
      m_waitMillis(refreshMillis)
{
    m_heading->setObjectName(u"rangeHeading"_s);
    m_heading->setProperty("kind", u"small"_s);
    m_heading->setIndent(6);
    m_table->setObjectName(u"rangeTable"_s);
    m_table->setAccessibleName(tr("Time in each state"));
    const QStringList headings{tr("State"), tr("Slices"), tr("Total"), tr("Mean"), tr("Max"), tr("Share of the range")};
    m_table->setColumnCount(int(headings.size()));
    m_table->setHorizontalHeaderLabels(headings);
    m_table->horizontalHeaderItem(ShareColumn)->setToolTip(tr("100 % is one thread or task all the time; forty of them are 4000 %."));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(StateColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false); // Tab goes on to the next panel
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 4);
    layout->addWidget(m_heading);
    layout->addWidget(m_table);
    m_soon.setSingleShot(true);
    m_soon.callOnTimeout(this, &RangePanel::refresh);
    const auto refreshIfShown = [this](app::RunId run) {
        if (run == m_selection.run())
            refreshSoon();
    };
    connect(&session, &app::Session::runAdvanced, this, refreshIfShown);
    connect(&session, &app::Session::runFinished, this, refreshIfShown);
    connect(&views, &ViewState::changed, this, refreshIfShown);
    connect(&selection, &Selection::runChanged, this, &RangePanel::refreshSoon);
}

void RangePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void RangePanel::refreshSoon()
{
    if (isVisible() && !m_soon.isActive())
        m_soon.start(m_waitMillis);
}

void RangePanel::refresh()
{
    QElapsedTimer clock;
    clock.start();
    const app::Run *run = m_session.run(m_selection.run());
    const std::optional<TimeRange> measure = m_views.of(m_selection.run()).measure;
    m_statistics = {};
    if (run && measure)
        m_statistics = app::rangeStatistics(run->trace, run->now, measure->begin, measure->end);
    else if (run)
        m_statistics = app::rangeStatistics(run->trace, run->now, run->trace.begin(), std::max(run->now, run->trace.end()));
    const QString length = app::durationText(m_statistics.end - m_statistics.begin);
    m_heading->setText(!run      ? tr("No run yet.")
                       : measure ? tr("Measured range: %1, from %2 to %3").arg(length, app::durationText(measure->begin), app::durationText(measure->end))
                                 : tr("Whole run: %1. Shift+drag over the timeline measures a part of it.").arg(length));
    const std::vector<app::State> states = statesOf(m_statistics);
    m_table->setRowCount(int(states.size()));
    for (size_t row = 0; row < states.size(); ++row)
        fillRow(int(row), states[row]);
    m_waitMillis = std::max(refreshMillis, int(clock.elapsed()) * restPerWork);
}

void RangePanel::fillRow(int row, app::State state)
{
    const app::StateFigures &figures = m_statistics.of(state);
    const double percent = 100 * m_statistics.share(state);
    const QString texts[] = {stateName(state), QString::number(figures.slices), app::durationText(figures.total), app::durationText(qint64(figures.mean())),
                             app::durationText(figures.longest), tr("%1 %").arg(percent, 0, 'f', percent < 10 ? 2 : 0)};
    for (int column = StateColumn; column <= ShareColumn; ++column) {
        QTableWidgetItem *item = m_table->item(row, column);
        if (!item) {
            item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignVCenter | (column == StateColumn ? Qt::AlignLeft : Qt::AlignRight));
            m_table->setItem(row, column, item);
        }
        item->setText(texts[column]);
    }
}

bool RangePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy))
        return QWidget::eventFilter(watched, event);
    copy();
    return true;
}

void RangePanel::copy() const { QApplication::clipboard()->setText(csv(m_statistics)); }

QString RangePanel::csv(const app::RangeStatistics &statistics)
{
    QString text = u"state,slices,total_ns,mean_ns,max_ns,share\n"_s;
    for (const app::State state : statesOf(statistics)) {
        const app::StateFigures &figures = statistics.of(state);
        text += u"\"%1\",%2,%3,%4,%5,%6\n"_s.arg(stateName(state)).arg(figures.slices).arg(figures.total)
                        .arg(figures.mean(), 0, 'f', 0).arg(figures.longest).arg(statistics.share(state), 0, 'f', 6);
    }
    return text;
}

} // namespace ui
