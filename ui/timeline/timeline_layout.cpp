#include "ui/timeline/timeline_layout.h"

#include "ui/timeline/layout_parts.h"
#include "ui/timeline/ruler.h"
#include "ui/tr.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double usualGutter = 152; ///< px at scale 1
constexpr double mostGutter = 0.3;  ///< of a picture's width
constexpr int mostAwaitingRows = 12, mostWaitingRows = 24, mostClientRows = 200; ///< more fold to an area
constexpr double leastReadable = 0.5; ///< of their least height: where lanes scroll, they get no lower before they do
constexpr double mostInView = 0.2, mostInPicture = 0.32, mostGrown = 0.3; ///< of the body's height: a row; what the loop's lane grows by

/// A region that may take more or less room: rows of a height, or an area.
struct Flexible {
    int rows = 0; ///< 0: the region does not apply
    bool folded = false;
    double least = 0, most = 0; ///< a row's height, or the area's
    double strips = 0; ///< px that its thin lanes take, whatever the share
    double height(double share) const { return strips + rowHeight(share) * (folded ? std::min(rows, 1) : rows); }
    double rowHeight(double share) const { return least + (most - least) * share; }
};

/// Builds the body from the top down.
class Body
{
public:
    Body(const app::Run &run, const LayoutInput &input, TimelineLayout &layout)
        : m_run(run), m_trace(run.trace), m_whole(input.whole ? input.whole->trace : run.trace), m_input(input), m_layout(layout),
          m_scale(input.scale), m_observed(m_whole.observed()), m_lanes(input.whole ? *input.whole : run, input)
    {
        const int awaiting = int(m_whole.awaiting().rows.size()), waiting = int(m_whole.waiting().rows.size());
        const double room = layout.body.height(), type = layout.type;
        m_lagHeight = m_observed.loopLag ? std::max(26 * m_scale, 18 * type) : 0;
        m_loopHeight = m_observed.eventLoop ? std::max(28 * m_scale, 24 * type) : 0;
        m_clientHeight = m_observed.server() && m_observed.client ? std::max(28 * m_scale, 20 * type) : 0;
        const double most = std::max(40 * m_scale, room * (m_input.scrolls ? mostInView : mostInPicture));
        m_awaiting = {awaiting, awaiting > mostAwaitingRows, 9 * m_scale, most};
        if (m_awaiting.folded)
            m_awaiting = {awaiting, true, 60 * m_scale, std::max(60 * m_scale, room * (m_input.scrolls ? 0.8 : 1))};
        m_workers = {m_lanes.rows(), false, 7 * m_scale, most, m_lanes.stripHeight(m_scale)};
        m_waiting = {waiting, waiting > mostWaitingRows, 5 * m_scale, most};
        if (m_waiting.folded)
            m_waiting = {waiting, true, 50 * m_scale, std::max(50 * m_scale, room * (m_input.scrolls ? 0.7 : 1))};
        const int sent = int(m_whole.client().rows.size());
        const bool clientAlone = !m_observed.server(); // then it has all the room, and nothing to fold for
        if (input.view.clientUnfolded || clientAlone) {
            m_client = {sent, sent > mostClientRows, 5 * m_scale, clientAlone ? m_workers.most : 14 * m_scale};
            if (m_client.folded)
                m_client = {sent, true, 60 * m_scale, clientAlone ? std::max(60 * m_scale, room) : 120 * m_scale};
        }
    }

    void build()
    {
        m_share = share();
        const double spare = m_layout.body.height() - fixedHeight() - flexibleHeight(m_share);
        shareOut(std::max(0.0, spare));
        lag();
        loop();
        // Where the lanes scroll, what queues for them stands before them: it must not be out of view.
        const bool queueFirst = m_input.scrolls && spare < -1;
        if (queueFirst)
            waiting();
        workers();
        if (!queueFirst)
            waiting();
        client();
        m_layout.contentHeight = m_y + 4 * m_scale;
    }

private:
    /// How far between their least and most height all flexible regions stand, so that the body is filled.
    double share()
    {
        const double room = m_layout.body.height() - fixedHeight(), least = flexibleHeight(0), most = flexibleHeight(1);
        if (least > room) {
            const double squeezed = std::max(std::max(room, 1.0) / least, m_input.scrolls ? leastReadable : 0);
            for (Flexible *region : {&m_awaiting, &m_workers, &m_waiting, &m_client})
                for (double *length : {&region->least, &region->strips})
                    *length *= squeezed;
            return 0;
        }
        return most > least ? std::clamp((room - least) / (most - least), 0.0, 1.0) : 0;
    }
    /// What no row can use: the strips grow, and what is left stands between the regions.
    void shareOut(double spare)
    {
        const bool client = !m_whole.client().rows.empty(), folded = client && m_observed.server() && !m_input.view.clientUnfolded;
        const double parts = m_observed.eventLoop + 0.5 * m_observed.loopLag + 0.5 * folded;
        const double grown = parts > 0 ? std::min(m_layout.body.height() * mostGrown, spare / parts) : 0;
        m_loopHeight += m_observed.eventLoop ? grown : 0;
        m_lagHeight += m_observed.loopLag ? grown / 2 : 0;
        m_clientHeight += folded ? grown / 2 : 0;
        const int gaps = 1 + m_lanes.any() + (m_waiting.rows > 0) + client;
        m_gap = (spare - grown * parts) / gaps;
    }
    double flexibleHeight(double share) const
    {
        return m_awaiting.height(share) + m_workers.height(share) + m_waiting.height(share) + m_client.height(share);
    }
    double fixedHeight() const
    {
        return m_lagHeight + m_loopHeight + m_clientHeight
                + ((m_lanes.any() ? 8 : 0) + (m_waiting.rows ? 10 : 0) + (m_awaiting.rows ? 6 : 0) + (m_input.scrolls ? 4 : 8)) * m_scale + m_lanes.noteHeight(m_layout);
    }

    void gutter(double top, double height, const QString &name, const QString &value, bool bold)
    {
        layOutGutter(top, height, name, value, bold, m_layout);
    }
    void band(Region region, int row, double top, double bottom) { m_layout.bands.push_back({region, row, top, bottom}); }
    /// In the middle of the gap before a region.
    void separator()
    {
        m_y += m_gap / 2;
        m_layout.grounds.push_back({{0, m_y, m_layout.size.width(), std::max(1.0, m_scale)}, Ink::Border});
        m_y += m_gap / 2;
    }

    void lag()
    {
        if (!m_observed.loopLag)
            return;
        const qint64 worst = m_trace.headline().worstLag;
        const double height = m_lagHeight;
        gutter(m_y, height, tr("loop lag"), m_trace.lag().empty() ? QString() : tr("max %1").arg(app::durationText(worst)), false);
        layOutLag(m_run, m_whole.headline().worstLag, m_y + 4 * m_scale, m_y + height - 4 * m_scale, m_layout);
        band(Region::Lag, 0, m_y, m_y + height);
        m_y += height;
    }

    void loop()
    {
        if (!m_observed.eventLoop)
            return;
        m_y += m_gap;
        const double height = m_loopHeight, begin = m_y;
        QString busy;
        if (const app::Lane *lane = m_trace.eventLoop()) {
            layOutRow(lane->slices, m_run.now, m_y + 4 * m_scale, m_y + height - 4 * m_scale, m_layout);
            busy = tr("%1 % busy").arg(loopShare(m_y + height));
        }
        gutter(m_y, height, tr("event loop"), busy, true);
        band(Region::Loop, 0, m_y, m_y + height);
        m_y += height;
        if (m_awaiting.rows > 0) {
            group(Region::Awaiting, m_awaiting, &app::Trace::awaiting, 2 * m_scale, tr("awaiting"), countText(m_trace.awaiting()), false);
            m_y += 6 * m_scale;
        }
        m_layout.grounds.push_back({{0, begin, m_layout.size.width(), m_y - begin}, Ink::Tint});
    }
    /// The bar of what the loop's thread did, above `bottom`; returns the busy part in percent.
    QString loopShare(double bottom)
    {
        const app::LoopShare share = m_run.loopMeter.share(m_trace, m_run.now);
        const double whole = double(std::max<qint64>(1, share.whole())), left = 12 * m_scale;
        layOutShareBar({left, bottom - 6 * m_scale, m_layout.time.left - 8 * m_scale - left, 4 * m_scale},
                       {{app::State::BlockingLoop, double(share.blocking) / whole}, {app::State::Running, double(share.running) / whole},
                        {app::State::Awaiting, double(share.awaiting) / whole}}, m_layout);
        return percentText(double(share.blocking + share.running) / whole);
    }

    void group(Region region, const Flexible &flexible, const app::Group &(app::Trace::*which)() const, double gap, const QString &name, const QString &value, bool bold)
    {
        const app::Group &group = (m_trace.*which)(), &whole = (m_whole.*which)();
        const double height = flexible.height(m_share);
        if (flexible.folded) {
            const app::State state = whole.rows.front().front().state;
            const size_t first = m_layout.areas.size();
            layOutArea(group, whole.counts.most(), state, m_run.now, m_y + gap, m_y + height - gap, m_layout);
            band(region, -1, m_y, m_y + height);
            areaText(group, state, first, m_y + gap, height - 2 * gap);
        } else {
            const double row = height / flexible.rows, space = std::min(gap, row * 0.2);
            for (int i = 0; i < int(group.rows.size()); ++i) {
                const double top = m_y + i * row;
                layOutRow(group.rows[size_t(i)], m_run.now, top + space / 2, top + row - space / 2, m_layout);
                band(region, i, top, top + row);
            }
        }
        gutter(m_y, std::min(height, std::max(20 * m_scale, 17 * m_layout.type)), name, value, bold);
        m_y += height;
    }
    static QString countText(const app::Group &group) { return QString::number(group.counts.most()); }
    void areaText(const app::Group &group, app::State state, size_t first, double top, double height)
    {
        const int most = group.counts.most();
        const bool awaiting = state == app::State::Awaiting, all = awaiting || most == queuedEver(state);
        const QString text = state == app::State::InFlight ? tr("%1 in flight") : awaiting ? tr("%1 awaiting") : all ? tr("%1 queued") : tr("%1 queued at once");
        layOutAreaText(text.arg(most), state, first, top, height, m_layout);
    }
    int queuedEver(app::State state) const
    {
        const app::Headline head = m_trace.headline();
        return state == app::State::QueuedNoWorker ? head.queuedNoWorker : head.queuedLoopBlocked;
    }

    void workers()
    {
        if (!m_lanes.any())
            return;
        m_y += m_gap + 4 * m_scale;
        const double strip = m_lanes.folded > 0 ? m_workers.strips / m_lanes.folded : 0;
        m_y += layOutLanes(m_run, m_lanes, m_y, m_workers.rowHeight(m_share), strip, m_layout) + 4 * m_scale;
    }

    void waiting()
    {
        if (m_waiting.rows == 0)
            return;
        separator();
        m_y += 6 * m_scale;
        group(Region::Waiting, m_waiting, &app::Trace::waiting, 1.5 * m_scale, tr("queued"), countText(m_trace.waiting()), true);
        m_y += 4 * m_scale;
    }

    void client()
    {
        if (m_whole.client().rows.empty())
            return;
        const QString sent = tr("%1 sent").arg(m_trace.requests().size());
        if (!m_observed.server())
            return group(Region::Client, m_client, &app::Trace::client, 1 * m_scale, tr("client"), sent, true);
        separator();
        const double height = m_clientHeight;
        const QString mark = m_layout.picture ? QString() : m_input.view.clientUnfolded ? QStringLiteral("\u25be ") : QStringLiteral("\u25b8 ");
        gutter(m_y, height, mark + tr("client"), sent, true);
        m_layout.clientHeader = {0, m_y, m_layout.time.left, height};
        if (!m_input.view.clientUnfolded) {
            layOutArea(m_trace.client(), m_whole.client().counts.most(), app::State::InFlight, m_run.now, m_y + 8 * m_scale, m_y + height - 8 * m_scale, m_layout);
            band(Region::Client, -1, m_y, m_y + height);
        }
        m_y += height;
        if (m_client.rows > 0)
            group(Region::Client, m_client, &app::Trace::client, 1 * m_scale, {}, countText(m_trace.client()), false);
    }

    const app::Run &m_run;
    const app::Trace &m_trace;
    const app::Trace &m_whole; ///< what room is kept for
    const LayoutInput &m_input;
    TimelineLayout &m_layout;
    const double m_scale;
    const app::Observed m_observed; ///< there is room for nothing else
    const LaneRows m_lanes;
    Flexible m_awaiting, m_workers, m_waiting, m_client;
    double m_lagHeight = 0, m_loopHeight = 0, m_clientHeight = 0; ///< px
    double m_share = 0;
    double m_gap = 0; ///< px between two regions, where there is more room than they can use
    double m_y = 0;
};

/// With the rows `gutter` px from the left.
TimelineLayout layOutBehind(double gutter, const app::Run &run, const LayoutInput &input)
{
    TimelineLayout layout;
    layout.size = input.size;
    layout.scale = input.scale;
    layout.type = std::max(input.scale, input.type);
    layout.picture = !input.scrolls;
    layout.ground = input.ground;
    const double headerHeight = layOutHeader(run, input, layout), rulerHeight = std::max(22 * input.scale, 16 * layout.type);
    const double margin = 12 * input.scale;
    layout.header = {0, 0, input.size.width(), headerHeight};
    layout.ruler = {0, headerHeight, input.size.width(), rulerHeight};
    layout.body = {0, headerHeight + rulerHeight, input.size.width(), std::max(0.0, input.size.height() - headerHeight - rulerHeight)};
    layout.time = {input.range, gutter, std::max(1.0, input.size.width() - gutter - margin)};
    layOutRuler(layout);
    if (run.trace.tracks().empty())
        Body(run, input, layout).build();
    else
        layOutTracks(run, input, layout);
    return layout;
}

} // namespace

TimelineLayout layOut(const app::Run &run, const LayoutInput &input)
{
    TimelineLayout layout = layOutBehind(usualGutter * input.scale, run, input);
    if (input.scrolls)
        return layout;
    if (input.whole) { // its figures come to as much, and until then nothing moves
        LayoutInput plain = input;
        plain.whole = nullptr;
        layout = layOutBehind(usualGutter * input.scale, *input.whole, plain);
    }
    return layOutBehind(std::min(layout.gutterNeeded, mostGutter * input.size.width()), run, input);
}

const app::Row *rowOf(const app::Trace &trace, const Band &band)
{
    const auto in = [&band](const std::deque<app::Row> &rows) {
        return band.row >= 0 && size_t(band.row) < rows.size() ? &rows[size_t(band.row)] : nullptr;
    };
    switch (band.region) {
    case Region::Loop: return trace.eventLoop() ? &trace.eventLoop()->slices : nullptr;
    case Region::Worker: return size_t(band.row) < trace.workers().size() ? &trace.workers()[size_t(band.row)].slices : nullptr;
    case Region::Awaiting: return in(trace.awaiting().rows);
    case Region::Waiting: return in(trace.waiting().rows);
    case Region::Client: return in(trace.client().rows);
    case Region::Track: return trace.trackRow(band.row);
    case Region::Lag: break;
    }
    return nullptr;
}

std::optional<Hit> hitAt(const app::Run &run, const TimelineLayout &layout, QPointF point)
{
    const auto band = std::find_if(layout.bands.begin(), layout.bands.end(),
                                   [&point](const Band &b) { return point.y() >= b.top && point.y() < b.bottom; });
    if (band == layout.bands.end() || point.x() < layout.time.left || point.x() > layout.time.left + layout.time.width)
        return std::nullopt;
    Hit hit{*band, layout.time.toTime(point.x()), std::nullopt, std::nullopt};
    if (point.y() < band->top + band->marks) {
        hit.instant = instantAt(run.trace, *band, layout, point.x());
        return hit;
    }
    const app::Row *row = rowOf(run.trace, *band);
    if (!row)
        return hit;
    // A slice drawn wider than it is can be met beside its time; the nearest within 3 px counts.
    const qint64 reach = qint64(3 * layout.scale * double(layout.time.range.length()) / layout.time.width);
    qint64 nearest = reach + 1;
    for (size_t i = row->firstEndingAfter(hit.t - reach - 1); i < row->size() && nearest > 0; ++i) {
        const app::Slice slice = (*row)[i];
        if (slice.begin > hit.t + reach)
            break;
        const qint64 distance = std::max({slice.begin - hit.t, hit.t - std::min(slice.end, run.now), qint64(0)});
        if (distance < nearest) {
            nearest = distance;
            hit.slice = slice;
        }
    }
    return hit;
}

} // namespace ui
