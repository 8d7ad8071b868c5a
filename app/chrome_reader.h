#pragma once

#include "app/json_portions.h"
#include "app/reading.h"
#include "app/track.h"

#include <QByteArrayView>

// Chrome trace JSON (the "Trace Event Format") of any program to tracks: {"traceEvents":[...]} with its keys in any
// order, or the array alone, with or without its end. It is read in portions, so that what is needed besides the
// tracks does not grow with the file. See track_builder.h for what each kind of event becomes.
namespace app {

/// Longer files are refused at once. Opening takes about a third of a file's length in memory (twice it, where each event
/// has a name of its own), so what a usual machine has is enough for a file of this length.
inline constexpr qint64 longestTraceFile = qint64(4) << 30; ///< bytes

struct TracksReading {
    Tracks tracks;   ///< what could be read
    QString error;   ///< not empty: nothing usable was read, and why and what to do
    QString warning; ///< not empty: sentences about what was skipped, with counts, and about a damaged end
};

/// Reads a whole file; any thread may. `reading` (may be nullptr) is told how far it is, and can cancel.
TracksReading readTracks(const QString &path, Reading *reading = nullptr);
/// The same of bytes in memory. `portion`: how many are looked at at once, at first; the tracks do not depend on it.
TracksReading parseTracks(QByteArrayView bytes, size_t portion = JsonPortions::usualPortion);

} // namespace app
