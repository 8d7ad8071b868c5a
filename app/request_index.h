#pragma once

#include "app/log.h"

#include <deque>
#include <optional>

namespace app {

/// Where a request stands, by its number. Numbers that come about one after the other cost four bytes each; a
/// log may number its requests as it likes, and others are looked up in a table.
class RequestIndex
{
public:
    std::optional<size_t> find(RequestId id) const
    {
        const auto number = quint32(id);
        if (number < m_dense.size() && m_dense[number] != 0)
            return m_dense[number] - 1;
        const auto found = m_sparse.find(number);
        return found == m_sparse.end() ? std::nullopt : std::optional<size_t>(found->second);
    }
    /// The next request stands at the number of those added before it.
    void add(RequestId id)
    {
        const auto number = quint32(id);
        if (number >= m_dense.size() && number < 2 * size_t(m_count) + 1024)
            m_dense.resize(size_t(number) + 1, 0);
        if (number < m_dense.size())
            m_dense[number] = m_count + 1;
        else
            m_sparse.emplace(number, m_count);
        ++m_count;
    }

private:
    std::deque<quint32> m_dense; ///< number -> place + 1
    std::unordered_map<quint32, quint32> m_sparse;
    quint32 m_count = 0;
};

} // namespace app
