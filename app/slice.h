#pragma once

#include "app/log.h"

#include <limits>

// A piece of time on a lane, and what it is. Plain values. All times are ns since the run's start.
namespace app {

enum class State : quint8 {
    Running,            ///< code of this task holds the thread
    Awaiting,           ///< the task gave the thread back and waits for a timer
    BlockingWorker,     ///< sleeps in a worker: fine
    BlockingLoop,       ///< sleeps on the event loop: the mistake
    QueuedNoWorker,     ///< pool full
    QueuedLoopBlocked,  ///< in the socket, nobody reads
    InFlight,           ///< client: sent, not yet received
    Named,              ///< another program's: what it is, its label says (track.h)
};
inline constexpr int stateCount = int(State::Named) + 1;

/// The end of a slice that still goes on. Draw it up to "now".
inline constexpr qint64 stillOpen = std::numeric_limits<qint64>::max();

struct Slice {
    qint64 begin = 0;
    qint64 end = stillOpen; ///< >= begin
    RequestId request = RequestId::None;
    State state = State::Running;
    Endpoint endpoint = Endpoint::None;
    bool failed = false; ///< the task was dropped, or the client got no answer
    bool operator==(const Slice &) const = default;
};

/// From `t` on, `count` slices of a group are open at once.
struct CountStep {
    qint64 t = 0;
    int count = 0;
    bool operator==(const CountStep &) const = default;
};

} // namespace app
