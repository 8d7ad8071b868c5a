#include "ui/makespan_words.h"

#include "ui/tr.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace ui {
namespace {

// px at scale 1
constexpr double edge = 8, entryGap = 8, markRoom = 20, sample = 40, betweenEntries = 22;

QString legendHead() { return tr("ideal"); }

} // namespace

MakespanWords::MakespanWords(QChart &chart, const Look &look) : QGraphicsItem(&chart), m_chart(chart), m_look(look)
{
    setZValue(100); // over the plot
}

void MakespanWords::setHeading(const QString &title, const QString &caption, bool beside)
{
    m_title = title;
    m_caption = caption;
    m_beside = beside;
}

QMargins MakespanWords::margins() const
{
    const QFontMetricsF title(m_look.titleFont), text(m_look.font);
    const double scale = m_look.scale;
    double widest = 0;
    for (const Line &line : m_lines)
        widest = std::max(widest, text.horizontalAdvance(line.name + u' ' + line.figures));
    const double right = m_lines.empty() ? edge * scale : (entryGap + markRoom + edge) * scale + widest;
    const double first = m_title.isEmpty() ? 0 : title.height(), second = m_caption.isEmpty() ? 0 : text.height();
    const double top = (m_beside ? std::max(first, second) : first + second) + edge * scale;
    const double bottom = m_legend ? text.height() + edge * scale : edge / 2 * scale;
    return QMarginsF(edge * scale, top, right, bottom).toMargins();
}

QRectF MakespanWords::boundingRect() const { return m_chart.rect(); }

std::vector<double> MakespanWords::endHeights() const
{
    const QRectF plot = m_chart.plotArea();
    const double height = QFontMetricsF(m_look.font).height();
    std::vector<size_t> order(m_lines.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::vector<double> heights;
    for (const Line &line : m_lines)
        heights.push_back(std::clamp(m_chart.mapToPosition(line.end).y(), plot.top(), plot.bottom()));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return heights[a] < heights[b]; });
    for (size_t i = 1; i < order.size(); ++i) // down, then up again from the plot's end
        heights[order[i]] = std::max(heights[order[i]], heights[order[i - 1]] + height);
    double most = plot.bottom();
    for (size_t i = order.size(); i-- > 0; most = heights[order[i]] - height)
        heights[order[i]] = std::min(heights[order[i]], most);
    return heights;
}

QString MakespanWords::legendText(const Line &line, bool withName) const { return withName ? tr("%1: %2").arg(line.name, line.rule) : line.rule; }

double MakespanWords::legendWidth(bool withNames) const
{
    double width = QFontMetricsF(m_look.font).horizontalAdvance(legendHead()) + betweenEntries * m_look.scale;
    for (const Line &line : m_lines)
        width += (sample + entryGap + betweenEntries) * m_look.scale + QFontMetricsF(m_look.font).horizontalAdvance(legendText(line, withNames));
    return width - betweenEntries * m_look.scale;
}

void MakespanWords::paintMark(QPainter &painter, const Line &line, QPointF middle) const
{
    const double size = line.markSize * m_look.scale;
    const QRectF box(middle - QPointF(size, size) / 2, QSizeF(size, size));
    painter.setPen(Qt::NoPen);
    painter.setBrush(line.colour);
    if (line.shape == QScatterSeries::MarkerShapeCircle)
        painter.drawEllipse(box);
    else if (line.shape == QScatterSeries::MarkerShapeRectangle)
        painter.drawRect(box);
    else
        painter.drawPolygon(QPolygonF{QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()});
}

void MakespanWords::paintText(QPainter &painter, const QString &text, double left, double middle) const
{
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QPointF(left, middle + (metrics.ascent() - metrics.descent()) / 2), text);
}

void MakespanWords::paintHeading(QPainter &painter) const
{
    const QFontMetricsF title(m_look.titleFont), text(m_look.font);
    const double left = m_chart.plotArea().left(), top = edge / 2 * m_look.scale, room = m_look.size.width() - left - edge * m_look.scale;
    const QString shown = title.elidedText(m_title, Qt::ElideRight, room);
    painter.setFont(m_look.titleFont);
    painter.setPen(m_look.text);
    paintText(painter, shown, left, top + title.height() / 2);
    painter.setFont(m_look.font);
    painter.setPen(m_look.mutedText);
    const double along = m_beside && !shown.isEmpty() ? title.horizontalAdvance(shown) + 2 * entryGap * m_look.scale : 0;
    const double down = m_beside ? std::max(title.height(), text.height()) / 2 : (m_title.isEmpty() ? 0 : title.height()) + text.height() / 2;
    paintText(painter, text.elidedText(m_caption, Qt::ElideRight, room - along), left + along, top + down);
}

void MakespanWords::paintEnds(QPainter &painter) const
{
    const std::vector<double> heights = endHeights();
    const double left = m_chart.plotArea().right() + entryGap * m_look.scale;
    for (size_t i = 0; i < m_lines.size(); ++i) {
        paintMark(painter, m_lines[i], {left + markRoom / 2 * m_look.scale, heights[i]});
        painter.setPen(m_look.text);
        paintText(painter, m_lines[i].name + u' ' + m_lines[i].figures, left + (markRoom + 3) * m_look.scale, heights[i]);
    }
}

/// Where the names do not fit, colour and dash say whose ideal it is.
void MakespanWords::paintLegend(QPainter &painter) const
{
    const bool withNames = legendWidth(true) <= m_look.size.width() - 2 * edge * m_look.scale;
    const QFontMetricsF metrics(m_look.font);
    const double middle = m_look.size.height() - edge * m_look.scale - metrics.height() / 2;
    double left = std::max(edge * m_look.scale, std::min(m_chart.plotArea().left(), m_look.size.width() - legendWidth(withNames) - edge * m_look.scale));
    painter.setPen(m_look.mutedText);
    paintText(painter, legendHead(), left, middle);
    left += metrics.horizontalAdvance(legendHead()) + betweenEntries * m_look.scale;
    for (const Line &line : m_lines) {
        painter.setPen(line.ideal);
        painter.drawLine(QPointF(left, middle), QPointF(left + sample * m_look.scale, middle));
        left += (sample + entryGap) * m_look.scale;
        painter.setPen(m_look.text);
        paintText(painter, legendText(line, withNames), left, middle);
        left += metrics.horizontalAdvance(legendText(line, withNames)) + betweenEntries * m_look.scale;
    }
}

void MakespanWords::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    paintHeading(*painter);
    paintEnds(*painter);
    if (m_legend)
        paintLegend(*painter);
}

} // namespace ui
