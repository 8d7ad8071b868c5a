#pragma once

#include "app/log.h"

#include <limits>
#include <memory>

// Events to lanes and slices. One way: append() in the log's order; the same events always give the
// same trace, whether they come one at a time or all at once. Values; not thread-safe. All times are ns
// since the run's start.
namespace app {

enum class State : quint8 {
    Running,            ///< code of this task holds the thread
    Awaiting,           ///< the task gave the thread back and waits for a timer
    BlockingWorker,     ///< sleeps in a worker: fine
    BlockingLoop,       ///< sleeps on the event loop: the mistake
    QueuedNoWorker,     ///< pool full
    QueuedLoopBlocked,  ///< in the socket, nobody reads
    InFlight,           ///< client: sent, not yet received
};
inline constexpr int stateCount = int(State::InFlight) + 1;

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

/// Slices one after the other: sorted by begin, never overlapping, only the last may be open.
using Row = std::vector<Slice>;

/// From `t` on, `count` slices of a group are open at once.
struct CountStep {
    qint64 t = 0;
    int count = 0;
    bool operator==(const CountStep &) const = default;
};

/// Slices that overlap, packed: each in the lowest row that was free when it began.
struct Group {
    std::vector<Row> rows;
    std::vector<CountStep> counts; ///< sorted by t, one step a change; the fold of `rows`
    bool operator==(const Group &) const = default;
};

/// One thread's strip: what held the thread.
struct Lane {
    ThreadId thread{};
    QString name;
    quint64 tid = 0;
    Row slices;
    qint64 busy = 0; ///< ns in closed slices
    bool operator==(const Lane &) const = default;
};

struct LagSample {
    qint64 t = 0;   ///< when the timer fired
    qint64 lag = 0; ///< how late it was
    bool operator==(const LagSample &) const = default;
};

/// What is known of one request; -1 for a step that has not happened.
struct Request {
    RequestId id = RequestId::None;
    Endpoint endpoint = Endpoint::None;
    quint32 sleepMicros = 0;
    qint64 sent = -1, arrived = -1, queued = -1, called = -1, responded = -1, ended = -1; ///< ended: received, failed or dropped
    ThreadId thread{};             ///< that ran the handler; meaningful once called >= 0
    qint64 queuedNs = 0;           ///< time spent queued, of closed queue slices
    State queuedAs = State::Running; ///< QueuedNoWorker or QueuedLoopBlocked once it was queued
    RequestId blockedBy = RequestId::None; ///< the request that blocked the loop when this one began to queue
    int status = 0;                ///< HTTP
    bool failed = false;
    size_t firstEvent = 0;         ///< index into the log
    bool operator==(const Request &) const = default;
};

class Trace
{
public:
    /// `pool`: the workers of the run; a request handed over while that many are taken counts as queued.
    explicit Trace(int pool = 40);
    Trace(Trace &&) noexcept;
    Trace &operator=(Trace &&) noexcept;
    ~Trace();

    /// Takes over the events of `log` that came since the last call (all but those already seen).
    void append(const Log &log);

    const Lane *eventLoop() const;            ///< nullptr until the loop recorded something
    const std::vector<Lane> &workers() const; ///< in order of first use
    const Group &awaiting() const;            ///< on the event loop
    const Group &waiting() const;             ///< queued requests, both kinds
    const Group &client() const;              ///< InFlight slices: sent to received or failed
    const std::vector<LagSample> &lag() const;
    const std::vector<Request> &requests() const; ///< in order of first mention
    const Request *request(RequestId id) const;   ///< nullptr: unknown
    qint64 begin() const; ///< t of the first event; 0 while empty
    qint64 end() const;   ///< t of the last event
    bool empty() const;
    int pool() const;

    bool operator==(const Trace &) const; ///< same lanes, groups, lag and requests

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace app
