#pragma once

#include "app/track.h"

// The rows of all tracks one below the other, from the top down as they are shown. A row is called by its place among them.
namespace app {

/// One of them. A track without slices (a counter, instants alone) has one, too.
struct TrackRow {
    int track = 0;                ///< of Tracks::tracks
    int row = 0;                  ///< of the track; of a thread: the depth
    const Row *slices = nullptr;  ///< nullptr: it has none
    double least = 0, most = 0;   ///< of a counter's values
};

/// They point into `tracks`, which must stay where they are.
std::vector<TrackRow> rowsOf(const Tracks &tracks);

/// "renderer", "process 12".
QString processName(const Track &track);
/// Whether a track's name alone does not say whose it is.
bool hasSeveralProcesses(const Tracks &tracks);
/// A counter's value at `t`; nullptr: it has none yet.
const CounterSample *sampleAt(const Track &track, qint64 t);
/// "1,234" (grouped as the language does), "12.5 M", "0.25".
QString valueText(double value);

} // namespace app
