#pragma once

#include "app/observed.h"
#include "server/event.h"

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace app {

using server::Endpoint;
using server::Event;
using server::EventKind;
using server::RequestId;
using server::ThreadId;

/// The first line of a log file, and what a run knows of itself from the start.
struct LogHeader {
    qint64 pid = 0;            ///< the server's process; 0: not known
    qint64 startedEpochNs = 0; ///< wall clock at t = 0, ns since the Unix epoch; files keep microseconds
    int pool = 40;             ///< workers; of use where the pool was observed
    double sleep = 1.0;        ///< s, usual wait of its requests; 0 also where none was asked for
    std::optional<Observed> observed{}; ///< nullopt: an older log, which does not say; its events tell then
    QString url{};             ///< of somebody else's server, in ASCII, without credentials; empty: the server is ours
    bool operator==(const LogHeader &) const = default;
};

/// All that was recorded of one run, in order. A value; not thread-safe.
struct Log {
    LogHeader header;
    std::vector<server::Thread> threads; ///< by ThreadId
    std::vector<Event> events;           ///< t never falls
    /// Texts that a file gave and eventText() would not: by index into `events`.
    std::unordered_map<size_t, QString> foreignTexts;

    /// The tutorial's words for event `index`; may be empty.
    QString text(size_t index) const;
    /// "Process ID: P | Thread ID: T | text", as the tutorial prints it, without what is not known; empty where text() is.
    QString tutorialLine(size_t index) const;
    QString threadName(ThreadId thread) const;
    bool operator==(const Log &) const = default;
};

/// "Process ID: P | Thread ID: T | "; what is 0 is not known and left out.
QString processAndThread(qint64 pid, quint64 tid);

} // namespace app
