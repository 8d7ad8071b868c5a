#pragma once

#include "ui/timeline/timeline_layout.h"

#include <compare>

// Where a slice stands in a trace, whatever the timeline's arrangement is. Places and indices stay as they are
// while a run grows. Pure values.
namespace ui {

/// One row of slices: the event loop's, one worker's, one of a group's.
struct SlicePlace {
    Region region{};
    int row = 0; ///< of its region; wholeGroup: all rows of a group, folded
    auto operator<=>(const SlicePlace &) const = default;
};
inline constexpr int wholeGroup = -1;

inline SlicePlace placeOf(const Band &band) { return {band.region, band.row}; }

/// nullptr: the trace has no such row (yet), or the place is no single row.
const app::Row *rowAt(const app::Trace &trace, SlicePlace place);
/// How many rows a region has; 0 for Lag.
int rowCountOf(const app::Trace &trace, Region region);

/// "event loop", "worker 3", "awaiting", "queued", "client"; of tracks "main, depth 2".
QString placeName(const app::Trace &trace, SlicePlace place);

/// The slice that holds `t`, or the one nearest to it. The row must not be empty.
size_t nearestSlice(const app::Row &row, qint64 t);

/// Where a slice ends for now: what is still open ends at the run's clock.
inline qint64 endOf(const app::Slice &slice, const app::Run &run)
{
    return slice.end == app::stillOpen ? std::max(run.now, slice.begin) : slice.end;
}

/// Where a place is drawn; nullptr: it is hidden, or folded into its group.
const Band *bandOf(const TimelineLayout &layout, SlicePlace place);
/// What a time takes of a band, and never less than a pixel; body coordinates, reaching out of view where the time does.
QRectF rectOf(const TimelineLayout &layout, const Band &band, TimeRange time);

} // namespace ui
