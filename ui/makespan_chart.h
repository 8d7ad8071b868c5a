#pragma once

#include "app/sweep_plan.h"
#include "ui/exportable.h"
#include "ui/theme.h"

#include <QChart>

#include <memory>

// Makespan over count by endpoint: a mark at the median of the runs measured, a line over their range, and the ideal. One chart for the window and for files.
// GUI thread.
namespace ui {

/// Runs that can be compared: they ask for the same sleep and have the same workers.
struct MakespanSet {
    quint32 sleepMicros = 0;
    int pool = 0;
    bool operator==(const MakespanSet &) const = default;
    static MakespanSet of(const app::RunRequest &asked) { return {asked.sleepMicros, asked.pool}; }
    QString shortText() const; ///< "0.1 s, 40 workers"
    QString text() const;      ///< "each request waits 0.1 s, 40 workers"
};

/// What the chart shows: everything of one set.
struct MakespanShown {
    MakespanSet set;
    std::vector<app::MakespanFigures> points;
    std::vector<int> planned; ///< counts of a sweep: the axes have room for them, and each endpoint its line, from the start
    bool logarithmic = true;  ///< both axes; otherwise both begin at 0

    bool empty() const { return points.empty() && planned.empty(); }
    bool has(app::Endpoint endpoint) const;
};

struct MakespanLook {
    QSizeF size;      ///< px
    Theme theme = lightTheme();
    double scale = 1; ///< of type, lines and marks; the smallest type is 12 px at 1
    QString title;    ///< empty: none
    bool showLegend = true, showCaption = true; ///< caption: the set, and what the lines are
    bool ground = true;
};

inline constexpr double smallestChartType = 12; ///< px at scale 1

QString makespanTitle();

/// Has look.size, and what fits there. Of an empty `shown`: axes alone.
std::unique_ptr<QChart> makespanChart(const MakespanShown &shown, const MakespanLook &look);

/// Where a point lies in the chart, px.
QPointF placeOf(const QChart &chart, const MakespanShown &shown, const app::MakespanFigures &point);

/// As a picture; all type is at least 1/45 of its height.
Drawing makespanDrawing(const MakespanShown &shown, const app::PictureWishes &wishes);

/// A line's points (count, seconds) from `first` to `last`, none above `most` seconds. Sync is a staircase: its steps are where
/// the pool is full.
QList<QPointF> idealLine(app::Endpoint endpoint, const MakespanSet &set, double first, double last, double most);

/// 1, 2, 5, 10, ... between two numbers above 0, thinned to 1, 10, 100 and then further where there are more than `most`.
std::vector<double> logarithmicTicks(double from, double to, int most);
/// 0, step, 2 x step, ... up to `to`, with a step of 1, 2 or 5 times a power of ten: at most `most` of them, and 0.
std::vector<double> linearTicks(double to, int most);

} // namespace ui
