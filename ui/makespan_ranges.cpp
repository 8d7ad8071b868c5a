#include "ui/makespan_ranges.h"

#include <QPainter>

namespace ui {

MakespanRanges::MakespanRanges(QChart &chart, double line) : QGraphicsItem(&chart), m_chart(chart), m_line(line)
{
    setZValue(50); // over the marks, under the words
}

QRectF MakespanRanges::boundingRect() const { return m_chart.rect(); }

void MakespanRanges::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    for (const Range &range : m_ranges) {
        painter->setPen(QPen(range.colour, m_line));
        const QPointF low = m_chart.mapToPosition(range.least), high = m_chart.mapToPosition(range.most), aside(range.width / 2, 0);
        painter->drawLine(low, high);
        painter->drawLine(low - aside, low + aside);
        painter->drawLine(high - aside, high + aside);
    }
}

} // namespace ui
