#include "server/epoll_dispatcher.h"

#include "server/handover.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <poll.h>
#include <unistd.h>

namespace server {
namespace {

constexpr size_t mostAtOnce = 1024; ///< descriptors told of by one call; the rest comes with the next
constexpr quint64 wakeTag = ~quint64(0);
constexpr qint64 nsPerMs = 1'000'000, nsPerSecond = 1'000'000'000;
constexpr quint32 kernelFlags[] = {EPOLLIN, EPOLLOUT, EPOLLPRI}; // by QSocketNotifier::Type

qint64 steadyNow()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

quint64 tagOf(int descriptor, quint32 generation) { return quint64(generation) << 32 | quint32(descriptor); }

} // namespace

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent), m_epoll(epoll_create1(EPOLL_CLOEXEC)), m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = wakeTag;
    if (m_epoll < 0 || m_wake < 0 || epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event) != 0)
        qFatal("no descriptors left for an event loop");
}

EpollDispatcher::~EpollDispatcher()
{
    takeFrom(this);
    ::close(m_wake);
    ::close(m_epoll);
}

quint32 EpollDispatcher::Watch::wanted() const
{
    quint32 flags = 0;
    for (int type = 0; type < 3; ++type)
        flags |= notifiers[type] ? kernelFlags[type] : 0;
    return flags;
}

/// One round, as Qt's own go: what was posted, then the sockets that are ready, then the timers that are due.
bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (m_interrupted)
        return false;
    const bool sockets = !(flags & QEventLoop::ExcludeSocketNotifiers);
    int ready = sockets ? collect() : 0;
    if (ready == 0 && (flags & QEventLoop::WaitForMoreEvents) && !m_woken) {
        Q_EMIT aboutToBlock();
        if (!m_woken)
            wait(sockets);
        Q_EMIT awake();
        ready = sockets ? collect() : (takeWakeUp(), 0);
    }
    const bool woken = m_woken.exchange(false); // what was posted before this is sent at the next round's beginning
    const int delivered = deliver() + fireTimers();
    return woken || delivered > 0;
}

/// Tells of all that is ready now, without waiting.
int EpollDispatcher::collect()
{
    tellKernel();
    std::array<epoll_event, mostAtOnce> events;
    const int count = epoll_wait(m_epoll, events.data(), int(events.size()), 0);
    m_ready.clear();
    for (int i = 0; i < count; ++i) {
        const epoll_event event = events[size_t(i)];
        if (event.data.u64 == wakeTag)
            takeWakeUp();
        else
            m_ready.emplace_back(quint64(event.data.u64), quint32(event.events));
    }
    return int(m_ready.size());
}

/// Until a socket is ready, a timer due, or somebody wakes the loop. ppoll(2), because it waits to the nanosecond.
void EpollDispatcher::wait(bool sockets)
{
    timespec time{};
    const auto due = m_timers.nextDue();
    if (due) {
        const qint64 left = std::max<qint64>(0, *due - steadyNow());
        time = {time_t(left / nsPerSecond), long(left % nsPerSecond)};
    }
    pollfd what{sockets ? m_epoll : m_wake, POLLIN, 0};
    ppoll(&what, 1, due ? &time : nullptr, nullptr);
}

void EpollDispatcher::takeWakeUp()
{
    m_woken = true;
    quint64 count = 0;
    [[maybe_unused]] const ssize_t bytes = ::read(m_wake, &count, sizeof count);
}

int EpollDispatcher::deliver()
{
    int delivered = 0;
    const auto ready = std::exchange(m_ready, {}); // a handler may run a loop of its own
    for (const auto &[tag, flags] : ready) {
        const int descriptor = int(quint32(tag));
        for (int type = 0; type < 3; ++type) {
            const auto found = m_watches.find(descriptor); // each time: a handler may have removed it
            if (found == m_watches.end() || tagOf(descriptor, found->second.generation) != tag)
                break;
            QSocketNotifier *notifier = found->second.notifiers[type];
            if (!notifier || !(flags & (kernelFlags[type] | EPOLLHUP | EPOLLERR)))
                continue;
            QEvent event(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &event);
            ++delivered;
        }
    }
    return delivered;
}

int EpollDispatcher::fireTimers()
{
    int fired = 0;
    const qint64 now = steadyNow();
    const quint64 round = m_timers.round();
    while (const auto timer = m_timers.take(now, round)) {
        QTimerEvent event(timer->id);
        QCoreApplication::sendEvent(timer->object, &event);
        m_timers.fired(timer->id);
        ++fired;
    }
    return fired;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    Watch &watch = m_watches[descriptor];
    watch.notifiers[notifier->type()] = notifier;
    if (!std::exchange(watch.stale, true))
        m_stale.push_back(descriptor);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const auto found = m_watches.find(descriptor);
    if (found == m_watches.end() || found->second.notifiers[notifier->type()] != notifier)
        return;
    Watch &watch = found->second;
    watch.notifiers[notifier->type()] = nullptr;
    if (watch.wanted() == 0) { // at once: the descriptor may be closed next, and its number be given to another
        if (watch.told != 0)
            epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
        m_watches.erase(found);
    } else if (!std::exchange(watch.stale, true)) {
        m_stale.push_back(descriptor);
    }
}

void EpollDispatcher::tellKernel()
{
    for (const int descriptor : std::exchange(m_stale, {})) {
        const auto found = m_watches.find(descriptor);
        if (found != m_watches.end() && found->second.stale)
            tell(descriptor, found->second);
    }
}

void EpollDispatcher::tell(int descriptor, Watch &watch)
{
    watch.stale = false;
    const quint32 wanted = watch.wanted();
    if (wanted == watch.told)
        return;
    if (watch.told == 0)
        watch.generation = m_generation++;
    epoll_event event{};
    event.events = wanted;
    event.data.u64 = tagOf(descriptor, watch.generation);
    if (epoll_ctl(m_epoll, watch.told == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event) == 0)
        watch.told = wanted;
    else
        qWarning("epoll cannot watch descriptor %d: %s", descriptor, strerror(errno));
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    m_timers.add(id, interval * nsPerMs, type, object, steadyNow());
}

bool EpollDispatcher::unregisterTimer(int id) { return m_timers.remove(id); }
bool EpollDispatcher::unregisterTimers(QObject *object) { return m_timers.removeAll(object); }

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> infos;
    for (const TimerQueue::Timer &timer : m_timers.of(object))
        infos.append(TimerInfo(timer.id, int(timer.interval / nsPerMs), timer.type));
    return infos;
}

int EpollDispatcher::remainingTime(int id)
{
    const TimerQueue::Timer *timer = m_timers.find(id);
    return timer ? int(std::max<qint64>(0, (timer->due - steadyNow() + nsPerMs - 1) / nsPerMs)) : -1;
}

void EpollDispatcher::wakeUp()
{
    if (!m_woken.exchange(true) && QThread::currentThread() != thread()) { // else it is awake, or looks at m_woken before it sleeps
        const quint64 one = 1;
        [[maybe_unused]] const ssize_t bytes = ::write(m_wake, &one, sizeof one);
    }
    leaveTo(this);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

void useEpoll(QThread &thread)
{
    if (qEnvironmentVariableIntValue("LOOPSCOPE_QT_DISPATCHER") == 0)
        thread.setEventDispatcher(new EpollDispatcher);
}

} // namespace server
