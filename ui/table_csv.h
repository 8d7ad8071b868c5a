#pragma once

#include "ui/table_source.h"

namespace ui {

/// Rows of a table on their way to CSV, a bit at a time, so that nobody waits for a million of them. A value; GUI thread.
class TableCsv
{
public:
    /// With a header; `rows` as they are given.
    TableCsv(std::unique_ptr<TableSource> source, std::vector<RowRef> rows);

    /// Writes up to `most` rows more, as the run is now. True: all are written. `run`: the one whose rows they are.
    bool advance(const app::Run &run, size_t most);
    size_t written() const { return m_written; }
    size_t rows() const { return m_rows.size(); }
    QString take() { return std::exchange(m_text, {}); } ///< once all are written

private:
    std::unique_ptr<TableSource> m_source;
    std::vector<RowRef> m_rows;
    std::vector<QString> m_fields; ///< kept for its memory
    size_t m_written = 0;
    QString m_text;
};

} // namespace ui
