#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// Numbers strings from 0 on in the order they come: the same bytes have the same number. Its hash is seeded, so a file
/// cannot be made to be slow. A value; not thread-safe.
class StringNumbers
{
public:
    static constexpr quint32 none = quint32(-1);

    /// The string's number; `isNew` tells whether it came for the first time. None: it would be new, and may not.
    quint32 number(std::string_view bytes, bool &isNew, bool mayBeNew = true);
    size_t size() const { return m_ends.size(); }
    std::string_view operator[](quint32 number) const
    {
        const size_t begin = number == 0 ? 0 : m_ends[number - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[number] - begin);
    }

private:
    struct Place {
        quint32 hash = 0, numberAndOne = 0; ///< 0: free
    };
    void widen();

    std::string m_bytes;         ///< all strings, one after the other
    std::vector<size_t> m_ends;  ///< of each string in m_bytes
    std::vector<Place> m_places;   ///< a power of two, at most half of them taken
};

} // namespace app
