#include "app/string_numbers.h"

#include <QHashFunctions>

#include <algorithm>

namespace app {

quint32 StringNumbers::number(std::string_view bytes, bool &isNew, bool mayBeNew)
{
    if (m_ends.size() * 2 >= m_places.size())
        widen();
    const auto hash = quint32(qHashBits(bytes.data(), bytes.size(), QHashSeed::globalSeed()));
    const size_t mask = m_places.size() - 1;
    size_t place = hash & mask;
    for (; m_places[place].numberAndOne != 0; place = (place + 1) & mask) {
        const Place &taken = m_places[place];
        if (taken.hash == hash && (*this)[taken.numberAndOne - 1] == bytes) {
            isNew = false;
            return taken.numberAndOne - 1;
        }
    }
    isNew = mayBeNew;
    if (!mayBeNew)
        return none;
    m_bytes += bytes;
    m_ends.push_back(m_bytes.size());
    m_places[place] = {hash, quint32(m_ends.size())};
    return quint32(m_ends.size() - 1);
}

void StringNumbers::widen()
{
    std::vector<Place> places(std::max<size_t>(64, m_places.size() * 2));
    const size_t mask = places.size() - 1;
    for (const Place &taken : m_places) {
        if (taken.numberAndOne == 0)
            continue;
        size_t place = taken.hash & mask;
        while (places[place].numberAndOne != 0)
            place = (place + 1) & mask;
        places[place] = taken;
    }
    m_places = std::move(places);
}

} // namespace app
