#pragma once

#include "ui/table_source.h"

namespace ui {

/// A line a slice of another program's trace: name, category, process, track, begin, end, duration, depth. Columns that a SliceSource
/// has too stand where they stand there.
class NamedSource : public SliceSource
{
public:
    enum Column { NameColumn, CategoryColumn, ProcessColumn, TrackColumn, DepthColumn = FailedColumn };

    QStringList columns() const override;
    QStringList csvColumns() const override;
    bool isNumber(int column) const override;
    void take(const app::Run &run, const RowFilter &filter, std::vector<RowRef> &rows) override;
    bool mayChange(const RowFilter &) const override { return false; }
    qint64 key(const app::Run &run, RowRef row, int column) const override;
    QString text(const app::Run &run, RowRef row, int column) const override;
    QString csvText(const app::Run &run, RowRef row, int column) const override;
    std::optional<app::State> state(const app::Run &, RowRef) const override { return std::nullopt; }

private:
    bool m_taken = false; ///< such a trace does not grow
    std::vector<quint32> m_names, m_categories; ///< of each label: its place among all names, what the column sorts by
};

} // namespace ui
