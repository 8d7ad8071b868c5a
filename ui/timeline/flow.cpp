#include "ui/timeline/flow.h"

#include "app/row_search.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace ui {
namespace {

constexpr int mostStays = 64;        ///< slices end to end, and turns on the loop, that are followed
constexpr double besideView = 40;    ///< px; where what is out of view is put

/// The request is somewhere from `begin` to `end`.
struct Stay {
    Region region{};
    int row = -1;
    qint64 begin = 0, end = 0;
};

class Way
{
public:
    Way(const app::Run &run, const TimelineLayout &layout, const app::Request &request) : m_run(run), m_layout(layout), m_request(request) {}

    std::vector<FlowStop> stops()
    {
        client(m_request.sent);
        waiting();
        onThreads();
        client(m_request.ended);
        std::stable_sort(m_stays.begin(), m_stays.end(), [](const Stay &a, const Stay &b) { return a.begin < b.begin; });
        std::vector<FlowStop> stops;
        for (const Stay &stay : m_stays)
            add(stay, stops);
        return stops;
    }

private:
    qint64 endOf(qint64 end) const { return end == app::stillOpen ? m_run.now : end; }
    qint64 reached(qint64 t) const { return t >= 0 ? t : m_request.ended >= 0 ? m_request.ended : m_run.now; }

    /// The row of a packed group, among those laid out, that has the request at `t`; -1: folded, or none.
    std::optional<app::Slice> packed(Region region, qint64 t, int &row) const
    {
        for (const Band &band : m_layout.bands) {
            const app::Row *slices = band.region == region ? rowOf(m_run.trace, band) : nullptr;
            if (const auto slice = slices ? app::sliceOf(*slices, m_request.id, t) : std::nullopt) {
                row = band.row;
                return slice;
            }
        }
        return std::nullopt;
    }

    void client(qint64 t)
    {
        int row = -1;
        if (t < 0)
            return;
        packed(Region::Client, t, row);
        m_stays.push_back({Region::Client, row, t, t});
    }

    void waitingFrom(qint64 begin, qint64 end)
    {
        int row = -1;
        packed(Region::Waiting, begin, row);
        m_stays.push_back({Region::Waiting, row, begin, end});
    }
    /// In the socket of a blocked loop until it arrived, or handed to a pool that was full until it was called.
    void waiting()
    {
        qint64 forLoop = m_request.queuedNs;
        if (m_request.queuedAs == app::State::QueuedNoWorker && m_request.queued >= 0) {
            const qint64 end = reached(m_request.called);
            waitingFrom(m_request.queued, end);
            forLoop -= end - m_request.queued;
        }
        const qint64 arrived = reached(m_request.arrived);
        if (m_request.queuedAs == app::State::QueuedLoopBlocked && m_request.arrived < 0 && m_request.sent >= 0)
            waitingFrom(std::max(m_request.sent, arrived - (forLoop > 0 ? forLoop : arrived - m_request.sent)), arrived);
        else if (forLoop > 0 && m_request.arrived >= 0)
            waitingFrom(m_request.arrived - forLoop, m_request.arrived);
    }

    /// The slices of the request that stand end to end around `t`.
    std::optional<Stay> stayAt(Region region, int row, const app::Row &slices, qint64 t) const
    {
        const size_t at = slices.firstEndingAfter(t);
        if (at == slices.size() || slices[at].request != m_request.id || slices[at].begin > t)
            return std::nullopt;
        size_t first = at, last = at;
        while (first > 0 && at - first < mostStays && slices[first - 1].request == m_request.id && slices[first - 1].end == slices[first].begin)
            --first;
        while (last + 1 < slices.size() && last - at < mostStays && slices[last + 1].request == m_request.id && slices[last + 1].begin == slices[last].end)
            ++last;
        return Stay{region, row, slices[first].begin, endOf(slices[last].end)};
    }

    void onThreads()
    {
        const app::Lane *loop = m_run.trace.eventLoop();
        const bool onWorker = m_request.called >= 0 && (!loop || m_request.thread != loop->thread);
        if (onWorker)
            worker();
        if (!loop)
            return;
        const auto begun = m_request.arrived >= 0 ? stayAt(Region::Loop, 0, loop->slices, m_request.arrived) : std::nullopt;
        const auto over = m_request.responded > 0 ? stayAt(Region::Loop, 0, loop->slices, m_request.responded - 1) : std::nullopt;
        if (begun)
            m_stays.push_back(*begun);
        if (begun && !onWorker)
            turns(*loop, *begun, over ? over->begin : reached(m_request.responded));
        if (over && (!begun || over->begin > begun->begin))
            m_stays.push_back(*over);
    }

    void worker()
    {
        const auto &workers = m_run.trace.workers();
        const auto lane = std::find_if(workers.begin(), workers.end(), [this](const app::Lane &one) { return one.thread == m_request.thread; });
        if (lane == workers.end())
            return;
        if (const auto stay = stayAt(Region::Worker, int(lane - workers.begin()), lane->slices, m_request.called))
            m_stays.push_back(*stay);
    }

    /// Awaiting and back on the loop, again and again, up to the last turn, which begins at `until`.
    void turns(const app::Lane &loop, Stay turn, qint64 until)
    {
        const bool folded = std::any_of(m_layout.bands.begin(), m_layout.bands.end(), [](const Band &b) { return b.region == Region::Awaiting && b.row < 0; });
        if (folded && turn.end < until) {
            m_stays.push_back({Region::Awaiting, -1, turn.end, until});
            return;
        }
        for (int i = 0; i < mostStays && turn.end < until; ++i) {
            int row = -1;
            const auto awaits = packed(Region::Awaiting, turn.end, row);
            if (!awaits)
                return;
            m_stays.push_back({Region::Awaiting, row, awaits->begin, endOf(awaits->end)});
            const auto next = stayAt(Region::Loop, 0, loop.slices, endOf(awaits->end));
            if (!next || next->begin >= until)
                return;
            m_stays.push_back(turn = *next);
        }
    }

    void add(const Stay &stay, std::vector<FlowStop> &stops) const
    {
        const auto band = std::find_if(m_layout.bands.begin(), m_layout.bands.end(), [&stay](const Band &one) {
            return one.region == stay.region && (one.row == stay.row || one.row < 0);
        });
        if (band == m_layout.bands.end())
            return;
        const TimeScale &time = m_layout.time;
        const auto x = [&time](qint64 t) { return std::clamp(time.toPixel(t), time.left - besideView, time.left + time.width + besideView); };
        stops.push_back({stay.region, x(stay.begin), x(stay.end), (band->top + band->bottom) / 2, band->row < 0});
    }

    const app::Run &m_run;
    const TimelineLayout &m_layout;
    const app::Request &m_request;
    std::vector<Stay> m_stays;
};

/// From stop to stop, and through those that have no slice to be seen.
QPainterPath linePath(const std::vector<FlowStop> &flow, double scale)
{
    QPainterPath path(QPointF(flow.front().left, flow.front().y));
    for (size_t i = 0; i < flow.size(); ++i) {
        const FlowStop &stop = flow[i];
        if (i > 0) {
            const QPointF from = path.currentPosition(), to(stop.left, stop.y);
            const double bend = std::clamp(std::abs(to.x() - from.x()) / 2, 8 * scale, 60 * scale);
            path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
        }
        if (stop.folded)
            path.lineTo(stop.right, stop.y);
        else
            path.moveTo(stop.right, stop.y);
    }
    return path;
}

} // namespace

std::vector<FlowStop> flowOf(const app::Run &run, const TimelineLayout &layout, app::RequestId id)
{
    const app::Request *request = run.trace.request(id);
    return request ? Way(run, layout, *request).stops() : std::vector<FlowStop>();
}

void paintFlow(QPainter &painter, const std::vector<FlowStop> &flow, const TimelineLayout &layout, const Theme &theme, double scroll)
{
    if (flow.size() < 2)
        return;
    const double s = layout.scale;
    const QPainterPath path = linePath(flow, s);
    painter.save();
    painter.setClipRect(QRectF(layout.time.left, layout.body.top(), layout.time.width, layout.body.height()));
    painter.translate(0, layout.body.top() - scroll);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(path, QPen(theme.panel, 4 * s)); // so that it is seen over any pattern
    painter.strokePath(path, QPen(theme.text, 1.5 * s));
    painter.setPen(QPen(theme.panel, s));
    painter.setBrush(theme.text);
    for (const FlowStop &stop : flow) {
        painter.drawEllipse(QPointF(stop.left, stop.y), 3 * s, 3 * s);
        if (stop.right - stop.left > 6 * s)
            painter.drawEllipse(QPointF(stop.right, stop.y), 3 * s, 3 * s);
    }
    painter.restore();
}

} // namespace ui
