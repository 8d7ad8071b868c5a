#pragma once

#include "app/reading.h"

#include <QString>

#include <functional>
#include <memory>

namespace app {

/// Does what takes long on a thread of its own, while the main thread shows on the terminal how far it is and hears Ctrl+C
/// and SIGTERM, which cancel `reading`: whoever works looks at it. Main thread. `progress` is asked now and then for the
/// words. Returns when the work is done; where it was cancelled, after `patienceMillis` at the latest (-1: without end):
/// work that hangs in the system is left to the end of the process, so what it touches has to be its own. false: it is.
bool workBeside(const std::shared_ptr<Reading> &reading, const std::function<void()> &work, const std::function<QString()> &progress,
                int patienceMillis = -1);

/// "Reading "run.jsonl": 43 %"; without the figure where it is not known.
QString readingText(const QString &path, const Reading &reading);

} // namespace app
