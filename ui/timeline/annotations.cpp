#include "ui/timeline/annotations.h"

#include "ui/timeline/layout_parts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr double markReach = 4, markNamePixels = 11, measurePixels = 13, mostName = 160, leastFlag = 7; ///< px at scale 1

QRectF timeArea(const TimelineLayout &layout)
{
    return {layout.time.left, layout.ruler.top(), layout.time.width, layout.body.bottom() - layout.ruler.top()};
}

void paintMeasure(QPainter &painter, const TimelineLayout &layout, const TimeRange &measure, const Theme &theme)
{
    const double left = layout.time.toPixel(measure.begin), right = layout.time.toPixel(measure.end);
    const QRectF range(left, layout.body.top(), right - left, layout.body.height());
    const QRectF seen = range & timeArea(layout);
    if (seen.isEmpty())
        return;
    QColor ground = theme.accent;
    ground.setAlpha(36);
    painter.fillRect(seen, ground);
    const double line = 1.5 * layout.scale; // the edges are filled rectangles, sharp on every device
    for (const double edge : {left, right}) { // an SVG clips nothing
        if (edge >= seen.left() && edge <= seen.right())
            painter.fillRect(QRectF(edge - line / 2, range.top(), line, range.height()), theme.accent);
    }
    painter.setFont(textFont(measurePixels * layout.type, QFont::DemiBold));
    const QString text = app::durationText(measure.length());
    QRectF plate = painter.boundingRect(QRectF(), 0, text).adjusted(-8 * layout.scale, -4 * layout.scale, 8 * layout.scale, 4 * layout.scale);
    plate.moveCenter(QPointF(seen.center().x(), range.top() + 16 * layout.type));
    painter.fillRect(plate, theme.accent);
    painter.setPen(theme.panel);
    painter.drawText(plate, Qt::AlignCenter, text);
}

void paintFlag(QPainter &painter, const TimelineLayout &layout, const Flag &flag, const QString &name, const Theme &theme, bool chosen)
{
    const double line = std::max(1.0, layout.scale * (chosen ? 2 : 1));
    painter.fillRect(QRectF(flag.rect.left(), flag.rect.top(), line, layout.body.bottom() - flag.rect.top()), theme.accent);
    painter.fillRect(flag.rect, theme.accent);
    if (!chosen)
        painter.fillRect(flag.rect.adjusted(line, line, -line, -line), theme.panel);
    const QRectF place = flag.rect.adjusted(4 * layout.scale, 0, -4 * layout.scale, 0);
    if (place.width() < markNamePixels * layout.type)
        return;
    const QFont font = textFont(markNamePixels * layout.type, QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(chosen ? theme.panel : theme.text);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, QFontMetricsF(font).elidedText(name, Qt::ElideRight, place.width() + 1));
}

} // namespace

std::vector<Flag> flagsOf(const TimelineLayout &layout, const std::vector<Mark> &marks)
{
    std::vector<Flag> flags;
    for (size_t i = 0; i < marks.size(); ++i) {
        if (marks[i].t < layout.time.range.begin || marks[i].t > layout.time.range.end)
            continue;
        const double width = textWidth(marks[i].name, markNamePixels * layout.type, true) + 9 * layout.scale;
        flags.push_back({i, {layout.time.toPixel(marks[i].t), layout.ruler.top() + 2 * layout.scale, std::min(width, mostName * layout.type),
                             layout.ruler.height() - 4 * layout.scale}});
    }
    std::stable_sort(flags.begin(), flags.end(), [](const Flag &a, const Flag &b) { return a.rect.left() < b.rect.left(); });
    for (size_t i = 0; i < flags.size(); ++i) {
        const double end = i + 1 < flags.size() ? flags[i + 1].rect.left() - 2 * layout.scale : layout.size.width();
        flags[i].rect.setRight(std::max(flags[i].rect.left() + leastFlag * layout.scale, std::min(flags[i].rect.right(), end)));
    }
    return flags;
}

std::optional<size_t> flagAt(const TimelineLayout &layout, const std::vector<Mark> &marks, QPointF point)
{
    const std::vector<Flag> flags = flagsOf(layout, marks);
    const auto found = std::find_if(flags.rbegin(), flags.rend(), [&point](const Flag &flag) { return flag.rect.contains(point); });
    return found == flags.rend() ? std::nullopt : std::optional(found->mark);
}

std::optional<Edge> measureEdgeAt(const TimelineLayout &layout, const std::optional<TimeRange> &measure, QPointF point)
{
    if (!measure || !layout.body.contains(point))
        return std::nullopt;
    const double begin = std::abs(point.x() - layout.time.toPixel(measure->begin)), end = std::abs(point.x() - layout.time.toPixel(measure->end));
    if (std::min(begin, end) > markReach * layout.scale)
        return std::nullopt;
    return begin < end ? Edge::Begin : Edge::End;
}

void paintAnnotations(QPainter &painter, const TimelineLayout &layout, const RunView &view, const Theme &theme, std::optional<size_t> chosen)
{
    if (!view.measure && view.marks.empty())
        return;
    painter.save();
    painter.setClipRect(timeArea(layout).adjusted(0, 0, layout.size.width() - layout.time.left - layout.time.width, 0));
    if (view.measure)
        paintMeasure(painter, layout, *view.measure, theme);
    for (const Flag &flag : flagsOf(layout, view.marks))
        paintFlag(painter, layout, flag, view.marks[flag.mark].name, theme, chosen == flag.mark);
    painter.restore();
}

} // namespace ui
