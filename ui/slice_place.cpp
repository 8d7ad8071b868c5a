#include "ui/slice_place.h"

#include "ui/tr.h"

#include <algorithm>

namespace ui {
namespace {

const app::Row *rowIn(const app::Group &group, int row)
{
    return row >= 0 && size_t(row) < group.rows.size() ? &group.rows[size_t(row)] : nullptr;
}

/// "renderer, main, depth 2": the outermost row is depth 0.
QString trackRowName(const app::Trace &trace, int place)
{
    if (place < 0 || size_t(place) >= trace.trackRows().size())
        return {};
    const app::TrackRow &row = trace.trackRows()[size_t(place)];
    const app::Track &track = trace.tracks().tracks[size_t(row.track)];
    QStringList words;
    if (app::hasSeveralProcesses(trace.tracks()))
        words << app::processName(track);
    words << track.name;
    if (track.kind == app::TrackKind::Thread && track.rows.size() > 1)
        words << tr("depth %1").arg(row.row);
    else if (track.rows.size() > 1)
        words << tr("row %1 of %2").arg(row.row + 1).arg(track.rows.size());
    return words.join(QStringLiteral(", "));
}

} // namespace

const app::Row *rowAt(const app::Trace &trace, SlicePlace place)
{
    switch (place.region) {
    case Region::Loop: return trace.eventLoop() ? &trace.eventLoop()->slices : nullptr;
    case Region::Worker:
        return place.row >= 0 && size_t(place.row) < trace.workers().size() ? &trace.workers()[size_t(place.row)].slices : nullptr;
    case Region::Awaiting: return rowIn(trace.awaiting(), place.row);
    case Region::Waiting: return rowIn(trace.waiting(), place.row);
    case Region::Client: return rowIn(trace.client(), place.row);
    case Region::Track: return trace.trackRow(place.row);
    case Region::Lag: break;
    }
    return nullptr;
}

int rowCountOf(const app::Trace &trace, Region region)
{
    switch (region) {
    case Region::Loop: return trace.eventLoop() ? 1 : 0;
    case Region::Worker: return int(trace.workers().size());
    case Region::Awaiting: return int(trace.awaiting().rows.size());
    case Region::Waiting: return int(trace.waiting().rows.size());
    case Region::Client: return int(trace.client().rows.size());
    case Region::Track: return int(trace.trackRows().size());
    case Region::Lag: break;
    }
    return 0;
}

QString placeName(const app::Trace &trace, SlicePlace place)
{
    switch (place.region) {
    case Region::Loop: return tr("event loop");
    case Region::Worker:
        if (rowAt(trace, place))
            return QString(trace.workers()[size_t(place.row)].name).replace(u'-', u' ');
        break;
    case Region::Awaiting: return tr("awaiting");
    case Region::Waiting: return tr("queued");
    case Region::Client: return tr("client");
    case Region::Track: return trackRowName(trace, place.row);
    case Region::Lag: return tr("loop lag");
    }
    return {};
}

size_t nearestSlice(const app::Row &row, qint64 t)
{
    const size_t after = std::min(row.firstEndingAfter(t), row.size() - 1);
    if (after == 0 || row[after].begin <= t)
        return after;
    return t - row[after - 1].end < row[after].begin - t ? after - 1 : after;
}

const Band *bandOf(const TimelineLayout &layout, SlicePlace place)
{
    const auto found = std::find_if(layout.bands.begin(), layout.bands.end(), [place](const Band &band) { return placeOf(band) == place; });
    return found == layout.bands.end() ? nullptr : &*found;
}

QRectF rectOf(const TimelineLayout &layout, const Band &band, TimeRange time)
{
    constexpr double far = 100'000; // px; a screen's coordinates are ints
    const double left = std::clamp(layout.time.toPixel(time.begin), -far, far);
    const double right = std::clamp(layout.time.toPixel(time.end), left + 1, 2 * far);
    return {left, band.top + band.marks, right - left, band.bottom - band.top - band.marks};
}

} // namespace ui
