#include "app/totals.h"

#include "app/statistics.h"

#include <algorithm>

namespace app {

void Totals::addRequest(const Request &request)
{
    ++m_head.requests;
    ++m_byEndpoint[size_t(request.endpoint)];
    count(request, 1);
    m_head.sleepMicros = std::max(m_head.sleepMicros, request.sleepMicros);
}

void Totals::setEndpoint(Endpoint endpoint)
{
    --m_byEndpoint[size_t(Endpoint::None)];
    ++m_byEndpoint[size_t(endpoint)];
}

void Totals::count(const Request &request, int sign)
{
    const bool answered = request.ended >= 0 ? request.status == 200 && !request.failed : request.sent < 0 && request.status == 200;
    m_head.answered += sign * answered;
    m_head.failed += sign * request.failed;
}

void Totals::change(const Request &before, const Request &after)
{
    count(before, -1);
    count(after, 1);
    const qint64 begin = after.sent >= 0 ? after.sent : after.arrived;
    const qint64 end = after.ended >= 0 ? after.ended : after.sent >= 0 ? -1 : after.responded;
    if (begin >= 0 && (m_first < 0 || begin < m_first))
        m_first = begin;
    m_last = std::max(m_last, end);
}

void Totals::countQueue(State state, int change)
{
    if (state == State::QueuedNoWorker)
        m_head.queuedNoWorker += change;
    else if (state == State::QueuedLoopBlocked)
        m_head.queuedLoopBlocked += change;
}

void Totals::queue(State before, State after)
{
    countQueue(before, -1);
    countQueue(after, 1);
}

void Totals::endQueue(const Request &request) { m_head.longestQueued = std::max(m_head.longestQueued, request.queuedNs); }

void Totals::addState(State state)
{
    m_head.states[size_t(state)] = true;
    ++m_slices;
}

Headline Totals::headline(const Observed &observed, int pool, int mostAwaiting, int workers) const
{
    Headline head = m_head;
    head.observed = observed;
    head.pool = observed.pool ? pool : 0;
    head.mostAwaiting = mostAwaiting;
    head.mostWorkers = workers;
    for (size_t i = 0; i < m_byEndpoint.size(); ++i) {
        if (head.requests > 0 && m_byEndpoint[i] == head.requests)
            head.endpoint = Endpoint(i);
    }
    head.first = std::max<qint64>(m_first, 0);
    head.makespan = m_first >= 0 && m_last >= head.first ? m_last - head.first : 0;
    if (tellsIdeal(observed, head.endpoint))
        head.ideal = idealMakespan(head.endpoint, head.requests, pool, head.sleepMicros);
    return head;
}

} // namespace app
