#pragma once

#include <QChart>
#include <QFont>
#include <QGraphicsItem>
#include <QPen>
#include <QScatterSeries>

#include <vector>

namespace ui {

/// What is written around the plot of the makespan chart: title and caption over it, a legend below it, and right of it a name at
/// the height where each line ends, moved apart where they would overlap. Of Qt Charts' own title and legend neither follows
/// the scale of the type. The chart owns it and leaves margins() free.
class MakespanWords : public QGraphicsItem
{
public:
    struct Line {
        QString name, figures;     ///< "async-endpoint", "102 ms at 200"
        QString rule;              ///< of its ideal, for the legend
        QPointF end;               ///< in the axes' values
        QPen ideal;
        QColor colour;             ///< of its marks
        QScatterSeries::MarkerShape shape; ///< Circle, Rectangle or Triangle
        double markSize;           ///< px at scale 1
    };
    struct Look {
        QSizeF size;               ///< of the chart, px
        QFont titleFont, font;
        QColor text, mutedText;
        double scale = 1;
    };

    MakespanWords(QChart &chart, const Look &look);

    /// Beside each other in a low chart, below each other otherwise; either may be empty.
    void setHeading(const QString &title, const QString &caption, bool beside);
    void add(const Line &line) { m_lines.push_back(line); } ///< the first is the first of the legend
    void setLegend(bool shown) { m_legend = shown; }
    QMargins margins() const; ///< px; where the axes have theirs besides

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    std::vector<double> endHeights() const; ///< px, of the middles of the names
    QString legendText(const Line &line, bool withName) const;
    double legendWidth(bool withNames) const;
    void paintMark(QPainter &painter, const Line &line, QPointF middle) const;
    void paintText(QPainter &painter, const QString &text, double left, double middle) const;
    void paintHeading(QPainter &painter) const;
    void paintEnds(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;

    QChart &m_chart;
    const Look m_look;
    QString m_title, m_caption;
    std::vector<Line> m_lines;
    bool m_beside = false, m_legend = true;
};

} // namespace ui
