#include "ui/makespan_chart.h"

#include "ui/chart_series.h"
#include "ui/makespan_ranges.h"
#include "ui/makespan_words.h"
#include "ui/tr.h"

#include <QCategoryAxis>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLineSeries>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr double nsPerSecond = 1e9;
constexpr double titleType = 15;
constexpr int mostTicks = 12; ///< of an axis
constexpr double lowBelow = 250; ///< px at scale 1
constexpr app::Endpoint endpoints[] = {app::Endpoint::AsyncWrong, app::Endpoint::Sync, app::Endpoint::Async}; ///< in the order of drawing

/// Where the axes begin and end: counts, and seconds.
struct Frame {
    double firstCount = 0, lastCount = 0; ///< of the data
    double left = 0, right = 1, bottom = 0, top = 1;
};

Frame frameOf(const MakespanShown &shown)
{
    std::vector<double> counts(shown.planned.begin(), shown.planned.end()), seconds;
    for (const app::MakespanFigures &point : shown.points) {
        counts.push_back(point.asked.count);
        seconds.push_back(double(point.least) / nsPerSecond);
        seconds.push_back(double(point.most) / nsPerSecond);
    }
    const auto idealAt = [&](app::Endpoint endpoint, double count) { return double(app::idealMakespan(endpoint, int(count), shown.set.pool, shown.set.sleepMicros)); };
    for (const double count : std::vector<double>(counts)) {
        for (const app::Endpoint endpoint : endpoints) {
            const double ideal = idealAt(endpoint, count);
            // On linear axes what was left out would press all the rest flat: its line leaves at the top.
            if (shown.has(endpoint) && ideal > 0 && (shown.logarithmic || ideal <= double(app::longestSweepRun)))
                seconds.push_back(ideal / nsPerSecond);
        }
    }
    Frame frame;
    if (shown.logarithmic) // it has no 0
        frame.left = frame.bottom = 0.1;
    if (counts.empty() || seconds.empty())
        return frame;
    frame.firstCount = *std::min_element(counts.begin(), counts.end());
    frame.lastCount = *std::max_element(counts.begin(), counts.end());
    const double least = *std::min_element(seconds.begin(), seconds.end()), most = *std::max_element(seconds.begin(), seconds.end());
    frame.left = shown.logarithmic ? frame.firstCount / 1.2 : 0;
    frame.right = shown.logarithmic ? frame.lastCount * 1.2 : frame.lastCount * 1.03;
    constexpr double shortest = 1e-9; // s; a run without an answer has no length
    frame.bottom = shown.logarithmic ? std::max(least, shortest) / 1.5 : 0;
    frame.top = std::max(most, shortest) * (shown.logarithmic ? 1.5 : 1.08);
    return frame;
}

double along(const MakespanShown &shown, double value) { return shown.logarithmic ? std::log10(std::max(value, 1e-9)) : value; }
QPointF onAxes(const MakespanShown &shown, QPointF value) { return {along(shown, value.x()), along(shown, value.y())}; }

QPointF valueAt(const app::MakespanFigures &point, qint64 makespan) { return {double(point.asked.count), double(makespan) / nsPerSecond}; }

/// A low chart keeps its room for the data: no legend (its lines have their names anyway), no axes' titles, smaller marks.
bool isLow(const MakespanLook &look) { return look.size.height() < lowBelow * look.scale; }

QFont labelFont(const MakespanLook &look) { return textFont(smallestChartType * look.scale); }

void addAxis(QChart &chart, const MakespanShown &shown, const MakespanLook &look, Qt::Alignment side, const QString &title, double from, double to, int most)
{
    auto *axis = new QCategoryAxis(&chart); // the one kind that takes 1, 2, 5, 10, ...
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setStartValue(along(shown, from) - 1);
    for (const double tick : shown.logarithmic ? logarithmicTicks(from, to, most) : linearTicks(to, most))
        axis->append(QString::number(tick, 'g', 6), along(shown, tick));
    axis->setRange(along(shown, from), along(shown, to));
    axis->setTitleText(title);
    axis->setTitleVisible(!isLow(look));
    axis->setTitleFont(labelFont(look));
    axis->setLabelsFont(labelFont(look));
    axis->setTruncateLabels(false);
    axis->setTitleBrush(look.theme.mutedText);
    axis->setLabelsColor(look.theme.text);
    axis->setGridLinePen(QPen(look.theme.grid, look.scale));
    axis->setLinePen(QPen(look.theme.border, look.scale));
    chart.addAxis(axis, side);
}

template<typename Series>
Series *added(QChart &chart, Series *series)
{
    chart.addSeries(series);
    for (QAbstractAxis *axis : chart.axes())
        series->attachAxis(axis);
    return series;
}

/// A dash of its own for each endpoint, and sync wider: where the ideals are the same one sees both.
QPen idealPen(app::Endpoint endpoint, const MakespanLook &look)
{
    QPen pen(look.theme.endpoint(endpoint), (endpoint == app::Endpoint::Sync ? 3.2 : 1.8) * look.scale);
    pen.setCapStyle(Qt::FlatCap);
    if (endpoint == app::Endpoint::Async)
        pen.setDashPattern({5, 4});
    else if (endpoint == app::Endpoint::Sync)
        pen.setDashPattern({1.2, 1.2});
    else
        pen.setDashPattern({8, 3, 2, 3});
    return pen;
}

void addIdeals(QChart &chart, const MakespanShown &shown, const MakespanLook &look, const Frame &frame)
{
    for (const app::Endpoint endpoint : endpoints) {
        const QList<QPointF> line = shown.has(endpoint) ? idealLine(endpoint, shown.set, frame.firstCount, frame.lastCount, frame.top) : QList<QPointF>();
        if (line.size() < 2 || line.first() == line.last())
            continue;
        auto *series = added(chart, new QLineSeries);
        for (const QPointF &point : line)
            series->append(onAxes(shown, point));
        series->setPen(idealPen(endpoint, look));
    }
}

/// Of different sizes, the smallest on top: three marks at one place are all seen.
double markSize(app::Endpoint endpoint, const MakespanLook &look)
{
    const double size = endpoint == app::Endpoint::Async ? 8 : endpoint == app::Endpoint::Sync ? 13 : 19;
    return isLow(look) ? 0.7 * size : size;
}

void addMarks(QChart &chart, const MakespanShown &shown, const MakespanLook &look)
{
    for (const app::Endpoint endpoint : endpoints) {
        if (!shown.has(endpoint))
            continue;
        auto *series = added(chart, new QScatterSeries);
        series->setName(server::endpointName(endpoint));
        series->setColor(look.theme.endpoint(endpoint));
        series->setBorderColor(look.theme.panel);
        series->setMarkerShape(shapeOf(endpoint));
        series->setMarkerSize(markSize(endpoint, look) * look.scale);
        for (const app::MakespanFigures &point : shown.points) {
            if (point.asked.endpoint == endpoint)
                series->append(onAxes(shown, valueAt(point, point.median)));
        }
    }
}

/// Wider than its mark: where runs lie close together one sees that they were measured more than once.
void addRanges(QChart &chart, const MakespanShown &shown, const MakespanLook &look)
{
    auto *ranges = new MakespanRanges(chart, 1.8 * look.scale);
    for (const app::MakespanFigures &point : shown.points) {
        if (point.runs > 1)
            ranges->add({onAxes(shown, valueAt(point, point.least)), onAxes(shown, valueAt(point, point.most)),
                         (markSize(point.asked.endpoint, look) + 5) * look.scale, look.theme.endpoint(point.asked.endpoint)});
    }
}

/// The ideal as a rule; N is the count.
QString ruleOf(app::Endpoint endpoint, int pool)
{
    if (endpoint == app::Endpoint::Async)
        return tr("sleep");
    return endpoint == app::Endpoint::Sync ? tr("ceil(N / %1) \u00d7 sleep").arg(pool) : tr("N \u00d7 sleep");
}

MakespanWords::Line lineOf(app::Endpoint endpoint, const MakespanShown &shown, const MakespanLook &look, const Frame &frame)
{
    const app::MakespanFigures *last = nullptr;
    for (const app::MakespanFigures &point : shown.points) {
        if (point.asked.endpoint == endpoint && (!last || point.asked.count >= last->asked.count))
            last = &point;
    }
    const qint64 ideal = app::idealMakespan(endpoint, int(frame.lastCount), shown.set.pool, shown.set.sleepMicros);
    const double height = ideal > 0 ? double(ideal) / nsPerSecond : last ? double(last->median) / nsPerSecond : frame.bottom;
    MakespanWords::Line line;
    line.name = server::endpointName(endpoint);
    line.figures = last ? tr("%1 at %2").arg(app::durationText(last->median)).arg(last->asked.count) : QString();
    line.rule = ruleOf(endpoint, shown.set.pool);
    line.end = onAxes(shown, {frame.lastCount, height});
    line.ideal = idealPen(endpoint, look);
    line.colour = look.theme.endpoint(endpoint);
    line.shape = shapeOf(endpoint);
    line.markSize = markSize(endpoint, look);
    return line;
}

/// What marks and lines are; empty where nothing was measured twice.
QString rangeText(const MakespanShown &shown)
{
    int fewest = std::numeric_limits<int>::max(), most = 0;
    for (const app::MakespanFigures &point : shown.points) {
        fewest = std::min(fewest, point.runs);
        most = std::max(most, point.runs);
    }
    if (most < 2)
        return {};
    return fewest == most ? tr("median and range of %1 runs each").arg(most) : tr("median and range of %1 to %2 runs each").arg(fewest).arg(most);
}

QString captionOf(const MakespanShown &shown, bool low)
{
    QStringList parts{low ? tr("seconds; %1").arg(shown.set.text()) : shown.set.text(), rangeText(shown)};
    parts.removeAll(QString());
    if (low)
        parts << tr("dashed: the ideal");
    else if (const QString leftOut = app::leftOutText(app::planSweep({shown.planned, shown.set.sleepMicros, shown.set.pool}).leftOut); !leftOut.isEmpty())
        parts << tr("not measured: %1").arg(leftOut);
    return parts.join(u"; "_s);
}

/// Adds what is written around the plot, and leaves room for it.
void addWords(QChart &chart, const MakespanShown &shown, const MakespanLook &look, const Frame &frame)
{
    const QFont title = textFont(titleType * look.scale, QFont::DemiBold);
    auto *words = new MakespanWords(chart, {look.size, title, labelFont(look), look.theme.text, look.theme.mutedText, look.scale});
    const bool low = isLow(look);
    const QString caption = !look.showCaption || shown.empty() ? QString() : captionOf(shown, low);
    words->setHeading(look.title, caption, low);
    words->setLegend(look.showLegend && !low);
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        if (shown.has(endpoint))
            words->add(lineOf(endpoint, shown, look, frame));
    }
    chart.setMargins(words->margins());
}

} // namespace

QString MakespanSet::shortText() const
{
    const QString workers = pool == 1 ? tr("1 worker") : tr("%1 workers").arg(pool);
    return tr("%1 s, %2").arg(QString::number(sleepMicros / 1e6, 'g', 6), workers);
}

QString MakespanSet::text() const { return tr("each request waits %1").arg(shortText()); }

bool MakespanShown::has(app::Endpoint endpoint) const
{
    return !planned.empty() || std::any_of(points.begin(), points.end(), [endpoint](const auto &point) { return point.asked.endpoint == endpoint; });
}

QString makespanTitle() { return tr("Makespan over count"); }

std::unique_ptr<QChart> makespanChart(const MakespanShown &shown, const MakespanLook &look)
{
    auto chart = std::make_unique<QChart>();
    chart->setBackgroundRoundness(0);
    chart->setBackgroundBrush(look.theme.panel);
    chart->setBackgroundPen(Qt::NoPen);
    chart->setBackgroundVisible(look.ground);
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    const Frame frame = frameOf(shown);
    const double line = QFontMetricsF(labelFont(look)).height();
    addAxis(*chart, shown, look, Qt::AlignBottom, tr("requests at once"), frame.left, frame.right, mostTicks);
    const double besides = isLow(look) ? 3.5 : 6.3; // lines of type over and under the plot
    const int most = std::clamp(int((look.size.height() / line - besides) / 1.2), 3, mostTicks);
    addAxis(*chart, shown, look, Qt::AlignLeft, tr("makespan, s"), frame.bottom, frame.top, most);
    addIdeals(*chart, shown, look, frame);
    addMarks(*chart, shown, look);
    addRanges(*chart, shown, look);
    addWords(*chart, shown, look, frame);
    chart->resize(look.size);
    return chart;
}

QPointF placeOf(const QChart &chart, const MakespanShown &shown, const app::MakespanFigures &point)
{
    // Without a series named it is the first one's axes, and all have the same.
    return const_cast<QChart &>(chart).mapToPosition(onAxes(shown, valueAt(point, point.median)));
}

Drawing makespanDrawing(const MakespanShown &shown, const app::PictureWishes &wishes)
{
    MakespanLook look;
    look.size = wishes.size;
    look.theme = wishes.dark ? darkTheme() : lightTheme();
    constexpr double readable = 1.0 / 45; // of the height: from the back row
    look.scale = std::ceil(wishes.size.height() * readable) / smallestChartType;
    look.title = wishes.showTitle ? wishes.title.value_or(makespanTitle()) : QString();
    look.showLegend = wishes.showLegend;
    look.showCaption = wishes.showCaption;
    look.ground = !wishes.transparent;
    Drawing drawing;
    drawing.size = wishes.size;
    drawing.scale = wishes.scale;
    drawing.transparent = wishes.transparent;
    drawing.title = wishes.title.value_or(makespanTitle());
    drawing.paint = [shown, look](QPainter &painter) {
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        QGraphicsScene scene;
        scene.addItem(makespanChart(shown, look).release());
        scene.render(&painter, QRectF(QPointF(), look.size), QRectF(QPointF(), look.size));
    };
    return drawing;
}

} // namespace ui
