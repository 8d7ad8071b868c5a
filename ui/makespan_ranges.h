#pragma once

#include <QChart>
#include <QColor>
#include <QGraphicsItem>

#include <vector>

namespace ui {

/// How far the runs of a point lie apart: a line from the quickest to the slowest with a bar at both ends, over the marks of the
/// makespan chart, which owns it. Qt Charts has such a series for categories alone.
class MakespanRanges : public QGraphicsItem
{
public:
    struct Range {
        QPointF least, most; ///< in the axes' values
        double width;        ///< px, of the bars
        QColor colour;
    };

    MakespanRanges(QChart &chart, double line); ///< px
    void add(const Range &range) { m_ranges.push_back(range); }

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QChart &m_chart;
    const double m_line;
    std::vector<Range> m_ranges;
};

} // namespace ui
