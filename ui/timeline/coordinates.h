#pragma once

#include <QtGlobal>

#include <vector>

// Pure arithmetic between nanoseconds and pixels. No GUI needed; tested alone.
namespace ui {

/// What part of the time is in view. ns since the run's start; `end` > `begin` always.
struct TimeRange {
    qint64 begin = 0;
    qint64 end = 1'000'000'000;
    qint64 length() const { return end - begin; }
    bool operator==(const TimeRange &) const = default;
};

/// A range laid over `width` pixels that begin at `left`. Exact at both edges for any range up to 2^53 ns.
struct TimeScale {
    TimeRange range;
    double left = 0;
    double width = 1;

    double toPixel(qint64 t) const { return left + double(t - range.begin) * width / double(range.length()); }
    qint64 toTime(double x) const { return range.begin + qint64((x - left) * double(range.length()) / width); }
    bool operator==(const TimeScale &) const = default;
};

/// The distance of ticks: the least 1, 2 or 5 x 10^n ns that is at least `minimumPixels` wide.
qint64 tickStep(const TimeScale &scale, double minimumPixels);
/// Round ticks (1, 2, 5 x 10^n ns) at least `minimumPixels` apart, anchored at 0: panning moves them, never re-spaces them.
std::vector<qint64> ticks(const TimeScale &scale, double minimumPixels);

} // namespace ui
