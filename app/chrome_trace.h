#pragma once

#include "app/trace.h"

#include <QByteArray>

// A run as Chrome trace JSON (the "Trace Event Format"), for Perfetto, chrome://tracing, speedscope:
// what held a thread as complete events (X), what overlaps (awaiting, queued, in flight) as async pairs
// (b, e), loop lag as a counter (C). Times in us since the run's start.
namespace app {

QByteArray chromeTrace(const Log &log, const Trace &trace);

/// Through QSaveFile: an older file stays whole when this fails. An empty string: done; else the reason.
QString writeChromeTrace(const Log &log, const Trace &trace, const QString &path);

} // namespace app
