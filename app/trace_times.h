#pragma once

#include <QtGlobal>

#include <map>
#include <optional>
#include <string_view>

namespace app {

/// The times of a trace's events, and which of them belong together: some programs write 0, or what was in the memory, where
/// they have no time, and beside times since the epoch nothing else would be seen. A value; not thread-safe.
class TraceTimes
{
public:
    /// Between two times that are shown together, at most. ns, over half a year: what is computed from them stays within 64 bits.
    static constexpr qint64 farthest = qint64(1) << 54;

    /// Text in us to ns since a moment of its own. nullopt: none, no number, or nothing that could be told from others.
    std::optional<qint64> read(std::string_view micros);
    /// An event of this time is in the trace.
    void count(qint64 t);

    struct Span {
        qint64 begin = 0, end = 0; ///< ns, [begin, end)
        qint64 outside = 0;        ///< events
        bool holds(qint64 t) const { return t >= begin && t < end; }
    };
    /// Where most events are. Of two places with as many, the later; a time of exactly 0 counts half, and does not
    /// count where all others are the better part of a day away.
    Span most() const;

private:
    struct Votes {
        qint64 events = 0, zeros = 0;
        qint64 weight() const { return 2 * events - zeros; }
    };
    using Places = std::map<qint64, Votes>;
    static constexpr int placeBits = 46; ///< a place has 19.5 hours
    static constexpr qint64 placesTogether = farthest >> placeBits;
    static constexpr qint64 usual = qint64(1) << 62;      ///< ns; 146 years
    static constexpr qint64 beyondZero = qint64(3) << 61; ///< ns; where times past the usual are put, far from all others
    static void dropLoneZeros(Places &places);

    std::optional<qint64> m_beyond; ///< us, the first time that has no ns in 64 bits
    Places m_places;                ///< by stretches of time
    Votes *m_lastVotes = nullptr;
    qint64 m_lastPlace = 0;
};

} // namespace app
