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

size_t firstEndingAfter(const app::Row &row, qint64 t)
{
    size_t from = 0, count = row.size();
    while (count > 0) {
        const size_t half = count / 2;
        if (row[from + half].end <= t) {
            from += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return from;
}

/// Slices do not overlap, so the edge before `t` and the one after it belong to the first that ends later, or end the one before.
qint64 snapToSlices(const app::Row &row, qint64 t, qint64 reach, qint64 now)
{
    Nearest nearest{t, reach};
    const size_t i = firstEndingAfter(row, t);
    if (i > 0)
        nearest.offer(row[i - 1].end);
    if (i < row.size()) {
        nearest.offer(row[i].begin);
        nearest.offer(std::min(row[i].end, now));
    }
    return nearest.best;
}

qint64 snapToSteps(const std::vector<app::CountStep> &steps, qint64 t, qint64 reach)
{
    Nearest nearest{t, reach};
    const auto after = std::upper_bound(steps.begin(), steps.end(), t, [](qint64 time, const app::CountStep &step) { return time < step.t; });
    if (after != steps.begin())
        nearest.offer(std::prev(after)->t);
    if (after != steps.end())
        nearest.offer(after->t);
    return nearest.best;
}

} // namespace ui
