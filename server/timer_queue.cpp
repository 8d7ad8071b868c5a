#include "server/timer_queue.h"

namespace server {

void TimerQueue::place(Timer &timer)
{
    timer.order = m_order++;
    if (!timer.firing)
        m_queue.insert({{timer.due, timer.order}, timer.id});
}

void TimerQueue::add(int id, qint64 interval, Qt::TimerType type, QObject *object, qint64 now)
{
    remove(id);
    Timer &timer = m_timers[id];
    timer = {id, type, interval, now + interval, 0, object, false};
    place(timer);
}

bool TimerQueue::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_queue.erase({{found->second.due, found->second.order}, id});
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeAll(const QObject *object)
{
    const std::vector<Timer> all = of(object);
    for (const Timer &timer : all)
        remove(timer.id);
    return !all.empty();
}

const TimerQueue::Timer *TimerQueue::find(int id) const
{
    const auto found = m_timers.find(id);
    return found == m_timers.end() ? nullptr : &found->second;
}

std::vector<TimerQueue::Timer> TimerQueue::of(const QObject *object) const
{
    std::vector<Timer> all;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            all.push_back(timer);
    }
    return all;
}

std::optional<qint64> TimerQueue::nextDue() const
{
    return m_queue.empty() ? std::nullopt : std::optional(m_queue.begin()->first.first);
}

std::optional<TimerQueue::Timer> TimerQueue::take(qint64 now, quint64 before)
{
    for (auto at = m_queue.begin(); at != m_queue.end() && at->first.first <= now; ++at) {
        if (at->first.second >= before)
            continue; // it has had its turn in this round
        Timer &timer = m_timers.at(at->second);
        m_queue.erase(at);
        timer.firing = true;
        timer.due += timer.interval;
        if (timer.due < now)
            timer.due = now + timer.interval; // times that were missed are not made up for
        place(timer);
        return timer;
    }
    return std::nullopt;
}

void TimerQueue::fired(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end() || !found->second.firing)
        return; // it was stopped, or started anew, by its own event
    found->second.firing = false;
    m_queue.insert({{found->second.due, found->second.order}, id});
}

} // namespace server
