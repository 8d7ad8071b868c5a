#include "ui/chart_series.h"

#include "ui/tr.h"

#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double second = 1e9, milli = 1e6;

QValueAxis *axis(QChart &chart, const QString &title, double most, Qt::Alignment side, const Theme &theme, double scale, bool whole = false)
{
    auto *made = new QValueAxis(&chart);
    made->setRange(0, most > 0 ? most * 1.05 : 1);
    made->applyNiceNumbers();
    made->setTitleText(title);
    made->setLabelFormat(whole ? QStringLiteral("%.0f") : made->max() >= 10 ? QStringLiteral("%.0f") : QStringLiteral("%.2f"));
    made->setTitleFont(textFont(11.5 * scale));
    made->setLabelsFont(textFont(11 * scale));
    made->setTitleBrush(theme.mutedText);
    made->setLabelsColor(theme.mutedText);
    made->setGridLineColor(theme.grid);
    made->setLinePenColor(theme.border);
    chart.addAxis(made, side);
    return made;
}

void add(QChart &chart, QAbstractSeries *series)
{
    chart.addSeries(series);
    for (QAbstractAxis *made : chart.axes())
        series->attachAxis(made);
}

/// At most mostPoints, of every stretch the highest.
QList<QPointF> thinned(const QList<QPointF> &points)
{
    if (points.size() <= mostPoints)
        return points;
    const double stretch = double(points.size()) / mostPoints;
    QList<QPointF> kept;
    for (int i = 0; i < mostPoints; ++i) {
        const auto from = points.begin() + qsizetype(i * stretch), to = points.begin() + std::min(points.size(), qsizetype((i + 1) * stretch));
        if (from != to)
            kept << *std::max_element(from, to, [](QPointF a, QPointF b) { return a.y() < b.y(); });
    }
    return kept;
}

double highest(const QList<QPointF> &points)
{
    double most = 0;
    for (const QPointF &point : points)
        most = std::max(most, point.y());
    return most;
}

QScatterSeries *marks(const QString &name, const QColor &colour, QScatterSeries::MarkerShape shape, double size, const Theme &theme)
{
    auto *series = new QScatterSeries;
    series->setName(name);
    series->setColor(colour);
    series->setBorderColor(theme.panel);
    series->setMarkerShape(shape);
    series->setMarkerSize(size);
    return series;
}

} // namespace

QScatterSeries::MarkerShape shapeOf(app::Endpoint endpoint)
{
    switch (endpoint) {
    case app::Endpoint::Async: return QScatterSeries::MarkerShapeCircle;
    case app::Endpoint::Sync: return QScatterSeries::MarkerShapeRectangle;
    case app::Endpoint::AsyncWrong: return QScatterSeries::MarkerShapeTriangle;
    case app::Endpoint::None: break;
    }
    return QScatterSeries::MarkerShapeStar;
}

bool fillLatency(QChart &chart, const app::Run &run, const Theme &theme, double scale)
{
    QList<QPointF> answered, failed;
    for (const app::Request &request : run.trace.requests()) {
        const qint64 ns = app::latency(request) >= 0 ? app::latency(request) : request.responded - request.arrived;
        if (ns > 0)
            (request.failed ? failed : answered) << QPointF(quint32(request.id), double(ns) / second);
    }
    if (answered.isEmpty() && failed.isEmpty())
        return false;
    const double size = (answered.size() > 300 ? 4 : 8) * scale;
    axis(chart, tr("request"), double(run.trace.requests().size()), Qt::AlignBottom, theme, scale, true);
    axis(chart, run.trace.observed().client ? tr("latency, s") : tr("arrival to response, s"), std::max(highest(answered), highest(failed)), Qt::AlignLeft, theme, scale);
    QScatterSeries *good = marks(tr("answered"), theme.endpoint(run.asked.endpoint), shapeOf(run.asked.endpoint), size, theme);
    good->append(thinned(answered));
    add(chart, good);
    if (!failed.isEmpty()) {
        QScatterSeries *bad = marks(tr("failed"), theme.bad, QScatterSeries::MarkerShapeStar, size * 1.5, theme);
        bad->append(thinned(failed));
        add(chart, bad);
    }
    chart.legend()->setVisible(!failed.isEmpty());
    return true;
}

bool fillInFlight(QChart &chart, const app::Run &run, const Theme &theme, double scale)
{
    QList<QPointF> steps;
    int before = 0;
    for (const app::CountStep &step : app::inFlightOverTime(run.trace)) {
        steps << QPointF(double(step.t) / second, before) << QPointF(double(step.t) / second, step.count);
        before = step.count;
    }
    if (steps.isEmpty())
        return false;
    steps << QPointF(double(run.now) / second, before);
    axis(chart, tr("time, s"), double(run.now) / second, Qt::AlignBottom, theme, scale);
    axis(chart, run.trace.observed().client ? tr("requests in flight") : tr("requests in the server"), highest(steps), Qt::AlignLeft, theme, scale, true);
    auto *line = new QLineSeries;
    line->append(steps.size() > 4 * mostPoints ? thinned(steps) : steps);
    line->setPen(QPen(theme.endpoint(run.asked.endpoint), 2 * scale));
    add(chart, line);
    chart.legend()->hide();
    return true;
}

bool fillLoopLag(QChart &chart, const app::Run &run, const Theme &theme, double scale)
{
    QList<QPointF> points;
    for (const app::LagSample &sample : run.trace.lag())
        points << QPointF(double(sample.t) / second, double(sample.lag) / milli);
    if (points.isEmpty())
        return false;
    axis(chart, tr("time, s"), double(run.now) / second, Qt::AlignBottom, theme, scale);
    axis(chart, tr("loop lag, ms"), highest(points), Qt::AlignLeft, theme, scale);
    auto *line = new QLineSeries;
    line->append(thinned(points));
    line->setPen(QPen(theme.bad, 1.5 * scale));
    add(chart, line);
    chart.legend()->hide();
    return true;
}

} // namespace ui
