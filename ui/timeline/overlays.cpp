#include "ui/timeline/overlays.h"

#include "ui/timeline/ruler.h"
#include "ui/tr.h"

#include <QPainter>

#include <algorithm>

namespace ui {
void paintHint(QPainter &painter, const QRectF &canvas, const Theme &theme, double scale)
{
    painter.fillRect(canvas, theme.panel);
    const QStringList lines{tr("Choose how many requests, then click an endpoint."),
                            tr("async-endpoint awaits a timer: one thread, and it is free while they wait."),
                            tr("sync-endpoint sleeps in a worker: a pool of threads, and the rest queue."),
                            tr("async-wrong sleeps on the event loop itself: everybody waits.")};
    double y = canvas.height() / 2.0 - 60 * scale;
    for (const QString &line : lines) {
        const bool first = line == lines.first();
        painter.setFont(textFont((first ? 18 : 13.5) * scale, first ? QFont::DemiBold : QFont::Normal));
        painter.setPen(first ? theme.text : theme.mutedText);
        const QRectF place(20, y, canvas.width() - 40, (first ? 36 : 44) * scale);
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, line);
        y += painter.boundingRect(place, Qt::AlignHCenter | Qt::TextWordWrap, line).height() + (first ? 16 : 8) * scale;
    }
}

void paintPlayhead(QPainter &painter, const TimelineLayout &layout, qint64 t, const Theme &theme)
{
    const double scale = layout.scale;
    if (t < layout.time.range.begin || t > layout.time.range.end)
        return;
    const double x = layout.time.toPixel(t);
    painter.setPen(QPen(theme.text, scale, Qt::DashLine));
    painter.drawLine(QPointF(x, layout.body.top()), QPointF(x, layout.body.bottom()));
    const QString text = playheadText(t, tickStep(layout.time, 80 * scale));
    painter.setFont(textFont(11 * scale, QFont::DemiBold));
    const QRectF size = painter.boundingRect(QRectF(), 0, text).adjusted(-5 * scale, -2 * scale, 5 * scale, 2 * scale);
    const double left = std::clamp(x - size.width() / 2, layout.time.left, layout.size.width() - size.width());
    const QRectF plate(left, layout.ruler.top() + 1, size.width(), layout.ruler.height() - 2);
    painter.fillRect(plate, theme.text);
    painter.setPen(theme.panel);
    painter.drawText(plate, Qt::AlignCenter, text);
}

} // namespace ui
