#pragma once

#include "server/timer_queue.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <unordered_map>
#include <vector>

class QSocketNotifier;
class QThread;

namespace server {

/// The event dispatcher of the threads with thousands of sockets (epoll(7)). Qt's own asks the kernel about every
/// socket each time round (poll(2)): with 10,000 of them, of which a handful have something to say, that is half of
/// what the server and the client do. Timers of every type are kept to the nanosecond. Linux only.
/// Give it to a QThread before that starts: useEpoll(). wakeUp() and interrupt() may be called on
/// any thread, all else on its own.
class EpollDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override; ///< interval: ms
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override; ///< ms; -1: no such timer

    void wakeUp() override;
    void interrupt() override;

private:
    /// What is asked about one descriptor, and what the kernel was last told.
    struct Watch {
        QSocketNotifier *notifiers[3] = {}; ///< by QSocketNotifier::Type
        quint32 told = 0;                   ///< EPOLL... flags
        quint32 generation = 0;             ///< a descriptor that is used again is another one
        bool stale = false;                 ///< `told` is not what is asked
        quint32 wanted() const;
    };

    void tellKernel();
    void tell(int descriptor, Watch &watch);
    int collect();
    void wait(bool sockets);
    int deliver();
    int fireTimers();
    void takeWakeUp();

    int m_epoll = -1, m_wake = -1;
    std::unordered_map<int, Watch> m_watches;
    std::vector<int> m_stale;      ///< descriptors, told of only before the next wait: most changes cancel out
    std::vector<std::pair<quint64, quint32>> m_ready; ///< tag and flags, as the kernel gave them
    quint32 m_generation = 1; ///< 0: not told of
    TimerQueue m_timers;
    std::atomic<bool> m_woken{false}, m_interrupted{false};
};

/// Gives a thread that has not started an EpollDispatcher; where the environment has LOOPSCOPE_QT_DISPATCHER=1 it keeps
/// Qt's own, so that the two can be compared.
void useEpoll(QThread &thread);

} // namespace server
