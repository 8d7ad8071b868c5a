#include "ui/timeline/layout_parts.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double foldBelow = 1.5;  ///< px; narrower slices share a column
constexpr double thinnest = 2;     ///< px; so that a moment on the loop is seen at all
constexpr double numberPixels = 11;
constexpr qint64 badLag = 50'000'000;       ///< ns; what a person notices
constexpr qint64 lagScale = 100'000'000;    ///< ns; the strip's height, unless a lag was worse

/// A blocking slice is never hidden behind one that only runs.
int weight(app::State state)
{
    switch (state) {
    case app::State::BlockingLoop: return 3;
    case app::State::BlockingWorker: return 2;
    case app::State::Running: return 1;
    default: return 0;
    }
}

/// Neighbours too narrow to draw, gathered into one rectangle.
struct Column {
    double left = 0, right = -1;
    app::State state{};
    app::RequestId request = app::RequestId::None;
    bool failed = false;
    bool open() const { return right >= left; }
};

void close(Column &column, double top, double bottom, TimelineLayout &layout)
{
    if (!column.open())
        return;
    const double width = std::max(column.right - column.left, thinnest * layout.scale);
    layout.slices.push_back({{column.left, top, width, bottom - top}, column.state, column.request, column.failed});
    column = {};
}

void addTo(Column &column, const app::Slice &slice, double left, double right)
{
    if (!column.open()) {
        column = {left, right, slice.state, slice.request, slice.failed};
        return;
    }
    if (weight(slice.state) > weight(column.state))
        column.state = slice.state;
    if (column.request != slice.request)
        column.request = app::RequestId::None;
    column.failed = column.failed || slice.failed;
    column.right = std::max(column.right, right);
}

void number(const app::Slice &slice, const QRectF &rect, TimelineLayout &layout)
{
    const double pixels = numberPixels * layout.scale;
    if (rect.height() < pixels + 1 || rect.width() < 2 * pixels)
        return;
    const QString text = QString::number(quint32(slice.request));
    if (textWidth(text, pixels, true) + 6 * layout.scale <= rect.width())
        layout.texts.push_back({rect, text, pixels, true, Ink::OnSlice, Qt::AlignCenter, slice.state});
}

/// What the probe has said, and, while the loop is blocked, how late it is by now.
std::vector<app::LagSample> lagOf(const app::Run &run)
{
    std::vector<app::LagSample> lag = run.trace.lag();
    const app::Lane *loop = run.trace.eventLoop();
    if (run.live() && loop && !loop->slices.empty() && loop->slices.back().end == app::stillOpen) {
        const qint64 since = lag.empty() ? loop->slices.front().begin : lag.back().t;
        lag.push_back({run.now, std::max<qint64>(0, run.now - since)});
    }
    return lag;
}

} // namespace

void layOutRow(const app::Row &row, qint64 now, double top, double bottom, TimelineLayout &layout)
{
    const TimeRange &range = layout.time.range;
    const double leftEdge = layout.time.left, rightEdge = leftEdge + layout.time.width;
    auto slice = std::lower_bound(row.begin(), row.end(), range.begin, [now](const app::Slice &s, qint64 t) { return std::min(s.end, now) < t; });
    Column column;
    for (; slice != row.end() && slice->begin <= range.end; ++slice) {
        const qint64 end = slice->end == app::stillOpen ? std::max(now, slice->begin) : slice->end;
        const double left = std::clamp(layout.time.toPixel(slice->begin), leftEdge, rightEdge);
        const double right = std::clamp(layout.time.toPixel(end), leftEdge, rightEdge);
        if (column.open() && (right - left >= foldBelow || left - column.right > foldBelow))
            close(column, top, bottom, layout);
        if (right - left < foldBelow) {
            addTo(column, *slice, left, right);
            continue;
        }
        const QRectF rect(left, top, right - left, bottom - top);
        layout.slices.push_back({rect, slice->state, slice->request, slice->failed});
        number(*slice, rect, layout);
    }
    close(column, top, bottom, layout);
}

void layOutArea(const app::Group &group, app::State state, qint64 now, double top, double bottom, TimelineLayout &layout)
{
    int most = 1;
    for (const app::CountStep &step : group.counts)
        most = std::max(most, step.count);
    const TimeScale &time = layout.time;
    const double leftEdge = time.left, rightEdge = leftEdge + time.width;
    QPolygonF outline;
    const auto y = [&](int count) { return bottom - (bottom - top) * count / most; };
    // A group of its own for each stretch that is not empty; steps within a pixel share it, the highest shows.
    for (size_t i = 0; i < group.counts.size(); ++i) {
        const qint64 until = i + 1 < group.counts.size() ? group.counts[i + 1].t : std::max(now, group.counts[i].t);
        if (group.counts[i].count == 0 || until < time.range.begin || group.counts[i].t > time.range.end) {
            if (!outline.isEmpty())
                layout.areas.push_back({std::exchange(outline, {}), state});
            continue;
        }
        const double left = std::clamp(time.toPixel(group.counts[i].t), leftEdge, rightEdge);
        const double right = std::clamp(time.toPixel(until), leftEdge, rightEdge);
        const double height = y(group.counts[i].count);
        if (outline.isEmpty()) {
            outline << QPointF(left, bottom) << QPointF(left, height) << QPointF(right, height) << QPointF(right, bottom);
            continue;
        }
        QPointF &corner = outline[outline.size() - 2];
        if (right - outline[outline.size() - 3].x() < 1) {
            corner.setY(std::min(corner.y(), height));
            outline[outline.size() - 3].setY(corner.y());
            corner.setX(right);
            outline.last().setX(right);
        } else {
            outline.removeLast();
            outline << QPointF(left, height) << QPointF(right, height) << QPointF(right, bottom);
        }
    }
    if (!outline.isEmpty())
        layout.areas.push_back({outline, state});
}

void layOutLag(const app::Run &run, double top, double bottom, TimelineLayout &layout)
{
    const std::vector<app::LagSample> lag = lagOf(run);
    qint64 worst = lagScale;
    for (const app::LagSample &sample : lag)
        worst = std::max(worst, sample.lag);
    const TimeScale &time = layout.time;
    const double leftEdge = time.left, rightEdge = leftEdge + time.width;
    layout.marks.push_back({{leftEdge, bottom - layout.scale, time.width, layout.scale}, Ink::Grid});
    RectItem column{{}, Ink::Good};
    for (const app::LagSample &sample : lag) {
        if (sample.t < time.range.begin || sample.t - sample.lag > time.range.end)
            continue;
        const double right = std::clamp(time.toPixel(sample.t), leftEdge, rightEdge);
        const double left = std::clamp(time.toPixel(sample.t - sample.lag), leftEdge, rightEdge);
        const double height = std::max(1.5 * layout.scale, (bottom - top) * double(sample.lag) / double(worst));
        const QRectF rect(left, bottom - height, std::max(right - left, 1.5 * layout.scale), height);
        const Ink ink = sample.lag > badLag ? Ink::Bad : Ink::Good;
        if (!column.rect.isNull() && rect.right() <= column.rect.right() + 0.5 && ink == column.ink) {
            column.rect = column.rect.united(rect);
            continue;
        }
        if (!column.rect.isNull())
            layout.marks.push_back(column);
        column = {rect, ink};
    }
    if (!column.rect.isNull())
        layout.marks.push_back(column);
}

} // namespace ui
