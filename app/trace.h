#pragma once

#include "app/counts.h"
#include "app/headline.h"
#include "app/log.h"
#include "app/row.h"
#include "app/track_rows.h"

#include <array>
#include <deque>
#include <memory>

// Events to lanes and slices. One way: append() in the log's order; the same events always give the
// same trace, whether they come one at a time or all at once. Values; not thread-safe. All times are ns
// since the run's start.
namespace app {

/// Slices that overlap, packed: each in the lowest row that was free when it began.
struct Group {
    std::deque<Row> rows;
    Counts counts; ///< the fold of `rows`
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
    quint32 sleepMicros = 0;
    qint64 sent = -1, arrived = -1, queued = -1, called = -1, responded = -1, ended = -1; ///< ended: received, failed or dropped
    qint64 queuedNs = 0;           ///< time spent queued, of closed queue slices
    RequestId blockedBy = RequestId::None; ///< the request that blocked the loop when this one began to queue
    quint32 firstEvent = 0;        ///< index into the log
    ThreadId thread{};             ///< that ran the handler; meaningful once called >= 0
    quint16 status = 0;            ///< HTTP
    Endpoint endpoint = Endpoint::None;
    State queuedAs = State::Running; ///< QueuedNoWorker or QueuedLoopBlocked once it was queued
    bool failed = false;
    bool operator==(const Request &) const = default;
};

class Trace
{
public:
    /// `pool`: the workers of the run; a request handed over while that many are taken counts as queued.
    /// `declared`: who the source watches; nullopt: an older log, which does not say.
    explicit Trace(int pool = 40, std::optional<Observed> declared = {});
    explicit Trace(const LogHeader &header) : Trace(header.pool, header.observed) {}
    /// Of another program: tracks and nothing else.
    explicit Trace(Tracks tracks);
    Trace(Trace &&) noexcept;
    Trace &operator=(Trace &&) noexcept;
    ~Trace();

    /// Takes over the events of `log` that came since the last call (all but those already seen).
    void append(const Log &log);
    /// The same for events that nobody keeps: they follow those already seen. `threads`: by ThreadId, so far.
    void append(std::span<const Event> events, const std::vector<server::Thread> &threads);

    /// What the source declares, and what has events besides. Of an older log in which the event loop spoke: our server,
    /// all of it.
    Observed observed() const;
    const Lane *eventLoop() const;            ///< nullptr until the loop recorded something
    const std::vector<Lane> &workers() const; ///< in order of first use
    const Group &awaiting() const;            ///< on the event loop
    const Group &waiting() const;             ///< queued requests, both kinds
    const Group &client() const;              ///< InFlight slices: sent to received or failed
    const std::vector<LagSample> &lag() const;
    const std::deque<Request> &requests() const;  ///< in order of first mention
    const Request *request(RequestId id) const;   ///< nullptr: unknown
    const Tracks &tracks() const;                 ///< empty, unless another program's
    const std::vector<TrackRow> &trackRows() const; ///< of all tracks, from the top down
    size_t trackEntries() const;                  ///< slices, instants and samples of all tracks
    const Row *trackRow(int place) const;         ///< the slices of one of them; nullptr: it has none, or there is no such row
    Headline headline() const;
    size_t slices() const; ///< closed and open ones, on lanes, in groups, on tracks
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
