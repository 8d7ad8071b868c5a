#pragma once

#include "app/row.h"

#include <QString>

#include <deque>
#include <vector>

// What a trace of another program (Chrome trace JSON) holds: its threads with their nested slices, what overlaps,
// its counters. Values; not thread-safe. All times are ns since the trace's first event.
namespace app {

/// What slices are called. A slice of a track has the state Named, and its `request` is the place of its label
/// in Tracks::labels, plus 1.
struct Label {
    QString name;
    QString category; ///< may be empty
    bool operator==(const Label &) const = default;
};

/// A moment without a length.
struct Instant {
    qint64 t = 0;
    RequestId label = RequestId::None; ///< as a slice's `request`
    bool operator==(const Instant &) const = default;
};

/// From `t` on the counter has this value.
struct CounterSample {
    qint64 t = 0;
    double value = 0; ///< finite
    bool operator==(const CounterSample &) const = default;
};

enum class TrackKind : quint8 {
    Thread,  ///< rows by depth, the outermost first
    Async,   ///< what overlaps, packed: each slice in the lowest row that was free
    Counter, ///< samples alone
};

/// One strip of the picture.
struct Track {
    TrackKind kind = TrackKind::Thread;
    qint64 pid = 0, tid = 0;
    QString process; ///< its name; empty: not told
    QString name;    ///< the thread's, the counter's or the category's; never empty
    std::deque<Row> rows;
    std::vector<Instant> instants;      ///< by time
    std::vector<CounterSample> samples; ///< by time
    bool operator==(const Track &) const = default;
};

struct Tracks {
    std::vector<Label> labels;
    std::vector<Track> tracks; ///< in the order to show: by process, then as the file sorts them
    size_t slices = 0;
    qint64 end = 0;            ///< of the last slice, instant or sample

    bool empty() const { return tracks.empty(); }
    /// nullptr: no such label.
    const Label *label(RequestId id) const
    {
        const size_t place = size_t(quint32(id)) - 1;
        return place < labels.size() ? &labels[place] : nullptr;
    }
    bool operator==(const Tracks &) const = default;
};

} // namespace app
