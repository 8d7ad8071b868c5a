#pragma once

#include "app/observed.h"
#include "app/slice.h"

#include <array>

namespace app {

/// Figures of the whole run, kept up to date event by event. ns unless said.
struct Headline {
    Observed observed;  ///< the figures of what was not observed are 0
    Endpoint endpoint = Endpoint::None; ///< None: several, or none yet
    int requests = 0;   ///< mentioned at all
    int answered = 0;   ///< received with status 200; for a log without a client: responded with it
    int failed = 0;
    int pool = 0;       ///< workers; 0: not known
    quint32 sleepMicros = 0; ///< the longest asked for
    qint64 first = 0;   ///< first sent (without a client: first arrived)
    qint64 makespan = 0;///< first to the last received or failed (without a client: responded) so far
    qint64 ideal = 0;   ///< idealMakespan() of the above; 0 where tellsIdeal() says no
    int queuedNoWorker = 0, queuedLoopBlocked = 0; ///< requests that were ever queued so
    qint64 longestQueued = 0;
    int mostAwaiting = 0, mostWorkers = 0;
    qint64 worstLag = 0;
    std::array<bool, stateCount> states{}; ///< those that occur in closed or open slices
    bool operator==(const Headline &) const = default;
};

} // namespace app
