// What tracks have besides slices: counters and instants.
#include "ui/timeline/layout_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {
namespace {

constexpr double instantEvery = 5; ///< px at scale 1 between two marks, at least
constexpr double instantReach = 4; ///< px at scale 1 that one may miss it by

using Samples = std::vector<app::CounterSample>;

/// The greatest value in each column; NaN: the counter has none yet, or nobody knows.
std::vector<double> greatestValues(const Samples &samples, const TimeScale &time, qint64 now, int columns)
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> values(size_t(columns), nothing);
    auto next = std::upper_bound(samples.begin(), samples.end(), time.range.begin, [](qint64 t, const app::CounterSample &one) { return t < one.t; });
    double last = next == samples.begin() ? nothing : (next - 1)->value;
    const int known = int(std::ceil(std::clamp(time.toPixel(now) - time.left, 0.0, double(columns))));
    for (int column = 0; column < known; ++column) {
        const qint64 until = time.toTime(time.left + column + 1);
        double most = last;
        for (; next != samples.end() && next->t < until; ++next) {
            last = next->value;
            most = std::isnan(most) ? last : std::max(most, last);
        }
        values[size_t(column)] = most;
    }
    return values;
}

} // namespace

void layOutCounter(const app::Track &track, const app::TrackRow &extent, qint64 now, double top, double bottom, TimelineLayout &layout)
{
    const TimeScale &time = layout.time;
    const int columns = std::max(1, int(time.width));
    const double least = std::min(0.0, extent.least), most = std::max(least + 1e-300, std::max(0.0, extent.most));
    const std::vector<double> values = greatestValues(track.samples, time, now, columns);
    QPolygonF outline;
    const auto finish = [&](double x) {
        if (outline.isEmpty())
            return;
        outline << QPointF(x, outline.last().y()) << QPointF(x, bottom);
        layout.areas.push_back({std::exchange(outline, {}), app::State::Named});
    };
    for (int column = 0; column < columns; ++column) {
        const double value = values[size_t(column)], x = time.left + column;
        const double y = bottom - (bottom - top) * (value / (most - least) - least / (most - least));
        if (std::isnan(value) || value <= least) { // an area of its own for each stretch that is not empty
            finish(x);
        } else if (outline.isEmpty()) {
            outline << QPointF(x, bottom) << QPointF(x, y);
        } else if (outline.last().y() != y) {
            outline << QPointF(x, outline.last().y()) << QPointF(x, y);
        }
    }
    finish(time.left + columns);
    layout.marks.push_back({{time.left, bottom - layout.scale, time.width, layout.scale}, Ink::Grid});
}

/// A pin each: a head and a stem down to the slices.
void layOutInstants(const app::Track &track, double top, double bottom, TimelineLayout &layout)
{
    const TimeScale &time = layout.time;
    const double s = layout.scale;
    const auto from = [&](double x) {
        return std::lower_bound(track.instants.begin(), track.instants.end(), time.toTime(x), [](const app::Instant &one, qint64 t) { return one.t < t; });
    };
    for (auto next = from(time.left); next != track.instants.end() && next->t <= time.range.end;) {
        const double x = std::round(time.toPixel(next->t));
        const QRectF stem(x - 0.5 * s, top + s, std::max(1.0, s), bottom - top - s), head(x - 2 * s, top + s, 4 * s, 4 * s);
        for (const QRectF &part : {stem, head})
            layout.marks.push_back({part, Ink::Muted});
        ++next;
        next = std::max(next, from(x + instantEvery * s));
    }
}

std::optional<app::Instant> instantAt(const app::Trace &trace, const Band &band, const TimelineLayout &layout, double x)
{
    if (band.row < 0 || size_t(band.row) >= trace.trackRows().size() || trace.trackRows()[size_t(band.row)].row > 0)
        return std::nullopt;
    const app::Track &track = trace.tracks().tracks[size_t(trace.trackRows()[size_t(band.row)].track)];
    const TimeScale &time = layout.time;
    const double reach = instantReach * layout.scale;
    std::optional<app::Instant> nearest;
    double distance = reach;
    auto next = std::lower_bound(track.instants.begin(), track.instants.end(), time.toTime(x - reach),
                                 [](const app::Instant &one, qint64 t) { return one.t < t; });
    constexpr int mostLooked = 1000; // where they are dense, any of them will do
    for (int i = 0; i < mostLooked && next != track.instants.end() && time.toPixel(next->t) <= x + reach; ++i, ++next) {
        if (const double away = std::abs(time.toPixel(next->t) - x); away <= distance) {
            distance = away;
            nearest = *next;
        }
    }
    return nearest;
}

} // namespace ui
