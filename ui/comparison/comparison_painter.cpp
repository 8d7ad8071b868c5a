#include "ui/comparison/comparison_painter.h"

#include "ui/timeline/layout_parts.h"
#include "ui/timeline/overlays.h"
#include "ui/timeline/timeline_painter.h"

#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

QColor colourOf(app::Endpoint endpoint, const Theme &theme) { return endpoint == app::Endpoint::None ? theme.text : theme.endpoint(endpoint); }

void paintStrip(QPainter &painter, const RunStrip &strip, const Theme &theme)
{
    const QColor colour = colourOf(strip.run.asked.endpoint, theme);
    painter.fillRect(strip.barGround, theme.grid);
    painter.fillRect(strip.bar, colour);
    painter.fillRect(strip.ideal, theme.text);
    paintText(painter, strip.name, theme);
    paintText(painter, strip.caption, theme);
    paintText(painter, strip.makespan, colour);
    paintBody(painter, strip.picture, theme);
    paintText(painter, strip.onward, colour);
}

} // namespace

void paintComparison(QPainter &painter, const ComparisonLayout &layout, const Theme &theme, Ground ground)
{
    const TimelineLayout &frame = layout.frame;
    if (ground == Ground::Panel)
        painter.fillRect(QRectF(QPointF(0, 0), frame.size), theme.panel);
    painter.setRenderHint(QPainter::TextAntialiasing);
    const double line = std::max(1.0, frame.scale * 0.8);
    for (const double x : frame.gridLines) {
        if (x >= frame.time.left && x <= frame.time.left + frame.time.width)
            painter.fillRect(QRectF(x, frame.ruler.top(), line, frame.body.bottom() - frame.ruler.top()), theme.grid);
    }
    for (const RunStrip &strip : layout.strips)
        paintStrip(painter, strip, theme);
    for (const SliceItem &key : frame.legend)
        paintState(painter, key.rect, theme.state(key.state), frame.scale);
    painter.fillRect(layout.idealKey, theme.text);
    for (const TextItem &text : frame.fixedTexts)
        paintText(painter, text, theme);
}

void paintMoment(QPainter &painter, const ComparisonLayout &layout, const std::vector<const app::Run *> &runs, qint64 t, const Theme &theme)
{
    const TimelineLayout &frame = layout.frame;
    if (t < frame.time.range.begin || t > frame.time.range.end)
        return;
    paintPlayhead(painter, frame, t, theme);
    const double s = frame.scale, pixels = 12 * s, x = frame.time.toPixel(t), height = 19 * s;
    for (size_t i = 0; i < runs.size() && i < layout.strips.size(); ++i) {
        const QString text = app::momentText(*runs[i], t);
        const double width = textWidth(text, pixels, true) + 14 * s;
        const QRectF &strip = layout.strips[i].rect;
        // Left of the line, where no card stands; right of it where there is no room.
        const double left = x - width - 4 * s >= frame.time.left ? x - width - 4 * s : x + 4 * s;
        const QRectF plate(left, strip.bottom() - std::min(height, strip.height()) - 2 * s, width, std::min(height, strip.height()));
        painter.fillRect(plate, theme.text);
        paintText(painter, {plate, text, pixels, true, Ink::Panel, Qt::AlignCenter}, theme);
    }
}

} // namespace ui
