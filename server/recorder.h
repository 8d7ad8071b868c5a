#pragma once

#include "server/event.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <vector>

namespace server {

/// Takes every step of every task: one stamp, one append. record() may be called on any thread; the
/// stamp is taken under the lock, so the order of the events is total and `t` never falls.
/// Nothing is dropped: what is not drained stays.
class Recorder
{
public:
    Recorder();
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    /// The next request's number; 1 is the first. Any thread.
    RequestId nextRequest() { return RequestId(m_nextRequest.fetch_add(1)); }
    /// Reserves `count` numbers in a row and gives the first. Any thread.
    RequestId reserveRequests(quint32 count) { return RequestId(m_nextRequest.fetch_add(count)); }

    /// Enters the calling thread in the table of threads under this name and makes it the thread of
    /// every later record() it calls on this recorder.
    ThreadId registerThread(const QString &name);

    /// The same, but named PREFIX-N when it records for the first time: N counts threads in that order, which
    /// is the order in which a reader of the log meets them. `numbering` must outlive the thread's last record().
    struct Numbering {
        QString prefix;
        int last = 0; ///< guarded by the recorder's mutex
    };
    void registerThread(Numbering &numbering);

    /// Stamps and keeps one event; `t` and `thread` are filled in here. Returns the stamp.
    /// A thread that never registered is entered as "thread-N".
    qint64 record(Event event);

    /// Moves out all events since the last call, oldest first; `into` is cleared, its memory reused.
    void drain(std::vector<Event> &into);

    /// Events that nobody has drained yet. Any thread.
    size_t backlog() const;

    /// The table so far, by ThreadId. Grows only.
    std::vector<Thread> threads() const;

    /// ns since this recorder was made, on std::chrono::steady_clock.
    qint64 now() const;
    /// The wall clock when t was 0: ns since the Unix epoch.
    qint64 startedEpochNs() const { return m_startedEpochNs; }

private:
    void identify();
    ThreadId enter(const QString &name); ///< with m_mutex held

    const quint64 m_serial; ///< tells recorders apart in the threads' memory of who they are
    const std::chrono::steady_clock::time_point m_start;
    const qint64 m_startedEpochNs;
    std::atomic<quint32> m_nextRequest{1};
    mutable std::mutex m_mutex;
    std::vector<Event> m_events;
    std::vector<Thread> m_threads;
};

} // namespace server
