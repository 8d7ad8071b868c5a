#include "app/trace_builder.h"

#include <algorithm>

namespace app {
namespace {

constexpr quint32 denseIds = 1u << 21; ///< numbers below are looked up in a vector: 8 MB at the most
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

bool isOfClient(EventKind kind)
{
    return kind == EventKind::Sent || kind == EventKind::Received || kind == EventKind::Failed;
}

} // namespace

void TraceBuilder::add(const Event &event, const std::vector<server::Thread> &threads, size_t index)
{
    Event step = event;
    step.t = consumed == 0 ? event.t : std::max(event.t, last);
    if (consumed++ == 0)
        first = step.t;
    last = step.t;
    const bool ofClient = isOfClient(step.kind);
    const int laneNumber = ofClient ? noLane : laneOf(step, threads);
    if (step.kind == EventKind::Lag) {
        lag.push_back({step.t, step.value});
        return;
    }
    if (step.request == RequestId::None)
        return;
    const size_t request = indexOf(step, index);
    if (ofClient)
        stepOfClient(step, request);
    else if (isOfLoop(step.kind))
        stepOfLoop(step, request, laneNumber);
    else
        stepOfHandler(step, request, laneNumber);
}

const Request *TraceBuilder::find(RequestId id) const
{
    const auto number = quint32(id);
    if (number < m_dense.size())
        return m_dense[number] ? &requests[m_dense[number] - 1] : nullptr;
    const auto found = m_sparse.find(number);
    return found == m_sparse.end() ? nullptr : &requests[found->second - 1];
}

size_t TraceBuilder::indexOf(const Event &event, size_t eventIndex)
{
    const auto number = quint32(event.request);
    if (number < denseIds && number >= m_dense.size())
        m_dense.resize(std::min<size_t>(denseIds, std::max<size_t>(number + 1, m_dense.size() * 2)), 0);
    quint32 &entry = number < denseIds ? m_dense[number] : m_sparse[number];
    if (entry == 0) {
        Request request;
        request.id = event.request;
        request.endpoint = event.endpoint;
        request.sleepMicros = event.sleepMicros;
        request.firstEvent = eventIndex;
        requests.push_back(request);
        m_holding.emplace_back();
        entry = quint32(requests.size());
    }
    Request &known = requests[entry - 1];
    if (known.endpoint == Endpoint::None)
        known.endpoint = event.endpoint;
    return entry - 1;
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
    if (loop.slices.empty() || loop.slices.back().end != stillOpen || loop.slices.back().state != State::BlockingLoop)
        return RequestId::None;
    return loop.slices.back().request;
}

void TraceBuilder::openSlice(int laneNumber, qint64 t, size_t request, State state)
{
    closeSlice(request, t);
    Lane *where = lane(laneNumber);
    if (!where)
        return;
    if (!where->slices.empty() && where->slices.back().end == stillOpen) {
        // Whoever held the thread has lost it without a word.
        const Request *other = find(where->slices.back().request);
        closeSlice(size_t(other - requests.data()), t);
    }
    const Request &owner = requests[request];
    where->slices.push_back({t, stillOpen, owner.id, state, owner.endpoint, false});
    m_holding[request].lane = laneNumber;
}

void TraceBuilder::closeSlice(size_t request, qint64 t, bool failed)
{
    Lane *where = lane(m_holding[request].lane);
    if (!where)
        return;
    m_holding[request].lane = noLane;
    Slice &slice = where->slices.back();
    slice.end = t;
    slice.failed = failed;
    where->busy += slice.end - slice.begin;
    if (slice.begin == slice.end && !failed)
        where->slices.pop_back(); // a state that took no time was none
}

void TraceBuilder::turnSlice(size_t request, qint64 t, State state)
{
    const int held = m_holding[request].lane;
    if (held != noLane && lane(held)->slices.back().state != state)
        openSlice(held, t, request, state);
}

void TraceBuilder::beginWaiting(size_t request, qint64 t, State state, RequestId blockedBy)
{
    endWaiting(request, t);
    Request &owner = requests[request];
    owner.queuedAs = state;
    owner.blockedBy = blockedBy;
    m_holding[request].waitingRow = waiting.begin({t, stillOpen, owner.id, state, owner.endpoint, false});
}

void TraceBuilder::endWaiting(size_t request, qint64 t, bool failed)
{
    int &row = m_holding[request].waitingRow;
    if (row < 0)
        return;
    requests[request].queuedNs += t - waiting.group().rows[size_t(row)].back().begin;
    waiting.end(std::exchange(row, -1), t, failed);
}

void TraceBuilder::endAwaiting(size_t request, qint64 t, bool failed)
{
    if (int &row = m_holding[request].awaitingRow; row >= 0)
        awaiting.end(std::exchange(row, -1), t, failed);
}

void TraceBuilder::leavePool(size_t request)
{
    if (std::exchange(m_holding[request].poolPlace, false))
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
    int &row = m_holding[request].clientRow;
    if (event.kind == EventKind::Sent) {
        if (owner.sent >= 0)
            return;
        owner.sent = event.t;
        row = client.begin({event.t, stillOpen, owner.id, State::InFlight, owner.endpoint, false});
        if (const RequestId by = blocker(); by != RequestId::None && owner.arrived < 0)
            beginWaiting(request, event.t, State::QueuedLoopBlocked, by);
        else
            m_unread.push_back(quint32(request));
        return;
    }
    const bool failed = event.kind == EventKind::Failed;
    const qint64 firstStatus = qint64(server::FailureReason::HttpStatus);
    if (!failed)
        owner.status = int(event.value);
    else if (event.value >= firstStatus)
        owner.status = int(event.value - firstStatus);
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
        if (!std::exchange(m_holding[request].poolPlace, true))
            ++m_inPool;
        break;
    case EventKind::Awaiting:
        closeSlice(request, event.t);
        endAwaiting(request, event.t);
        m_holding[request].awaitingRow = awaiting.begin({event.t, stillOpen, owner.id, State::Awaiting, owner.endpoint, false});
        break;
    case EventKind::Resumed:
        if (m_holding[request].awaitingRow < 0)
            break; // an outer coroutine comes back: the thread is its task's already
        endAwaiting(request, event.t);
        openSlice(laneNumber, event.t, request, State::Running);
        break;
    case EventKind::Replying:
        openSlice(laneNumber, event.t, request, State::Running);
        break;
    default: // Responded
        owner.responded = event.t;
        owner.status = int(event.value);
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
        if (m_holding[request].lane != laneNumber)
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
