#pragma once

#include "app/reading.h"
#include "app/track.h"

#include <QByteArrayView>

// Chrome trace JSON (the "Trace Event Format") of any program to tracks: {"traceEvents":[...]} with its keys in any
// order, or the array alone, with or without its end. It is read in portions, so that what is needed besides the
// tracks does not grow with the file. See chrome_events.h for what each kind of event becomes.
namespace app {

/// Longer files are refused at once. Tracks take less than half of their file, so a file of this length still fits
/// into the memory of a usual machine.
inline constexpr qint64 longestTraceFile = qint64(4) << 30; ///< bytes

struct TracksReading {
    Tracks tracks;   ///< what could be read
    QString error;   ///< not empty: nothing usable was read, and why and what to do
    QString warning; ///< not empty: sentences about what was skipped, with counts, and about a damaged end
};

/// Reads a whole file; any thread may. `reading` (may be nullptr) is told how far it is, and can cancel.
TracksReading readTracks(const QString &path, Reading *reading = nullptr);
/// The same of bytes in memory.
TracksReading parseTracks(QByteArrayView bytes);

} // namespace app
