#include "ui/table_model.h"

#include "ui/named_source.h"

#include <algorithm>

namespace ui {
namespace {

std::unique_ptr<TableSource> sourceOf(TableModel::Content content, const app::Run *run)
{
    if (content == TableModel::Content::Requests)
        return std::make_unique<RequestSource>();
    if (run && !run->trace.tracks().empty())
        return std::make_unique<NamedSource>();
    return std::make_unique<SliceSource>();
}

} // namespace

TableModel::TableModel(QObject *parent) : QAbstractTableModel(parent) { gather(); }

void TableModel::setRun(const app::Run *run)
{
    m_run = run;
    refill();
}

void TableModel::setContent(Content content)
{
    if (m_content == content)
        return;
    beginResetModel();
    m_content = content;
    m_column = content == Content::Slices ? int(SliceSource::BeginColumn) : int(RequestSource::SentColumn);
    m_order = Qt::AscendingOrder;
    gather();
    endResetModel();
}

void TableModel::setFilter(const QString &filter)
{
    m_filter = RowFilter(filter);
    refill();
}

void TableModel::refill()
{
    beginResetModel();
    gather();
    endResetModel();
}

void TableModel::gather()
{
    m_source = sourceOf(m_content, m_run);
    m_columns = m_source->columns();
    m_rows = {};
    if (!m_run)
        return;
    m_source->take(*m_run, m_filter, m_rows);
    m_rows.shrink_to_fit();
    m_rows = ordered();
}

void TableModel::refresh()
{
    if (!m_run)
        return;
    if (m_source->mayChange(m_filter))
        return refill();
    std::vector<RowRef> fresh;
    m_source->take(*m_run, m_filter, fresh);
    if (!fresh.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(fresh.size()) - 1);
        m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    if (m_rows.empty())
        return;
    reorder(ordered());
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1)); // what was open has grown or ended
}

/// Keys beside the references while it sorts, so that no comparison looks into the trace.
std::vector<RowRef> TableModel::ordered() const
{
    struct Entry {
        qint64 key;
        RowRef ref;
    };
    std::vector<Entry> entries;
    entries.reserve(m_rows.size());
    for (const RowRef ref : m_rows)
        entries.push_back({m_source->key(*m_run, ref, m_column), ref});
    const bool falling = m_order == Qt::DescendingOrder;
    std::sort(entries.begin(), entries.end(), [falling](const Entry &a, const Entry &b) {
        if (a.key != b.key)
            return (a.key < b.key) != falling;
        return a.ref < b.ref; // equal ones stay in the trace's order either way
    });
    std::vector<RowRef> rows;
    rows.reserve(entries.size());
    for (const Entry &entry : entries)
        rows.push_back(entry.ref);
    return rows;
}

void TableModel::reorder(std::vector<RowRef> next)
{
    if (next == m_rows)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<RowRef> wanted;
    for (const QModelIndex &one : before)
        wanted.push_back(m_rows[size_t(one.row())]);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const std::vector<RowRef> old = std::exchange(m_rows, std::move(next));
    std::vector<int> places(wanted.size(), -1); // beside `wanted`
    for (size_t row = 0; row < m_rows.size() && !wanted.empty(); ++row) {
        const auto found = std::lower_bound(wanted.begin(), wanted.end(), m_rows[row]);
        if (found != wanted.end() && *found == m_rows[row])
            places[size_t(found - wanted.begin())] = int(row);
    }
    QModelIndexList after;
    for (const QModelIndex &one : before) {
        const auto found = std::lower_bound(wanted.begin(), wanted.end(), old[size_t(one.row())]);
        after << index(places[size_t(found - wanted.begin())], one.column());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void TableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    m_column = column;
    m_order = order;
    if (m_run)
        reorder(ordered());
}

int TableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int TableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_columns.size()); }

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || size_t(index.row()) >= m_rows.size())
        return {};
    const RowRef row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return m_source->text(*m_run, row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (m_source->isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case RequestRole: return quint32(m_source->request(*m_run, row));
    case StateRole: {
        const auto state = m_source->state(*m_run, row);
        return state && index.column() == SliceSource::StateColumn ? QVariant(int(*state)) : QVariant();
    }
    default: return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns.at(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (m_source->isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

app::RequestId TableModel::request(int row) const { return m_source->request(*m_run, ref(row)); }
qint64 TableModel::time(int row) const { return m_source->time(*m_run, ref(row)); }

std::vector<int> TableModel::rowsOf(app::RequestId request) const
{
    std::vector<int> rows;
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (m_source->request(*m_run, m_rows[row]) == request)
            rows.push_back(int(row));
    }
    return rows;
}

std::vector<int> TableModel::rowsOf(const std::vector<RowRef> &refs) const
{
    std::vector<RowRef> wanted = refs;
    std::sort(wanted.begin(), wanted.end());
    std::vector<int> rows;
    for (size_t row = 0; row < m_rows.size() && !wanted.empty(); ++row) {
        if (std::binary_search(wanted.begin(), wanted.end(), m_rows[row]))
            rows.push_back(int(row));
    }
    return rows;
}

TableCsv TableModel::csv(const std::vector<int> &rows) const
{
    std::vector<RowRef> refs(rows.size());
    std::transform(rows.begin(), rows.end(), refs.begin(), [this](int row) { return ref(row); });
    return TableCsv(sourceOf(m_content, m_run), std::move(refs));
}

TableCsv TableModel::csv() const { return TableCsv(sourceOf(m_content, m_run), m_rows); }

} // namespace ui
