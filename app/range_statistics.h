#pragma once

#include "app/trace.h"

#include <array>

namespace app {

/// What the slices of one state make together in a range. Slices are cut at its edges. ns unless said.
struct StateFigures {
    qint64 slices = 0;  ///< how many touch the range
    qint64 total = 0;
    qint64 longest = 0;
    double mean() const { return slices > 0 ? double(total) / double(slices) : 0; }
    bool operator==(const StateFigures &) const = default;
};

struct RangeStatistics {
    qint64 begin = 0, end = 0;
    std::array<StateFigures, stateCount> states;

    const StateFigures &of(State state) const { return states[size_t(state)]; }
    /// The state's total as a part of the range: 1 is one thread or task all the time, 40 are forty of them.
    double share(State state) const { return end > begin ? double(of(state).total) / double(end - begin) : 0; }
    bool operator==(const RangeStatistics &) const = default;
};

/// Of all lanes and groups between `begin` and `end`; `now` ends what is still open. Finds the range in each row by binary
/// search, then takes one step a slice in it.
RangeStatistics rangeStatistics(const Trace &trace, qint64 now, qint64 begin, qint64 end);

} // namespace app
