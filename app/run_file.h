#pragma once

#include "app/log.h"
#include "app/reading.h"
#include "app/trace.h"

#include <QString>

// Any file that the program opens: our log, a Chrome trace (JSON) of ours or of another program. What it is, its first
// bytes say, not its name.
namespace app {

struct RunFile {
    Log log;         ///< empty where the trace has tracks
    Trace trace;     ///< of `log`; of another program: tracks alone
    QString error;   ///< not empty: nothing usable was read, and why
    QString warning; ///< not empty: what was left out, and why
};

/// Reads a whole file; on any thread. `reading` (may be nullptr) tells how far it is and may cancel, which is an error.
RunFile readRunFile(const QString &path, Reading *reading = nullptr);

} // namespace app
