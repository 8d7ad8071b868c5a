#pragma once

#include "app/slice.h"

#include <algorithm>
#include <array>
#include <vector>

namespace app {

/// How much of a bucket of time each of a row's states takes, in 255ths, rounded up: what is there at all is
/// never 0. A row holds states of one family (see channelOf), so three channels are enough. 4 bytes.
struct Bucket {
    std::array<quint8, 3> share{};
    quint8 failed = 0;
};
static_assert(sizeof(Bucket) == 4);

/// The channel of a state within its family: a lane's running, blocking a worker, blocking the loop; queued for
/// a worker or for the loop; awaiting; in flight.
constexpr int channelOf(State state)
{
    switch (state) {
    case State::BlockingWorker:
    case State::QueuedLoopBlocked: return 1;
    case State::BlockingLoop: return 2;
    default: return 0;
    }
}
/// The state of a channel in the family of `member`.
State stateOf(int channel, State member);

/// A row's levels of detail, built as its slices close: level k cuts time into buckets of `base() << k` ns that
/// begin at origin(). Level 0 has at most a third as many buckets as there are slices (or usualBuckets): when
/// there would be more, the base doubles and level 1 becomes level 0. So the cost of a slice is constant, and
/// a picture of any number of slices is read from a few buckets a column. A value; not thread-safe.
class Levels
{
public:
    static constexpr size_t usualBuckets = 16'384; ///< eight a column of a wide picture; a row of few slices has 16 for each

    /// Slices come in the order of time and never overlap; the last of them are kept aside until their bucket is over.
    void add(qint64 begin, qint64 end, State state, bool failed);

    bool empty() const { return m_levels.empty() || m_levels.front().empty(); }
    qint64 origin() const { return m_origin; }
    qint64 base() const { return qint64(1) << m_shift; } ///< ns
    size_t count() const { return m_levels.size(); }
    /// The buckets of a level; what came after the last of them is only in the slices themselves.
    const std::vector<Bucket> &level(size_t k) const { return m_levels[k]; }
    qint64 width(size_t k) const { return base() << k; } ///< ns
    qint64 coveredUntil(size_t k) const { return m_origin + qint64(level(k).size()) * width(k); }

private:
    struct Open {
        std::array<qint64, 3> ns{};
        bool failed = false;
    };
    void sealUntil(qint64 t);
    void push(size_t k, Bucket bucket);
    void coarsen();
    size_t mostBuckets() const { return std::max(std::min(m_added * 16, usualBuckets), m_added / 3); }
    qint64 openBegin() const { return m_origin + qint64(m_levels.front().size() << m_shift); }

    qint64 m_origin = 0;
    int m_shift = 10;     ///< base is 2^m_shift ns
    size_t m_added = 0;
    std::vector<std::vector<Bucket>> m_levels;
    Open m_open;          ///< the bucket after the last of level 0
};

} // namespace app
