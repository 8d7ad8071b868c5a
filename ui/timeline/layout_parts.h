#pragma once

#include "ui/timeline/timeline_layout.h"

#include <utility>

// The parts layOut() is made of. Internal to the layout.
namespace ui {

/// Title, makespan, caption and legend; returns the height they take.
double layOutHeader(const app::Run &run, const LayoutInput &input, TimelineLayout &layout);

/// The states that occur, in the order of the vocabulary, without those that need no key: slices with names, and in flight
/// where there is more of the server than that.
std::vector<app::State> legendStates(const app::Headline &head);

/// The states' keys in lines, from the upper left corner of `place` to its right edge; returns where the last line ends.
double layOutLegend(const std::vector<app::State> &states, const QRectF &place, TimelineLayout &layout);

/// Slices of one row between `top` and `bottom`, those narrower than a column folded with their neighbours.
/// `now` ends what is still open. Numbers are written where they fit; of Named slices, whose labels are in `tracks`, the names.
void layOutRow(const app::Row &row, qint64 now, double top, double bottom, TimelineLayout &layout, const app::Tracks *tracks = nullptr);

/// The whole body of another program's trace: processes, their tracks, the rows of each.
void layOutTracks(const app::Run &run, const LayoutInput &input, TimelineLayout &layout);

/// A counter's values between `top` and `bottom`, as an area from the least (0, unless there are lower ones) to the greatest.
void layOutCounter(const app::Track &track, const app::TrackRow &extent, qint64 now, double top, double bottom, TimelineLayout &layout);

/// A mark for each instant, one every few pixels at most.
void layOutInstants(const app::Track &track, double top, double bottom, TimelineLayout &layout);
/// The instant whose mark is at `x`, where `band` is a track's first row.
std::optional<app::Instant> instantAt(const app::Trace &trace, const Band &band, const TimelineLayout &layout, double x);

/// A group folded to the area of its counts; `most` of them fill its height.
void layOutArea(const app::Group &group, int most, app::State state, qint64 now, double top, double bottom, TimelineLayout &layout);

/// "50 awaiting", in the middle of where the areas from `first` on are wide enough for it; the higher the better.
void layOutAreaText(const QString &text, app::State state, size_t first, double top, double height, TimelineLayout &layout);

/// Loop lag as bars: as high as the lag, as long as it lasted. While the loop is blocked its timer is late already,
/// though it cannot say so: that shows too. `worst`: ns that the strip's height has room for, at least.
void layOutLag(const app::Run &run, qint64 worst, double top, double bottom, TimelineLayout &layout);

/// A lane's name and a figure, left of its row.
void layOutGutter(double top, double height, const QString &name, const QString &value, bool bold, TimelineLayout &layout);

/// Parts of a whole (each 0 to 1) one after the other in `bar`; what they leave is idle.
void layOutShareBar(const QRectF &bar, const std::vector<std::pair<app::State, double>> &parts, TimelineLayout &layout);

/// "51", "<1": a part of 1 in percent.
QString percentText(double share);

/// px at scale 1 that a lane must be high for a label of its own; lower ones have one every five.
inline constexpr double labelFrom = 14;

/// Our own ellipsis at the end of what is wider than `width` px.
QString fitted(const QString &text, double pixels, bool bold, double width);

/// The workers' lanes as they are arranged, and what room they need besides their rows. Heights in px.
struct LaneRows {
    LaneRows(const app::Run &run, const LayoutInput &input);
    const app::Trace &trace; ///< whose lanes they are: in an animation, of the run once it has grown
    std::vector<PlacedLane> lanes;
    int leftOut = 0; ///< workers that are hidden or idle
    int folded = 0;
    int rows() const { return int(lanes.size()) - folded; } ///< that are not folded
    bool any() const { return !lanes.empty() || leftOut > 0; }
    double stripHeight(double scale) const; ///< of all folded lanes
    double noteHeight(const TimelineLayout &layout) const; ///< of the line that says how many are left out
};

/// Draws them from `top` down, each `row` px high, a folded one `strip` px; returns the height of all.
double layOutLanes(const app::Run &run, const LaneRows &rows, double top, double row, double strip, TimelineLayout &layout);

/// The width of a text in our font.
double textWidth(const QString &text, double pixels, bool bold);

} // namespace ui
