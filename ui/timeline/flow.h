#pragma once

#include "ui/theme.h"
#include "ui/timeline/timeline_layout.h"

#include <vector>

class QPainter;

// The way of one request through the picture: sent -> queued -> its slices -> received, joined by a thin line.
namespace ui {

/// A place where the request is, in the order of time: from `left` to `right` at the height `y` (body coordinates,
/// clamped to a little beside the view).
struct FlowStop {
    Region region{};
    double left = 0, right = 0, y = 0; ///< px; left == right: a moment, such as sent
    bool folded = false;               ///< in an area, where no slice of its own is to be seen
    bool operator==(const FlowStop &) const = default;
};

/// Found from the request's times and the bands that are laid out, by binary search: cheap in a trace of any size.
/// Places that are not laid out are left out. Empty: there is no such request.
std::vector<FlowStop> flowOf(const app::Run &run, const TimelineLayout &layout, app::RequestId request);

/// `scroll`: px of the body above its top edge, as for paintTimeline().
void paintFlow(QPainter &painter, const std::vector<FlowStop> &flow, const TimelineLayout &layout, const Theme &theme, double scroll);

} // namespace ui
