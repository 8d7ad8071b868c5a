#pragma once

#include "app/session.h"

#include <unordered_map>

namespace app {

/// Sorts the recorder's events into runs: numbers of requests, threads and times become the run's own.
/// Lives with the Session, on its thread.
class RunBook
{
public:
    explicit RunBook(const server::Recorder &recorder) : m_recorder(recorder) {}

    /// The next run: its requests have the numbers first ... first + count - 1 and its time begins at `base`
    /// (recorder's clock). count 0: requests of others, numbered as they come.
    void open(Run &run, RequestId first, int count, qint64 base);
    /// Requests that no run knows go to the newest run while it is open; closing ends that.
    void close() { m_open = false; }
    bool isOpen() const { return m_open; }
    /// Events of this run go nowhere from now on; it is about to be destroyed.
    void forget(const Run &run);
    /// Is this a request that belongs to no run yet, and none is open to take it?
    bool isStray(const Event &event) const;

    /// Appends the event to its run's log. nullptr: it belongs to none (loop lag while nothing runs).
    Run *add(const Event &event);

private:
    struct Page {
        Run *run = nullptr;
        quint32 first = 0;
        quint32 count = 0;
        quint32 others = 0;  ///< requests of other programs that came while it was open
        qint64 base = 0;
        std::vector<int> threads; ///< recorder's ThreadId -> run's; -1: not seen yet
    };
    struct Place {
        size_t page = 0;
        quint32 local = 0;
    };
    std::optional<Place> find(const Event &event);
    std::optional<Place> launched(RequestId request) const;
    ThreadId localThread(Page &page, ThreadId thread);

    const server::Recorder &m_recorder;
    std::vector<server::Thread> m_threads; ///< copy of the recorder's table
    std::vector<Page> m_pages;             ///< by first
    std::unordered_map<quint32, Place> m_others;
    bool m_open = false;
};

} // namespace app
