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

constexpr int rangeMillis = 250;
constexpr int restPerWork = 20; ///< where counting takes long: so many times as long nothing is counted
constexpr size_t mostNames = 50;     ///< of another program: those with the most time
constexpr qsizetype mostCellLetters = 80; ///< of a name in the table; the tool tip has all of it

enum RangeColumn { NameColumn, SlicesColumn, TotalColumn, MeanColumn, LongestColumn, ShareColumn };

} // namespace

RangePanel::RangePanel(app::Session &session, Selection &selection, ViewState &views, QWidget *parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_views(views), m_heading(new QLabel(this)), m_table(new QTableWidget(this)),
      m_waitMillis(rangeMillis)
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
    m_table->horizontalHeaderItem(NameColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
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
    m_range = {0, 0};
    if (run)
        m_range = measure.value_or(TimeRange{run->trace.begin(), std::max(run->now, run->trace.end())});
    m_lines.clear();
    if (run)
        count(*run);
    const QString length = app::durationText(m_range.length());
    m_heading->setText(!run      ? tr("No run yet.")
                       : measure ? tr("Measured range: %1, from %2 to %3").arg(length, app::durationText(measure->begin), app::durationText(measure->end))
                                 : tr("Whole run: %1. Shift+drag over the timeline measures a part of it.").arg(length));
    m_names = run && !run->trace.tracks().empty();
    m_table->horizontalHeaderItem(NameColumn)->setText(m_names ? tr("Name") : tr("State"));
    m_table->setAccessibleName(m_names ? tr("Time in the slices of each name") : tr("Time in each state"));
    m_table->setRowCount(int(m_lines.size()));
    for (int row = 0; row < int(m_lines.size()); ++row)
        fillRow(row);
    m_waitMillis = std::max(rangeMillis, int(clock.elapsed()) * restPerWork);
}

/// The states that occur, in the order of the vocabulary; or names, by their time.
void RangePanel::count(const app::Run &run)
{
    const app::Tracks &tracks = run.trace.tracks();
    if (!tracks.empty()) {
        for (const app::LabelFigures &one : app::labelStatistics(run.trace, m_range.begin, m_range.end, mostNames)) {
            const app::Label *label = tracks.label(one.label);
            m_lines.push_back({label ? label->name : QString(), one.figures});
        }
        return;
    }
    const app::RangeStatistics statistics = app::rangeStatistics(run.trace, run.now, m_range.begin, m_range.end);
    for (int i = 0; i < app::stateCount; ++i) {
        if (statistics.of(app::State(i)).slices > 0)
            m_lines.push_back({stateName(app::State(i)), statistics.of(app::State(i))});
    }
}

double RangePanel::share(int row) const
{
    return m_range.length() > 0 ? double(m_lines[size_t(row)].figures.total) / double(m_range.length()) : 0;
}

void RangePanel::fillRow(int row)
{
    const auto &[name, figures] = m_lines[size_t(row)];
    const double percent = 100 * share(row);
    const QString shortName = name.size() <= mostCellLetters ? name : name.first(mostCellLetters - 1) + u'\u2026';
    const QString texts[] = {shortName, QString::number(figures.slices), app::durationText(figures.total), app::durationText(qint64(figures.mean())),
                             app::durationText(figures.longest), tr("%1 %").arg(percent, 0, 'f', percent < 10 ? 2 : 0)};
    for (int column = NameColumn; column <= ShareColumn; ++column) {
        QTableWidgetItem *item = m_table->item(row, column);
        if (!item) {
            item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignVCenter | (column == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
            m_table->setItem(row, column, item);
        }
        item->setText(texts[column]);
    }
    m_table->item(row, NameColumn)->setToolTip(shortName == name ? QString() : name);
}

bool RangePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy))
        return QWidget::eventFilter(watched, event);
    copy();
    return true;
}

/// As CSV, times in ns, a part of the range as a number.
void RangePanel::copy() const
{
    QString text = (m_names ? u"name"_s : u"state"_s) + u",slices,total_ns,mean_ns,max_ns,share\n"_s;
    for (int row = 0; row < int(m_lines.size()); ++row) {
        const auto &[name, figures] = m_lines[size_t(row)];
        text += u"\"%1\",%2,%3,%4,%5,%6\n"_s.arg(QString(name).replace(u'"', u"\"\""_s), QString::number(figures.slices), QString::number(figures.total),
                                               QString::number(figures.mean(), 'f', 0), QString::number(figures.longest), QString::number(share(row), 'f', 6));
    }
    QApplication::clipboard()->setText(text);
}

} // namespace ui
