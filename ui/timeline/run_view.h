#pragma once

#include "ui/timeline/coordinates.h"
#include "ui/timeline/lane_arrangement.h"

#include <QString>

#include <optional>
#include <vector>

// How a person has arranged the timeline of one run: a value, the same for the window and for its pictures.
namespace ui {

/// A named moment.
struct Mark {
    qint64 t = 0; ///< ns
    QString name;
    bool operator==(const Mark &) const = default;
};

struct RunView {
    bool clientUnfolded = false;
    std::optional<TimeRange> measure; ///< ns; the range that is being measured
    std::vector<Mark> marks;          ///< in the order they were dropped
    LaneArrangement lanes;            ///< of the workers
    bool operator==(const RunView &) const = default;
};

} // namespace ui
