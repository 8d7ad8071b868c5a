#pragma once

#include "ui/timeline/coordinates.h"
#include "ui/timeline/lane_arrangement.h"

#include <optional>

// How a person has arranged the timeline of one run: a value, the same for the window and for its pictures.
namespace ui {

struct RunView {
    bool clientUnfolded = false;
    std::optional<TimeRange> measure; ///< ns; the range that is being measured
    LaneArrangement lanes;            ///< of the workers
    bool operator==(const RunView &) const = default;
};

} // namespace ui
