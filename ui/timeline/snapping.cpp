#include "ui/timeline/snapping.h"

#include <algorithm>
#include <cstdlib>

namespace ui {
namespace {

struct Nearest {
    qint64 t, reach, best = t;
    void offer(qint64 edge)
    {
        if (std::abs(edge - t) > reach)
            return;
        reach = std::abs(edge - t);
        best = edge;
    }
};

} // namespace

/// Slices do not overlap, so the edge before `t` and the one after it belong to the first that ends later, or end the one before.
qint64 snapToSlices(const app::Row &row, qint64 t, qint64 reach, qint64 now)
{
    Nearest nearest{t, reach};
    const size_t i = row.firstEndingAfter(t);
    if (i > 0)
        nearest.offer(row[i - 1].end);
    if (i < row.size()) {
        nearest.offer(row[i].begin);
        nearest.offer(std::min(row[i].end, now));
    }
    return nearest.best;
}

qint64 snapToSteps(const app::Counts &steps, qint64 t, qint64 reach)
{
    Nearest nearest{t, reach};
    const size_t after = steps.firstAfter(t);
    if (after > 0)
        nearest.offer(steps[after - 1].t);
    if (after < steps.size())
        nearest.offer(steps[after].t);
    return nearest.best;
}

} // namespace ui
