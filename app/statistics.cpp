#include "app/statistics.h"

#include <algorithm>

namespace app {
namespace {

/// The slice of a row that holds `t`, or nullptr.
const Slice *sliceAt(const Row &row, qint64 t)
{
    const auto after = std::upper_bound(row.begin(), row.end(), t, [](qint64 time, const Slice &slice) { return time < slice.begin; });
    if (after == row.begin())
        return nullptr;
    const Slice &slice = *(after - 1);
    return t < slice.end ? &slice : nullptr;
}

int countAt(const std::vector<CountStep> &counts, qint64 t)
{
    const auto after = std::upper_bound(counts.begin(), counts.end(), t, [](qint64 time, const CountStep &step) { return time < step.t; });
    return after == counts.begin() ? 0 : (after - 1)->count;
}

int most(const std::vector<CountStep> &counts)
{
    int result = 0;
    for (const CountStep &step : counts)
        result = std::max(result, step.count);
    return result;
}

/// What the requests tell one by one.
void addRequest(Headline &head, const Request &request)
{
    ++head.requests;
    head.answered += request.ended >= 0 ? request.status == 200 && !request.failed : request.sent < 0 && request.status == 200;
    head.failed += request.failed;
    head.sleepMicros = std::max(head.sleepMicros, request.sleepMicros);
    head.queuedNoWorker += request.queuedAs == State::QueuedNoWorker;
    head.queuedLoopBlocked += request.queuedAs == State::QueuedLoopBlocked;
    head.longestQueued = std::max(head.longestQueued, request.queuedNs);
}

} // namespace

Headline headline(const Trace &trace)
{
    Headline head;
    head.pool = trace.pool();
    qint64 first = -1, last = -1;
    bool sameEndpoint = true;
    for (const Request &request : trace.requests()) {
        if (head.requests == 0)
            head.endpoint = request.endpoint;
        sameEndpoint = sameEndpoint && head.endpoint == request.endpoint;
        addRequest(head, request);
        const qint64 begin = request.sent >= 0 ? request.sent : request.arrived;
        const qint64 end = request.ended >= 0 ? request.ended : request.sent >= 0 ? -1 : request.responded;
        if (begin >= 0 && (first < 0 || begin < first))
            first = begin;
        last = std::max(last, end);
    }
    if (!sameEndpoint)
        head.endpoint = Endpoint::None;
    head.first = std::max<qint64>(first, 0);
    head.makespan = last >= head.first && first >= 0 ? last - head.first : 0;
    head.ideal = idealMakespan(head.endpoint, head.requests, head.pool, head.sleepMicros);
    head.mostAwaiting = most(trace.awaiting().counts);
    head.mostWorkers = int(trace.workers().size());
    for (const LagSample &sample : trace.lag())
        head.worstLag = std::max(head.worstLag, sample.lag);
    return head;
}

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

Moment momentAt(const Trace &trace, qint64 t)
{
    Moment moment;
    if (const Lane *loop = trace.eventLoop()) {
        if (const Slice *slice = sliceAt(loop->slices, t)) {
            moment.running = slice->request;
            moment.loopState = slice->state;
        }
    }
    for (const Lane &worker : trace.workers())
        moment.busyWorkers += sliceAt(worker.slices, t) != nullptr;
    for (const Row &row : trace.waiting().rows) {
        if (const Slice *slice = sliceAt(row, t))
            ++(slice->state == State::QueuedNoWorker ? moment.queuedNoWorker : moment.queuedLoopBlocked);
    }
    moment.awaiting = countAt(trace.awaiting().counts, t);
    for (const Row &row : trace.awaiting().rows) {
        const Slice *slice = sliceAt(row, t);
        const Request *request = slice ? trace.request(slice->request) : nullptr;
        moment.ready += request && slice->begin + qint64(request->sleepMicros) * 1000 <= t;
    }
    moment.awaiting -= moment.ready;
    moment.inFlight = countAt(trace.client().counts, t);
    return moment;
}

qint64 latency(const Request &request)
{
    return request.sent >= 0 && request.ended >= request.sent ? request.ended - request.sent : -1;
}

std::vector<CountStep> inFlightOverTime(const Trace &trace)
{
    if (!trace.client().counts.empty() || trace.requests().empty())
        return trace.client().counts;
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
