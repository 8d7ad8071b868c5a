#include "app/range_statistics.h"

#include <algorithm>

namespace app {
namespace {

/// The first slice that ends after `t`.
size_t firstAfter(const Row &row, qint64 t)
{
    size_t low = 0, high = row.size();
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (row[middle].end > t)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void add(RangeStatistics &statistics, const Row &row, qint64 now)
{
    const size_t size = row.size();
    for (size_t i = firstAfter(row, statistics.begin); i < size; ++i) {
        const Slice slice = row[i];
        if (slice.begin >= statistics.end)
            break;
        const qint64 end = slice.end == stillOpen ? std::max(now, slice.begin) : slice.end;
        const qint64 length = std::min(end, statistics.end) - std::max(slice.begin, statistics.begin);
        if (length <= 0)
            continue; // open, and all of it before the range
        StateFigures &figures = statistics.states[size_t(slice.state)];
        ++figures.slices;
        figures.total += length;
        figures.longest = std::max(figures.longest, length);
    }
}

} // namespace

RangeStatistics rangeStatistics(const Trace &trace, qint64 now, qint64 begin, qint64 end)
{
    RangeStatistics statistics;
    statistics.begin = begin;
    statistics.end = std::max(begin, end);
    if (const Lane *loop = trace.eventLoop())
        add(statistics, loop->slices, now);
    for (const Lane &worker : trace.workers())
        add(statistics, worker.slices, now);
    for (const Group *group : {&trace.awaiting(), &trace.waiting(), &trace.client()}) {
        for (const Row &row : group->rows)
            add(statistics, row, now);
    }
    for (const TrackRow &row : trace.trackRows()) {
        if (row.slices)
            add(statistics, *row.slices, now);
    }
    return statistics;
}

} // namespace app
