#include "app/trace_times.h"

#include "app/json_number.h"

#include <QtNumeric>

#include <cstdlib>
#include <iterator>

namespace app {
/// A program that writes ns since the epoch where us belong has times past 64 bits of ns: these count from the first of them.
std::optional<qint64> TraceTimes::read(std::string_view text)
{
    if (const std::optional<qint64> ns = nsOfMicros(text); ns && std::abs(*ns) < usual)
        return ns;
    const std::optional<qint64> micros = wholeMicros(text);
    if (!micros)
        return std::nullopt;
    if (!m_beyond)
        m_beyond = *micros;
    qint64 since = 0;
    if (qSubOverflow(*micros, *m_beyond, &since) || since > farthest / 1000 || since < -farthest / 1000)
        return std::nullopt;
    return beyondZero + since * 1000;
}

void TraceTimes::count(qint64 t)
{
    const qint64 place = t >> placeBits;
    if (!m_lastVotes || place != m_lastPlace) {
        m_lastVotes = &m_places[place];
        m_lastPlace = place;
    }
    ++m_lastVotes->events;
    m_lastVotes->zeros += t == 0;
}

void TraceTimes::dropLoneZeros(Places &places)
{
    const auto zero = places.find(0);
    if (zero == places.end() || zero->second.events != zero->second.zeros || places.contains(-1) || places.contains(1))
        return;
    qint64 others = 0;
    for (const auto &[place, votes] : places)
        others += place == 0 ? 0 : votes.weight();
    if (others > zero->second.weight())
        places.erase(zero);
}

TraceTimes::Span TraceTimes::most() const
{
    Places places = m_places;
    dropLoneZeros(places);
    Span span;
    qint64 weight = 0, events = 0, heaviest = 0, inside = 0;
    auto last = places.begin();
    for (auto first = places.begin(); first != places.end(); ++first) {
        for (; last != places.end() && last->first - first->first < placesTogether; ++last) {
            weight += last->second.weight();
            events += last->second.events;
        }
        if (weight >= heaviest) {
            heaviest = weight;
            inside = events;
            span.begin = first->first << placeBits;
            span.end = (std::prev(last)->first + 1) << placeBits;
        }
        weight -= first->second.weight();
        events -= first->second.events;
    }
    for (const auto &[place, votes] : m_places)
        span.outside += votes.events;
    span.outside -= inside;
    return span;
}

} // namespace app
