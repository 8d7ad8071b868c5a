#include "app/statistics.h"

#include <algorithm>
#include <optional>

namespace app {
namespace {

/// The slice of a row that holds `t`.
std::optional<Slice> sliceAt(const Row &row, qint64 t)
{
    const size_t index = row.firstEndingAfter(t);
    if (index == row.size() || row[index].begin > t)
        return std::nullopt;
    return row[index];
}

} // namespace

Headline headline(const Trace &trace) { return trace.headline(); }

qint64 idealMakespan(Endpoint endpoint, int requests, int pool, quint32 sleepMicros)
{
    const qint64 sleep = qint64(sleepMicros) * 1000;
    switch (endpoint) {
    case Endpoint::Async: return requests > 0 ? sleep : 0;
    case Endpoint::Sync: return (requests + std::max(pool, 1) - 1) / std::max(pool, 1) * sleep;
    case Endpoint::AsyncWrong: return requests * sleep;
    case Endpoint::None: break;
    }
    return 0;
}

bool tellsIdeal(const Observed &observed, Endpoint endpoint)
{
    return observed.client && observed.eventLoop && (observed.pool || endpoint != Endpoint::Sync);
}

double throughput(const Headline &head) { return head.makespan > 0 ? head.answered / (double(head.makespan) / 1e9) : 0; }

Moment momentAt(const Trace &trace, qint64 t)
{
    Moment moment;
    if (const Lane *loop = trace.eventLoop()) {
        if (const auto slice = sliceAt(loop->slices, t)) {
            moment.running = slice->request;
            moment.loopState = slice->state;
        }
    }
    for (const Lane &worker : trace.workers())
        moment.busyWorkers += sliceAt(worker.slices, t).has_value();
    for (const Row &row : trace.waiting().rows) {
        if (const auto slice = sliceAt(row, t))
            ++(slice->state == State::QueuedNoWorker ? moment.queuedNoWorker : moment.queuedLoopBlocked);
    }
    moment.awaiting = trace.awaiting().counts.at(t);
    for (const Row &row : trace.awaiting().rows) {
        const auto slice = sliceAt(row, t);
        const Request *request = slice ? trace.request(slice->request) : nullptr;
        moment.ready += request && slice->begin + qint64(request->sleepMicros) * 1000 <= t;
    }
    moment.awaiting -= moment.ready;
    moment.inFlight = trace.client().counts.at(t);
    return moment;
}

qint64 latency(const Request &request)
{
    return request.sent >= 0 && request.ended >= request.sent ? request.ended - request.sent : -1;
}

std::vector<CountStep> inFlightOverTime(const Trace &trace)
{
    if (!trace.client().counts.empty() || trace.requests().empty())
        return {trace.client().counts.begin(), trace.client().counts.end()};
    // Requests of another program: from arrived to responded.
    std::vector<std::pair<qint64, int>> changes;
    for (const Request &request : trace.requests()) {
        if (request.arrived >= 0)
            changes.emplace_back(request.arrived, 1);
        if (request.arrived >= 0 && request.responded >= 0)
            changes.emplace_back(request.responded, -1);
    }
    std::sort(changes.begin(), changes.end());
    std::vector<CountStep> steps;
    int open = 0;
    for (const auto &[t, change] : changes)
        steps.push_back({t, open += change});
    return steps;
}

} // namespace app
