#include "server/recorder.h"

#include <QThread>

#include <algorithm>
#include <limits>

namespace server {
namespace {

std::atomic<quint64> nextRecorder{1};

/// Which entry the current thread has in the recorder it wrote to last.
struct Me {
    quint64 recorder = 0;
    ThreadId thread{};
    Recorder::Numbering *numbering = nullptr; ///< not null: the name comes with the first record()
};
thread_local Me me;

quint64 currentTid()
{
    return quint64(reinterpret_cast<quintptr>(QThread::currentThreadId()));
}

} // namespace

Recorder::Recorder()
    : m_serial(nextRecorder.fetch_add(1)),
      m_start(std::chrono::steady_clock::now()),
      m_startedEpochNs(std::chrono::duration_cast<std::chrono::nanoseconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count())
{
}

ThreadId Recorder::registerThread(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    me = {m_serial, enter(name)};
    return me.thread;
}

void Recorder::registerThread(Numbering &numbering)
{
    me = {m_serial, {}, &numbering};
}

ThreadId Recorder::enter(const QString &name)
{
    const Thread thread{name, currentTid()};
    // The system hands out ids again: a worker of a later pool may be an old one by name and id.
    auto found = std::find(m_threads.begin(), m_threads.end(), thread);
    if (found == m_threads.end() && m_threads.size() < std::numeric_limits<quint16>::max())
        found = m_threads.insert(m_threads.end(), thread);
    return ThreadId(found == m_threads.end() ? 0 : found - m_threads.begin());
}

void Recorder::identify()
{
    const std::vector<Thread> known = threads();
    const auto mine = std::find_if(known.rbegin(), known.rend(), [tid = currentTid()](const Thread &thread) { return thread.tid == tid; });
    registerThread(mine != known.rend() ? mine->name : QStringLiteral("thread-%1").arg(known.size() + 1));
}

qint64 Recorder::record(Event event)
{
    if (me.recorder != m_serial)
        identify();
    const std::lock_guard lock(m_mutex);
    if (me.numbering)
        me = {m_serial, enter(QStringLiteral("%1-%2").arg(me.numbering->prefix).arg(++me.numbering->last))};
    event.thread = me.thread;
    event.t = now();
    m_events.push_back(event);
    return event.t;
}

void Recorder::drain(std::vector<Event> &into)
{
    into.clear();
    const std::lock_guard lock(m_mutex);
    m_events.swap(into);
}

size_t Recorder::backlog() const
{
    const std::lock_guard lock(m_mutex);
    return m_events.size();
}

std::vector<Thread> Recorder::threads() const
{
    const std::lock_guard lock(m_mutex);
    return m_threads;
}

qint64 Recorder::now() const
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - m_start).count();
}

} // namespace server
