#pragma once

#include "app/trace.h"
#include "ui/timeline/coordinates.h"

#include <optional>
#include <vector>

// How the workers' lanes stand: a value, and the pure function that turns it into the lanes to draw.
namespace ui {

/// What a lane is called in an arrangement: by thread, so that the arrangement of a saved log fits the log again.
struct LaneKey {
    QString name;
    quint64 tid = 0;
    bool operator==(const LaneKey &) const = default;
};
LaneKey keyOf(const app::Lane &lane);

enum class LaneOrder : quint8 {
    FirstUse,
    Name,     ///< numbers by their value: worker-2 before worker-10
    BusyTime, ///< the busiest first, over the whole run
};

struct LaneArrangement {
    /// A lane that was dragged keeps its place, whatever the order of the others. Counted from 0 among the pinned lanes or
    /// among the others, those not shown included.
    struct Moved {
        LaneKey lane;
        int place = 0;
        bool operator==(const Moved &) const = default;
    };

    LaneOrder order = LaneOrder::FirstUse;
    bool hideIdle = false; ///< leaves out who does nothing in the visible time; never a pinned lane
    std::vector<LaneKey> hidden;
    std::vector<LaneKey> folded; ///< drawn as a thin strip
    std::vector<LaneKey> pinned; ///< first, under the event loop
    std::vector<Moved> moved;    ///< by place, rising
    bool operator==(const LaneArrangement &) const = default;
};

bool contains(const std::vector<LaneKey> &lanes, const LaneKey &lane);
/// Adds the lane, or takes it out where it was in.
void toggle(std::vector<LaneKey> &lanes, const LaneKey &lane);

/// A lane to draw.
struct PlacedLane {
    int worker = 0; ///< index into Trace::workers()
    bool folded = false;
    bool pinned = false;
    bool operator==(const PlacedLane &) const = default;
};

/// The lanes to draw, from the top down. `visible` is what hideIdle looks at: a following view of a live run shows the whole
/// run, so there a lane comes once and never goes again. `now` (ns) ends what is still open.
std::vector<PlacedLane> arrange(const app::Trace &trace, const LaneArrangement &arrangement, TimeRange visible, qint64 now);

/// The arrangement after `worker` was dragged to the lane `before` (nullopt: below the last). Among pinned lanes it is pinned,
/// among the others it is not; at their border it stays what it was.
LaneArrangement withMoved(const app::Trace &trace, const LaneArrangement &arrangement, qint64 now, int worker, std::optional<int> before);

/// The arrangement with `worker` pinned, or no longer pinned; there it takes the place that the order gives it.
LaneArrangement withPinToggled(const LaneArrangement &arrangement, const LaneKey &lane);

/// ns that a lane was held, with what holds it now.
qint64 busyTime(const app::Lane &lane, qint64 now);

} // namespace ui
