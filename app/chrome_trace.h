#pragma once

#include "app/trace.h"

#include <QIODevice>

// A run as Chrome trace JSON (the "Trace Event Format"), for Perfetto, chrome://tracing, Firefox Profiler, speedscope:
// what held a thread as complete events (X), what overlaps (awaiting, queued, in flight) as async pairs (b, e), each
// request's way from the client to the thread that runs it and back as a flow (s, t, f), loop lag as a counter (C), and
// every step of the log as an instant (i) with all that the log says of it, so that readLog() has the run back. A trace
// of another program is written with its tracks. Times in us since the start.
namespace app {

struct Reading;

/// In portions, into a device that is open. false: it refused them, and its errorString() says why.
bool writeChromeTrace(const Log &log, const Trace &trace, QIODevice &device);

/// Through OutputFile, which `watched` is for: an older file stays whole when this fails. An empty string: done; else the reason.
QString writeChromeTrace(const Log &log, const Trace &trace, const QString &path, Reading *watched = nullptr);

} // namespace app
