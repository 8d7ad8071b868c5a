#include "ui/growing_run.h"

#include <limits>

namespace ui {
namespace {

/// All but the log's events and what was made of them.
app::Run withoutEvents(const app::Run &run)
{
    app::Run copy;
    copy.id = run.id;
    copy.state = run.state;
    copy.asked = run.asked;
    copy.source = run.source;
    copy.stillLive = run.stillLive;
    copy.log.header = run.log.header;
    copy.log.threads = run.log.threads;
    copy.trace = app::Trace(run.trace.pool(), run.trace.observed()); // the whole run's, from the start
    return copy;
}

} // namespace

GrowingRun::GrowingRun(const app::Run &run) : m_whole(withoutEvents(run))
{
    m_whole.log.events = run.log.events;
    m_whole.trace.append(m_whole.log);
    m_whole.now = std::max(run.now, m_whole.trace.end());
    const app::Headline head = m_whole.trace.headline();
    m_liveUntil = m_whole.live() ? std::numeric_limits<qint64>::max() : head.first + head.makespan;
    restart();
}

void GrowingRun::restart()
{
    m_grown = withoutEvents(m_whole);
    m_next = 0;
}

const app::Run &GrowingRun::at(qint64 t)
{
    t = std::min(t, m_whole.now);
    if (t < m_grown.now)
        restart();
    const std::vector<app::Event> &events = m_whole.log.events;
    size_t end = m_next;
    while (end < events.size() && (events[end].t <= t || t == m_whole.now))
        ++end;
    m_grown.trace.append(std::span(events).subspan(m_next, end - m_next), m_whole.log.threads);
    m_next = end;
    m_grown.now = t;
    m_grown.state = t < m_whole.now && t < m_liveUntil ? app::RunState::Running : m_whole.state;
    return m_grown;
}

} // namespace ui
