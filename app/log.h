#pragma once

#include "server/event.h"

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
    qint64 pid = 0;
    qint64 startedEpochNs = 0; ///< wall clock at t = 0, ns since the Unix epoch; files keep microseconds
    int pool = 40;
    double sleep = 1.0; ///< s
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
    /// "Process ID: P | Thread ID: T | text", as the tutorial prints it; empty where text() is.
    QString tutorialLine(size_t index) const;
    QString threadName(ThreadId thread) const;
    bool operator==(const Log &) const = default;
};

} // namespace app
