#pragma once

#include "ui/table_csv.h"

#include <QAbstractTableModel>

namespace ui {

/// The slices (or the requests) of one run as rows: an index of eight bytes each, filtered and sorted by real
/// numbers; what a row says is read from the trace when it is asked for.
class TableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Content : quint8 { Slices, Requests };
    enum Role { RequestRole = Qt::UserRole, StateRole }; ///< StateRole: an app::State as int, in the state's column

    explicit TableModel(QObject *parent = nullptr);

    /// `run` must outlive its being shown here; nullptr: none. Both keep the filter; setContent sorts by the first column
    /// that is a time.
    void setRun(const app::Run *run);
    void setContent(Content content);
    void setFilter(const QString &filter);
    /// Takes what came since, and puts it where it belongs.
    void refresh();
    bool resetsOnRefresh() const { return m_source->mayChange(m_filter); } ///< else rows stay, and persistent indices hold

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    bool hasRun() const { return m_run != nullptr; }
    bool hasNames() const { return m_run && !m_run->trace.tracks().empty() && m_content == Content::Slices; } ///< of another program
    Content content() const { return m_content; }
    int sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }
    app::RequestId request(int row) const;
    qint64 time(int row) const; ///< ns
    RowRef ref(int row) const { return m_rows.at(size_t(row)); }
    /// Their rows, rising. One look at each row.
    std::vector<int> rowsOf(app::RequestId request) const;
    std::vector<int> rowsOf(const std::vector<RowRef> &refs) const;
    TableCsv csv(const std::vector<int> &rows) const;
    TableCsv csv() const; ///< all

private:
    void refill();
    void gather();
    std::vector<RowRef> ordered() const;
    void reorder(std::vector<RowRef> next);

    const app::Run *m_run = nullptr;
    Content m_content = Content::Slices;
    std::unique_ptr<TableSource> m_source;
    QStringList m_columns;
    RowFilter m_filter;
    std::vector<RowRef> m_rows;
    int m_column = SliceSource::BeginColumn;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace ui
