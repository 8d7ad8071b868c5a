#include "ui/table_csv.h"

#include "app/csv.h"

namespace ui {

TableCsv::TableCsv(std::unique_ptr<TableSource> source, std::vector<RowRef> rows) : m_source(std::move(source)), m_rows(std::move(rows))
{
    constexpr qsizetype usualLine = 90; // characters
    m_text.reserve(usualLine * qsizetype(m_rows.size() + 1));
    const QStringList names = m_source->csvColumns();
    app::appendCsvRecord(m_text, {names.data(), size_t(names.size())});
    m_fields.resize(size_t(names.size()));
}

bool TableCsv::advance(const app::Run &run, size_t most)
{
    const size_t until = m_written + std::min(most, m_rows.size() - m_written);
    for (; m_written < until; ++m_written) {
        for (size_t column = 0; column < m_fields.size(); ++column)
            m_fields[column] = m_source->csvText(run, m_rows[m_written], int(column));
        app::appendCsvRecord(m_text, m_fields);
    }
    return m_written == m_rows.size();
}

} // namespace ui
