#include "app/packer.h"

namespace app {

int Packer::begin(const Slice &slice)
{
    int row = int(m_group.rows.size());
    if (m_free.empty()) {
        m_group.rows.emplace_back();
    } else {
        row = m_free.top();
        m_free.pop();
    }
    m_group.rows[size_t(row)].push_back(slice);
    count(slice.begin, 1);
    return row;
}

void Packer::end(int row, qint64 t, bool failed)
{
    Slice &slice = m_group.rows[size_t(row)].back();
    slice.end = t;
    slice.failed = failed;
    m_free.push(row);
    count(t, -1);
}

void Packer::count(qint64 t, int change)
{
    m_open += change;
    if (!m_group.counts.empty() && m_group.counts.back().t == t)
        m_group.counts.back().count = m_open;
    else
        m_group.counts.push_back({t, m_open});
}

} // namespace app
