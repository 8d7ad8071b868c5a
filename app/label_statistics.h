#pragma once

#include "app/range_statistics.h"

namespace app {

/// What the slices of one name make together in a range. Slices are cut at its edges.
struct LabelFigures {
    RequestId label = RequestId::None; ///< as a slice's `request`
    StateFigures figures;              ///< nested slices of one name count each for itself
    bool operator==(const LabelFigures &) const = default;
};

/// Of all tracks between `begin` and `end` (ns), those with the greatest totals first, at most `most` of them. Finds the range in
/// each row by binary search, then takes one step a slice in it.
std::vector<LabelFigures> labelStatistics(const Trace &trace, qint64 begin, qint64 end, size_t most);

} // namespace app
