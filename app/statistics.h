#pragma once

#include "app/trace.h"

namespace app {

struct Run;

/// The figures of a run that its title and caption show. O(1).
Headline headline(const Trace &trace);

/// sleep for async; ceil(N / workers) x sleep for sync; N x sleep for async-wrong. ns.
qint64 idealMakespan(Endpoint endpoint, int requests, int pool, quint32 sleepMicros);

/// Can an ideal be told at all? Of requests that a client was seen to send at once, to a server whose event loop, and
/// where workers do the work, pool was watched.
bool tellsIdeal(const Observed &observed, Endpoint endpoint);

/// Answers a second, from the first sent to the last received; 0: none yet.
double throughput(const Headline &headline);

/// What the loop and the pool hold at one moment, for Explain.
struct Moment {
    RequestId running = RequestId::None; ///< on the event loop
    State loopState = State::Running;    ///< meaningful when running is not None
    int awaiting = 0, busyWorkers = 0, queuedNoWorker = 0, queuedLoopBlocked = 0, inFlight = 0;
    int ready = 0; ///< tasks whose timer is due but that have not got the loop back
    bool operator==(const Moment &) const = default;
};
Moment momentAt(const Trace &trace, qint64 t);

/// Closed latency of one request (sent to ended) or -1.
qint64 latency(const Request &request);

/// In-flight requests over time, from sent to ended; one step a change.
std::vector<CountStep> inFlightOverTime(const Trace &trace);

/// "50 x /sync-endpoint", for titles; "3 requests" where the endpoints differ. `url`: of a server that is not ours, as its
/// log's header has it.
QString runTitle(const Headline &headline, const QString &url = {});
/// The same; of another program's trace: the name of its file, else of its process.
QString runTitle(const Run &run);
/// "ideal 2.00 s · 40 workers · 10 queued 1.00 s: all workers busy": the caption beside the makespan. Of a server that was
/// not watched: "48.1 requests/s · queueing unknown: the server was not observed".
QString runCaption(const Headline &headline);
/// The same; of another program's trace: "2 processes · 12 threads · 1,000,000 slices".
QString runCaption(const Run &run);
/// ns with a unit that suits its size: "2.01 s", "12.3 ms", "850 us", "17 ns".
QString durationText(qint64 ns);

} // namespace app
