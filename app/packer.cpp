#include "app/packer.h"

namespace app {

int Packer::begin(const Slice &slice)
{
    int row = int(m_group.rows.size());
    if (m_free.empty()) {
        if (m_group.rows.size() >= mostRows)
            return -1;
        m_group.rows.emplace_back();
    } else {
        row = m_free.top();
        m_free.pop();
    }
    m_group.rows[size_t(row)].append(slice);
    m_group.counts.add(slice.begin, 1);
    return row;
}

void Packer::end(int row, qint64 t, bool failed)
{
    m_group.rows[size_t(row)].closeLast(t, failed);
    m_free.push(row);
    m_group.counts.add(t, -1);
}

} // namespace app
