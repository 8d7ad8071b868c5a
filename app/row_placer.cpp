#include "app/row_placer.h"

namespace app {
namespace {

/// One more row, if there may be.
bool addRow(std::deque<Row> &rows, RowBudget &budget)
{
    if (budget.left == 0)
        return false;
    --budget.left;
    rows.emplace_back();
    return true;
}

} // namespace

bool NestedPlacer::place(const Slice &slice)
{
    while (m_open > 0 && m_ends[m_open - 1] <= slice.begin)
        --m_open;
    if (m_open == 0 || slice.end <= m_ends[m_open - 1])
        return put(m_open, slice);
    size_t row = 0;
    while (row < m_open && m_ends[row] > slice.begin)
        ++row;
    return put(row, slice);
}

bool NestedPlacer::put(size_t row, const Slice &slice)
{
    if (row == m_rows.size()) {
        if (row >= mostRows || !addRow(m_rows, m_budget))
            return false;
        m_ends.push_back(0);
    }
    m_rows[row].append(slice);
    m_ends[row] = slice.end;
    m_open = std::max(m_open, row + 1);
    return true;
}

bool LowestPlacer::place(const Slice &slice)
{
    for (; !m_busy.empty() && m_busy.top().first <= slice.begin; m_busy.pop())
        m_free.push(m_busy.top().second);
    size_t row = m_rows.size();
    if (!m_free.empty()) {
        row = m_free.top();
        m_free.pop();
    } else if (!addRow(m_rows, m_budget)) {
        return false;
    }
    m_rows[row].append(slice);
    m_busy.emplace(slice.end, row);
    return true;
}

} // namespace app
