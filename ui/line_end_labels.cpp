#include "ui/line_end_labels.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace ui {
namespace {

constexpr double gap = 8, markRoom = 18; ///< px at scale 1: from the plot, and for the mark

} // namespace

LineEndLabels::LineEndLabels(QChart &chart, const QFont &font, const QColor &text, double scale)
    : QGraphicsItem(&chart), m_chart(chart), m_font(font), m_text(text), m_scale(scale)
{
    setZValue(100); // over the plot
}

void LineEndLabels::add(const Label &label) { m_labels.push_back(label); }

double LineEndLabels::width() const
{
    double widest = 0;
    for (const Label &label : m_labels)
        widest = std::max(widest, QFontMetricsF(m_font).horizontalAdvance(label.text));
    return m_labels.empty() ? 0 : (gap + markRoom) * m_scale + widest;
}

QRectF LineEndLabels::boundingRect() const { return m_chart.rect(); }

std::vector<double> LineEndLabels::heights() const
{
    const QRectF plot = m_chart.plotArea();
    const double line = QFontMetricsF(m_font).height();
    std::vector<size_t> order(m_labels.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::vector<double> heights;
    for (const Label &label : m_labels)
        heights.push_back(std::clamp(m_chart.mapToPosition(label.end).y(), plot.top(), plot.bottom()));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return heights[a] < heights[b]; });
    for (size_t i = 1; i < order.size(); ++i) // down, then up again from the plot's end
        heights[order[i]] = std::max(heights[order[i]], heights[order[i - 1]] + line);
    double most = plot.bottom();
    for (size_t i = order.size(); i-- > 0; most = heights[order[i]] - line)
        heights[order[i]] = std::min(heights[order[i]], most);
    return heights;
}

void LineEndLabels::paintMark(QPainter &painter, const Label &label, QPointF middle) const
{
    const double size = label.markSize * m_scale;
    const QRectF box(middle - QPointF(size, size) / 2, QSizeF(size, size));
    painter.setPen(Qt::NoPen);
    painter.setBrush(label.colour);
    if (label.shape == QScatterSeries::MarkerShapeCircle)
        painter.drawEllipse(box);
    else if (label.shape == QScatterSeries::MarkerShapeRectangle)
        painter.drawRect(box);
    else
        painter.drawPolygon(QPolygonF{QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()});
}

void LineEndLabels::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const std::vector<double> at = heights();
    const QFontMetricsF metrics(m_font);
    const double left = m_chart.plotArea().right() + gap * m_scale;
    painter->setFont(m_font);
    for (size_t i = 0; i < m_labels.size(); ++i) {
        paintMark(*painter, m_labels[i], {left + markRoom * m_scale / 2, at[i]});
        painter->setPen(m_text);
        painter->drawText(QPointF(left + (markRoom + 3) * m_scale, at[i] + (metrics.ascent() - metrics.descent()) / 2), m_labels[i].text);
    }
}

} // namespace ui
