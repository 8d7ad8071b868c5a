#pragma once

#include "ui/timeline/coordinates.h"

namespace ui {

/// Where a glide between two ranges stands; `progress` 0 is `from`, 1 is `to`. Lengths change by equal factors in equal
/// steps, so that a long way in looks as even as a short one; a time that has the same place in both keeps it on the way.
TimeRange between(TimeRange from, TimeRange to, double progress);

} // namespace ui
