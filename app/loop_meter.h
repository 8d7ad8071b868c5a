#pragma once

#include "app/trace.h"

namespace app {

/// How the event loop's thread spent its time, ns: what held it, or, while nothing did, whether a task was awaiting.
struct LoopShare {
    qint64 running = 0;
    qint64 blocking = 0;
    qint64 awaiting = 0; ///< the thread was free, at least one task awaited
    qint64 idle = 0;     ///< the thread was free, nobody awaited
    qint64 whole() const { return running + blocking + awaiting + idle; }
    bool operator==(const LoopShare &) const = default;
};

/// Of the range, by binary search to its begin and one step a slice in it. `now` (ns) ends what is still open.
LoopShare loopShare(const Trace &trace, qint64 begin, qint64 end, qint64 now);

/// The share of a run from its first event up to now. What lies behind the last event never changes, so it is counted once
/// and remembered: asked every frame, it only counts what came since. Not thread-safe.
class LoopMeter
{
public:
    LoopShare share(const Trace &trace, qint64 now) const;

private:
    mutable LoopShare m_counted;
    mutable qint64 m_begin = 0, m_end = 0; ///< what m_counted is of
};

} // namespace app
