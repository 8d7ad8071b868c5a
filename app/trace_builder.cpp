#include "app/trace_builder.h"

#include <algorithm>

namespace app {
namespace {

constexpr int unknownLane = -3;

bool isOfLoop(EventKind kind)
{
    switch (kind) {
    case EventKind::Arrived:
    case EventKind::Queued:
    case EventKind::Awaiting:
    case EventKind::Resumed:
    case EventKind::Replying:
    case EventKind::Responded:
    case EventKind::Lag: return true;
    default: return false;
    }
}

} // namespace

void TraceBuilder::add(const Event &event, const std::vector<server::Thread> &threads, size_t index)
{
    Event step = event;
    step.t = consumed == 0 ? event.t : std::max(event.t, last);
    if (consumed++ == 0)
        first = step.t;
    last = step.t;
    const bool ofClient = server::isOfClient(step.kind);
    hasClient = hasClient || ofClient;
    const int laneNumber = ofClient ? noLane : laneOf(step, threads);
    if (step.kind == EventKind::Lag) {
        lag.push_back({step.t, step.value});
        totals.addLag(step.value);
        return;
    }
    if (step.request == RequestId::None)
        return;
    const size_t request = indexOf(step, index);
    const Request before = requests[request];
    if (ofClient)
        stepOfClient(step, request);
    else if (isOfLoop(step.kind))
        stepOfLoop(step, request, laneNumber);
    else
        stepOfHandler(step, request, laneNumber);
    totals.change(before, requests[request]);
    releaseHolding(request);
}

const Request *TraceBuilder::find(RequestId id) const
{
    const auto place = m_places.find(id);
    return place ? &requests[*place] : nullptr;
}

size_t TraceBuilder::indexOf(const Event &event, size_t eventIndex)
{
    auto place = m_places.find(event.request);
    if (!place) {
        place = requests.size();
        m_places.add(event.request);
        Request request;
        request.id = event.request;
        request.endpoint = event.endpoint;
        request.sleepMicros = event.sleepMicros;
        request.firstEvent = quint32(std::min<size_t>(eventIndex, std::numeric_limits<quint32>::max()));
        requests.push_back(request);
        totals.addRequest(request);
        m_holdingOf.push_back(0);
    }
    Request &known = requests[*place];
    if (known.endpoint == Endpoint::None && event.endpoint != Endpoint::None) {
        known.endpoint = event.endpoint;
        totals.setEndpoint(event.endpoint);
    }
    return *place;
}

int TraceBuilder::laneOf(const Event &event, const std::vector<server::Thread> &threads)
{
    const auto thread = size_t(event.thread);
    if (thread >= m_laneOf.size())
        m_laneOf.resize(thread + 1, unknownLane);
    int &number = m_laneOf[thread];
    if (number != unknownLane)
        return number;
    const server::Thread known = thread < threads.size() ? threads[thread] : server::Thread{};
    if (!hasLoop && (isOfLoop(event.kind) || known.name == u"event-loop")) {
        hasLoop = true;
        loop.thread = event.thread;
        loop.name = known.name;
        loop.tid = known.tid;
        return number = loopLane;
    }
    lanes.push_back({event.thread, known.name, known.tid, {}, 0});
    return number = int(lanes.size()) - 1;
}

Lane *TraceBuilder::lane(int number)
{
    return number == loopLane ? &loop : number >= 0 ? &lanes[size_t(number)] : nullptr;
}

RequestId TraceBuilder::blocker() const
{
    if (loop.slices.empty())
        return RequestId::None;
    const Slice newest = loop.slices.back();
    return newest.end == stillOpen && newest.state == State::BlockingLoop ? newest.request : RequestId::None;
}

TraceBuilder::Holding &TraceBuilder::holding(size_t request)
{
    quint32 &place = m_holdingOf[request];
    if (place == 0) {
        if (m_freeHoldings.empty()) {
            m_holdings.emplace_back();
            m_freeHoldings.push_back(quint32(m_holdings.size()));
        }
        place = m_freeHoldings.back();
        m_freeHoldings.pop_back();
    }
    return m_holdings[place - 1];
}

void TraceBuilder::releaseHolding(size_t request)
{
    quint32 &place = m_holdingOf[request];
    if (place != 0 && m_holdings[place - 1] == Holding())
        m_freeHoldings.push_back(std::exchange(place, 0));
}

/// Sent, and not yet arrived. Those that have arrived are forgotten now and then.
void TraceBuilder::remember(quint32 request)
{
    if (m_unread.size() >= m_pruneUnreadAt) {
        std::erase_if(m_unread, [this](quint32 other) { return requests[other].arrived >= 0 || requests[other].ended >= 0; });
        m_pruneUnreadAt = std::max<size_t>(1024, 2 * m_unread.size());
    }
    m_unread.push_back(request);
}

void TraceBuilder::openSlice(int laneNumber, qint64 t, size_t request, State state)
{
    closeSlice(request, t);
    Lane *where = lane(laneNumber);
    if (!where)
        return;
    if (!where->slices.empty() && where->slices.back().end == stillOpen) {
        // Whoever held the thread has lost it without a word.
        closeSlice(*m_places.find(where->slices.back().request), t);
    }
    const Request &owner = requests[request];
    where->slices.append({t, stillOpen, owner.id, state, owner.endpoint, false});
    totals.addState(state);
    holding(request).lane = laneNumber;
}

void TraceBuilder::closeSlice(size_t request, qint64 t, bool failed)
{
    Lane *where = lane(holding(request).lane);
    if (!where)
        return;
    holding(request).lane = noLane;
    const qint64 begin = where->slices.back().begin;
    where->busy += t - begin;
    if (begin == t && !failed) {
        where->slices.dropLast(); // a state that took no time was none
        totals.dropSlice();
        return;
    }
    where->slices.closeLast(t, failed);
}

void TraceBuilder::turnSlice(size_t request, qint64 t, State state)
{
    const int held = holding(request).lane;
    if (held != noLane && lane(held)->slices.back().state != state)
        openSlice(held, t, request, state);
}

void TraceBuilder::beginWaiting(size_t request, qint64 t, State state, RequestId blockedBy)
{
    endWaiting(request, t);
    Request &owner = requests[request];
    totals.queue(owner.queuedAs, state);
    totals.addState(state);
    owner.queuedAs = state;
    owner.blockedBy = blockedBy;
    holding(request).waitingRow = waiting.begin({t, stillOpen, owner.id, state, owner.endpoint, false});
}

void TraceBuilder::endWaiting(size_t request, qint64 t, bool failed)
{
    int &row = holding(request).waitingRow;
    if (row < 0)
        return;
    requests[request].queuedNs += t - waiting.group().rows[size_t(row)].back().begin;
    totals.endQueue(requests[request]);
    waiting.end(std::exchange(row, -1), t, failed);
}

void TraceBuilder::endAwaiting(size_t request, qint64 t, bool failed)
{
    if (int &row = holding(request).awaitingRow; row >= 0)
        awaiting.end(std::exchange(row, -1), t, failed);
}

void TraceBuilder::leavePool(size_t request)
{
    if (std::exchange(holding(request).poolPlace, false))
        --m_inPool;
}

void TraceBuilder::drop(size_t request, qint64 t)
{
    endWaiting(request, t, true);
    endAwaiting(request, t, true);
    closeSlice(request, t, true);
    leavePool(request);
    requests[request].failed = true;
    if (requests[request].ended < 0)
        requests[request].ended = t;
}

void TraceBuilder::stepOfClient(const Event &event, size_t request)
{
    Request &owner = requests[request];
    int &row = holding(request).clientRow;
    if (event.kind == EventKind::Sent) {
        if (owner.sent >= 0)
            return;
        owner.sent = event.t;
        totals.addState(State::InFlight);
        row = client.begin({event.t, stillOpen, owner.id, State::InFlight, owner.endpoint, false});
        if (const RequestId by = blocker(); by != RequestId::None && owner.arrived < 0)
            beginWaiting(request, event.t, State::QueuedLoopBlocked, by);
        else
            remember(quint32(request));
        return;
    }
    const bool failed = event.kind == EventKind::Failed;
    const qint64 firstStatus = qint64(server::FailureReason::HttpStatus);
    if (!failed)
        owner.status = quint16(event.value);
    else if (event.value >= firstStatus)
        owner.status = quint16(event.value - firstStatus);
    owner.failed = owner.failed || failed;
    owner.ended = event.t;
    if (owner.arrived < 0)
        endWaiting(request, event.t, failed);
    if (row >= 0)
        client.end(std::exchange(row, -1), event.t, failed);
}

void TraceBuilder::stepOfLoop(const Event &event, size_t request, int laneNumber)
{
    Request &owner = requests[request];
    switch (event.kind) {
    case EventKind::Arrived:
        if (owner.arrived < 0)
            owner.arrived = event.t;
        endWaiting(request, event.t);
        openSlice(laneNumber, event.t, request, State::Running);
        break;
    case EventKind::Queued:
        owner.queued = event.t;
        closeSlice(request, event.t);
        if (m_inPool >= pool)
            beginWaiting(request, event.t, State::QueuedNoWorker, RequestId::None);
        if (!std::exchange(holding(request).poolPlace, true))
            ++m_inPool;
        break;
    case EventKind::Awaiting:
        closeSlice(request, event.t);
        endAwaiting(request, event.t);
        totals.addState(State::Awaiting);
        holding(request).awaitingRow = awaiting.begin({event.t, stillOpen, owner.id, State::Awaiting, owner.endpoint, false});
        break;
    case EventKind::Resumed:
        if (holding(request).awaitingRow < 0)
            break; // an outer coroutine comes back: the thread is its task's already
        endAwaiting(request, event.t);
        openSlice(laneNumber, event.t, request, State::Running);
        break;
    case EventKind::Replying:
        openSlice(laneNumber, event.t, request, State::Running);
        break;
    default: // Responded
        owner.responded = event.t;
        owner.status = quint16(event.value);
        endAwaiting(request, event.t);
        closeSlice(request, event.t);
    }
}

void TraceBuilder::stepOfHandler(const Event &event, size_t request, int laneNumber)
{
    Request &owner = requests[request];
    const bool onLoop = laneNumber == loopLane;
    switch (event.kind) {
    case EventKind::Called:
        owner.called = event.t;
        owner.thread = event.thread;
        endWaiting(request, event.t);
        if (holding(request).lane != laneNumber)
            openSlice(laneNumber, event.t, request, State::Running);
        break;
    case EventKind::Blocking:
        turnSlice(request, event.t, onLoop ? State::BlockingLoop : State::BlockingWorker);
        if (const RequestId by = blocker(); onLoop && by != RequestId::None) {
            for (const quint32 other : std::exchange(m_unread, {})) {
                if (requests[other].arrived < 0 && requests[other].ended < 0)
                    beginWaiting(other, event.t, State::QueuedLoopBlocked, by);
            }
        }
        break;
    case EventKind::Slept:
        turnSlice(request, event.t, State::Running);
        break;
    case EventKind::Completed:
        leavePool(request);
        if (!onLoop)
            closeSlice(request, event.t);
        break;
    case EventKind::Dropped:
        drop(request, event.t);
        break;
    default: // what is said in between takes no thread and gives none back
        break;
    }
}

} // namespace app
