#pragma once

#include <QChart>
#include <QColor>
#include <QFont>
#include <QGraphicsItem>
#include <QScatterSeries>

#include <vector>

namespace ui {

/// Names right of a chart's plot, each at the height where its line ends, moved apart where they would overlap.
/// The chart owns it and leaves width() free in its right margin.
class LineEndLabels : public QGraphicsItem
{
public:
    struct Label {
        QPointF end; ///< of the line, in the axes' values
        QString text;
        QScatterSeries::MarkerShape shape; ///< of the line's marks, drawn before the text; Circle, Rectangle or Triangle
        double markSize; ///< px at scale 1
        QColor colour;
    };

    LineEndLabels(QChart &chart, const QFont &font, const QColor &text, double scale);

    void add(const Label &label);
    double width() const; ///< px

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::vector<double> heights() const; ///< px, of the labels' middles
    void paintMark(QPainter &painter, const Label &label, QPointF middle) const;

    QChart &m_chart;
    const QFont m_font;
    const QColor m_text;
    const double m_scale;
    std::vector<Label> m_labels;
};

} // namespace ui
