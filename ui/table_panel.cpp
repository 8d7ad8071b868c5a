#include "ui/table_panel.h"

#include "ui/choosing.h"
#include "ui/selection.h"
#include "ui/table_delegate.h"

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QTableView>

#include <algorithm>

namespace ui {
namespace {

constexpr int tableMillis = 250;
constexpr size_t mostOfAName = 1000; ///< rows that are lit up
constexpr int restFactor = 10; ///< a table so long that reading it takes time is read less often

} // namespace

TablePanel::TablePanel(app::Session &session, Selection &selection, QWidget *parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_view(new QTableView(this)), m_delegate(new TableDelegate(this)),
      m_controls(new QWidget(this)), m_content(new QComboBox(m_controls)), m_filter(new QLineEdit(m_controls)), m_copy(new QPushButton(m_controls)),
      m_escape(new QShortcut(Qt::Key_Escape, this)), m_copying(session)
{
    makeView();
    makeControls();
    m_soon.setSingleShot(true);
    m_soon.callOnTimeout(this, &TablePanel::refresh);
    m_followSoon.setSingleShot(true);
    m_followSoon.callOnTimeout(this, &TablePanel::follow);
    connect(&session, &app::Session::runAdvanced, this, &TablePanel::advanceSoon);
    connect(&session, &app::Session::runFinished, this, &TablePanel::advanceSoon);
    connect(&selection, &Selection::runChanged, this, &TablePanel::showRun);
    connect(&selection, &Selection::selectedChanged, this, &TablePanel::followSoon);
    connect(&selection, &Selection::eventChanged, this, &TablePanel::followSoon);
}

void TablePanel::makeView()
{
    setFocusProxy(m_view);
    m_view->setObjectName(QStringLiteral("table"));
    m_view->setAccessibleName(tr("Table"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false); // Tab goes on to the next panel
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // no row is measured, so a million open at once
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSortIndicator(m_model.sortColumn(), m_model.sortOrder());
    m_view->setSortingEnabled(true);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    addAction(tr("&Copy rows as CSV"), QKeySequence::Copy, &TablePanel::copySelected);
    addAction(tr("Copy &all as CSV"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &TablePanel::copyAll);
    addAction(tr("&Sort by this column"), QKeySequence(Qt::CTRL | Qt::Key_Space), &TablePanel::sortByCurrentColumn);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) { choose(now.row()); });
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex &now) { choose(now.row()); });
}

void TablePanel::addAction(const QString &text, const QKeySequence &key, void (TablePanel::*slot)())
{
    auto *action = new QAction(text, m_view);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_view->addAction(action);
}

void TablePanel::makeControls()
{
    m_content->setObjectName(QStringLiteral("tableContent"));
    m_content->setAccessibleName(tr("What the table shows"));
    m_content->addItems({tr("slices"), tr("requests")});
    m_filter->setObjectName(QStringLiteral("tableFilter"));
    m_filter->setPlaceholderText(tr("filter: #17, blocking"));
    m_filter->setAccessibleName(tr("Filter the table by request, endpoint, state or lane"));
    m_filter->setClearButtonEnabled(true);
    m_copy->setObjectName(QStringLiteral("tableCopy"));
    auto *layout = new QHBoxLayout(m_controls);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_content);
    layout->addWidget(m_filter);
    layout->addWidget(m_copy);
    m_controls->hide(); // until its tab is shown
    connect(m_content, &QComboBox::currentIndexChanged, this, &TablePanel::showContent);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &filter) {
        m_model.setFilter(filter);
        followSoon();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { m_copying.busy() ? m_copying.cancel() : copyAll(); });
    connect(m_escape, &QShortcut::activated, &m_copying, &CsvCopy::cancel);
    connect(&m_copying, &CsvCopy::advanced, this, &TablePanel::refreshCopy);
    connect(&m_copying, &CsvCopy::ended, this, &TablePanel::copied);
    refreshCopy();
}

void TablePanel::setTheme(const Theme &theme, double scale)
{
    m_scale = scale;
    m_delegate->setTheme(theme, scale);
    m_filter->setFixedWidth(int(190 * scale));
    refreshCopy();
    m_view->verticalHeader()->setMinimumSectionSize(1);
    m_view->verticalHeader()->setDefaultSectionSize(int(21 * scale));
    fitColumns();
}

/// From what may stand in a column, not from what does: nothing moves while a run grows.
void TablePanel::fitColumns()
{
    const QFontMetricsF metrics(textFont(13 * m_scale)), heads(textFont(12 * m_scale, QFont::DemiBold));
    const bool named = m_model.hasNames(), slices = m_model.content() == TableModel::Content::Slices;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        double width = metrics.horizontalAdvance(named ? QStringLiteral("100.000000000") : QStringLiteral("100.000000"));
        if (column == SliceSource::RequestColumn)
            width = metrics.horizontalAdvance(named ? QStringLiteral("a_function_with_quite_a_long_name") : QStringLiteral("100000"));
        if (column == SliceSource::EndpointColumn)
            width = metrics.horizontalAdvance(QStringLiteral("/async-endpoint"));
        if (column == SliceSource::PlaceColumn && slices)
            width = metrics.horizontalAdvance(named ? QStringLiteral("AThreadOfThePool") : QStringLiteral("worker 1000"));
        for (int i = 0; i < app::stateCount && column == SliceSource::StateColumn && slices && !named; ++i)
            width = std::max(width, metrics.horizontalAdvance(stateName(app::State(i))) + 26 * m_scale);
        const QString head = m_model.headerData(column, Qt::Horizontal).toString();
        width = std::max(width + 22 * m_scale, heads.horizontalAdvance(head) + 30 * m_scale); // with room for the arrow of the sorting
        m_view->setColumnWidth(column, int(width));
    }
}

void TablePanel::showContent(int content)
{
    m_model.setContent(TableModel::Content(content));
    m_view->horizontalHeader()->setSortIndicator(m_model.sortColumn(), m_model.sortOrder());
    fitColumns();
    followSoon();
}

void TablePanel::showRun()
{
    m_model.setRun(nullptr); // the one before may be large: nothing of it is kept
    m_stale = true;
    m_unfollowed = false;
    if (isVisible())
        refresh();
}

void TablePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    if (m_unfollowed)
        follow();
}

void TablePanel::advanceSoon(app::RunId id)
{
    if (id != m_selection.run())
        return;
    m_stale = true;
    if (isVisible() && !m_soon.isActive())
        m_soon.start(tableMillis);
}

void TablePanel::refresh()
{
    if (!std::exchange(m_stale, false))
        return;
    QElapsedTimer clock;
    clock.start();
    if (m_model.hasRun())
        refreshInPlace();
    else
        takeRun();
    const int took = int(clock.elapsed());
    if (took * restFactor > tableMillis)
        m_soon.start(took * restFactor);
}

/// Another program's slices have columns of their own.
void TablePanel::takeRun()
{
    m_model.setRun(m_session.run(m_selection.run()));
    if (std::exchange(m_named, m_model.hasNames()) == m_model.hasNames())
        return;
    fitColumns();
    m_filter->setPlaceholderText(m_named ? tr("filter: name, thread") : tr("filter: #17, blocking"));
}

/// Where the filter lets rows come and go, the model starts anew; whoever reads notices nothing.
void TablePanel::refreshInPlace()
{
    const int scroll = m_view->verticalScrollBar()->value();
    const QModelIndex current = m_view->currentIndex();
    std::vector<RowRef> chosen, at;
    if (m_model.resetsOnRefresh()) {
        for (const int row : selectedRows())
            chosen.push_back(m_model.ref(row));
        if (current.isValid())
            at.push_back(m_model.ref(current.row()));
    }
    m_model.refresh();
    if (!chosen.empty()) {
        const std::vector<int> currentRows = m_model.rowsOf(at);
        select(m_model.rowsOf(chosen), currentRows.empty() ? -1 : currentRows.front());
    }
    m_view->verticalScrollBar()->setValue(scroll);
}

void TablePanel::followSoon()
{
    if (m_choosing)
        return;
    m_unfollowed = true;
    if (isVisible() && !m_followSoon.isActive())
        m_followSoon.start(0);
}

/// The rows of the chosen request; the one at the chosen moment comes into view.
void TablePanel::follow()
{
    m_unfollowed = false;
    const app::Run *run = m_session.run(m_selection.run());
    if (!run || m_selection.selected() == app::RequestId::None)
        return m_view->clearSelection();
    std::vector<int> rows = m_model.rowsOf(m_selection.selected());
    const std::optional<size_t> event = m_selection.event();
    const qint64 moment = event && *event < run->log.events.size() ? run->log.events[*event].t : 0;
    int nearest = rows.empty() ? -1 : rows.front();
    for (const int row : rows) {
        if (std::abs(m_model.time(row) - moment) < std::abs(m_model.time(nearest) - moment))
            nearest = row;
    }
    if (m_model.hasNames() && rows.size() > mostOfAName)
        rows.resize(mostOfAName); // a name may have hundreds of thousands
    select(rows, nearest);
}

void TablePanel::select(const std::vector<int> &rows, int current)
{
    m_choosing = true;
    QItemSelection selection;
    for (const int row : rows)
        selection.select(m_model.index(row, 0), m_model.index(row, m_model.columnCount() - 1));
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (current >= 0) {
        const QModelIndex index = m_model.index(current, std::max(0, m_view->currentIndex().column()));
        m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(index);
    }
    m_choosing = false;
}

void TablePanel::choose(int row)
{
    const app::Run *run = m_session.run(m_selection.run());
    if (m_choosing || !run || row < 0 || row >= m_model.rowCount())
        return;
    m_choosing = true;
    chooseAt(m_selection, *run, m_model.request(row), m_model.time(row));
    m_choosing = false;
    Q_EMIT timeChosen(m_model.time(row));
}

std::vector<int> TablePanel::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_view->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

void TablePanel::copySelected()
{
    if (const std::vector<int> rows = selectedRows(); !rows.empty())
        m_copying.start(m_selection.run(), m_model.csv(rows));
}

void TablePanel::copyAll()
{
    if (m_model.hasRun())
        m_copying.start(m_selection.run(), m_model.csv());
}

/// As wide as it ever gets: nothing beside it moves.
void TablePanel::refreshCopy()
{
    const bool busy = m_copying.busy();
    const auto copying = [](int percent) { return tr("Stop copying (%1 %)").arg(percent); };
    m_copy->setText(copying(100));
    m_copy->setFixedWidth(m_copy->sizeHint().width());
    m_copy->setText(busy ? copying(m_copying.percent()) : tr("Copy as CSV"));
    m_copy->setToolTip(busy ? tr("Esc stops it, too; the clipboard is as it was until all is copied")
                            : tr("Copy all rows that the filter lets through. Ctrl+C in the table copies the chosen ones."));
    m_escape->setEnabled(busy);
}

void TablePanel::sortByCurrentColumn()
{
    const int column = std::max(0, m_view->currentIndex().column());
    const bool again = column == m_model.sortColumn() && m_model.sortOrder() == Qt::AscendingOrder;
    m_view->sortByColumn(column, again ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_view->scrollTo(m_view->currentIndex());
}

} // namespace ui
