// The reading part of the TimelineView: what was found, and the way of a request.
#include "ui/timeline/timeline_view.h"

#include "ui/selection.h"
#include "ui/timeline/flow.h"
#include "ui/timeline/keyboard_cursor.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <map>

namespace ui {
namespace {

Region regionOf(app::Place place)
{
    switch (place) {
    case app::Place::Loop: return Region::Loop;
    case app::Place::Worker: return Region::Worker;
    case app::Place::Awaiting: return Region::Awaiting;
    case app::Place::Waiting: return Region::Waiting;
    case app::Place::Track: return Region::Track;
    case app::Place::Client: break;
    }
    return Region::Client;
}

/// A tick on the ruler where a match begins; one a pixel, however many there are.
void paintFound(QPainter &painter, const app::Found &found, const TimelineLayout &layout, const Theme &theme)
{
    const TimeScale &time = layout.time;
    const double height = 5 * layout.scale, width = std::max(1.0, 1.5 * layout.scale);
    auto match = found.matches.begin();
    while (true) {
        const double x = match == found.matches.begin() ? time.left : std::floor(time.toPixel((match - 1)->slice.begin)) + 1;
        const qint64 t = std::max(time.range.begin, time.toTime(x));
        match = std::lower_bound(match, found.matches.end(), t, [](const app::Match &one, qint64 least) { return one.slice.begin < least; });
        if (match == found.matches.end() || match->slice.begin > time.range.end)
            return;
        const double at = time.toPixel(match->slice.begin);
        painter.fillRect(QRectF(at, layout.ruler.bottom() - height, width, height), theme.accent);
        ++match;
    }
}

/// The pins of instants that were found, and where counters begin; one of all on a pixel.
void paintMoments(QPainter &painter, const app::Found &found, const std::optional<app::Match> &current, const TimelineLayout &layout, const Theme &theme, double scroll)
{
    const TimeScale &time = layout.time;
    const double s = layout.scale;
    std::map<int, std::pair<const Band *, double>> lastOf; // by row: its band, and the last pixel
    for (const Band &band : layout.bands) {
        if (band.region == Region::Track)
            lastOf.emplace(band.row, std::pair(&band, -1.0));
    }
    const auto paint = [&](const app::Match &match, bool ringed) {
        const auto row = lastOf.find(match.row);
        if (!match.moment || row == lastOf.end())
            return;
        auto &[band, last] = row->second;
        const double x = std::round(time.toPixel(match.slice.begin)), height = std::min(band->bottom - band->top, band->marks > 0 ? band->marks : 9 * s);
        const double top = band->top + layout.body.top() - scroll;
        if (x < time.left || x > time.left + time.width || (x == last && !ringed))
            return;
        last = x;
        painter.fillRect(QRectF(x - s, top, 2 * s, height), theme.accent);
        painter.fillRect(QRectF(x - 3 * s, top + s, 6 * s, 6 * s), theme.accent);
        if (ringed) {
            painter.setPen(QPen(theme.accent, 2 * s));
            painter.drawEllipse(QPointF(x, top + 4 * s), 8 * s, 8 * s);
        }
    };
    painter.save();
    painter.setClipRect(layout.body);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto before = [](const app::Match &one, qint64 t) { return one.slice.begin < t; };
    auto match = std::lower_bound(found.matches.begin(), found.matches.end(), time.range.begin, before);
    for (; match != found.matches.end() && match->slice.begin <= time.range.end; ++match)
        paint(*match, false);
    if (current)
        paint(*current, true);
    painter.restore();
}

} // namespace

void TimelineView::showMatch(const app::Match &match)
{
    const app::Run *shown = run();
    if (!shown)
        return;
    const TimeRange visible = m_zoom.visible();
    const qint64 end = match.slice.end == app::stillOpen ? shown->now : match.slice.end;
    const qint64 middle = match.slice.begin + (end - match.slice.begin) / 2;
    const qint64 length = std::max(visible.length(), (end - match.slice.begin) * 5 / 4);
    // Centred, but no further than there is something to see: the whole run in view stays as it is.
    const TimeRange whole = m_zoom.whole();
    const qint64 begin = std::clamp(middle - length / 2, whole.begin, std::max(whole.begin, whole.end - length));
    if (!m_zoom.following() || length < whole.length())
        m_zoom.setVisible({begin, begin + length});
    layOutNow();
    const Region region = regionOf(match.place);
    for (const Band &band : m_layout.bands) {
        if (band.region != region || (band.row != match.row && band.row >= 0))
            continue;
        const double height = m_layout.body.height(), top = verticalScrollBar()->value();
        if (band.top < top || band.bottom > top + height)
            verticalScrollBar()->setValue(int((band.top + band.bottom - height) / 2));
        break;
    }
    if (region == Region::Track && !match.moment) // one of many of its name: the cursor shows which
        m_cursor->moveTo({region, match.row}, match.slice);
    invalidate();
}

void TimelineView::paintReading(QPainter &painter)
{
    const app::RequestId hovered = m_selection.hovered();
    const app::RequestId shown = hovered != app::RequestId::None ? hovered : m_selection.selected();
    if (shown != app::RequestId::None)
        paintFlow(painter, flowOf(*run(), m_layout, shown), m_layout, m_theme, verticalScrollBar()->value());
    if (const auto &found = m_selection.found())
        paintFound(painter, *found, m_layout, m_theme);
    if (const auto &found = m_selection.found(); found && !run()->trace.tracks().empty())
        paintMoments(painter, *found, m_selection.match(), m_layout, m_theme, verticalScrollBar()->value());
}

} // namespace ui
