#include "app/track_rows.h"

#include "app/tr.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace app {
std::vector<TrackRow> rowsOf(const Tracks &tracks)
{
    std::vector<TrackRow> rows;
    for (size_t i = 0; i < tracks.tracks.size(); ++i) {
        const Track &track = tracks.tracks[i];
        TrackRow next{int(i)};
        if (!track.samples.empty()) {
            const auto less = [](const CounterSample &a, const CounterSample &b) { return a.value < b.value; };
            const auto [least, most] = std::minmax_element(track.samples.begin(), track.samples.end(), less);
            next.least = least->value;
            next.most = most->value;
        }
        if (track.rows.empty())
            rows.push_back(next);
        for (const Row &row : track.rows) {
            next.slices = &row;
            rows.push_back(next);
            ++next.row;
        }
    }
    return rows;
}

QString processName(const Track &track) { return track.process.isEmpty() ? tr("process %1").arg(track.pid) : track.process; }

bool hasSeveralProcesses(const Tracks &tracks)
{
    return std::any_of(tracks.tracks.begin(), tracks.tracks.end(), [&](const Track &track) { return track.pid != tracks.tracks.front().pid; });
}

const CounterSample *sampleAt(const Track &track, qint64 t)
{
    const auto after = std::upper_bound(track.samples.begin(), track.samples.end(), t, [](qint64 time, const CounterSample &one) { return time < one.t; });
    return after == track.samples.begin() ? nullptr : &*(after - 1);
}

QString valueText(double value)
{
    struct Unit {
        double size;
        const char *format;
    };
    constexpr Unit units[] = {{1e12, "%1 T"}, {1e9, "%1 G"}, {1e6, "%1 M"}};
    const double size = std::abs(value);
    if (size >= 1e15)
        return QString::number(value, 'g', 3);
    for (const Unit &unit : units) {
        if (size < unit.size)
            continue;
        const double part = value / unit.size;
        return QString(QLatin1StringView(unit.format)).arg(part, 0, 'f', std::abs(part) < 9.995 ? 2 : std::abs(part) < 99.95 ? 1 : 0);
    }
    if (size >= 1000 || value == std::floor(value))
        return QLocale().toString(value, 'f', 0);
    return QString::number(value, 'g', 3);
}

} // namespace app
