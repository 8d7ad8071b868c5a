#pragma once

#include "app/comparison.h"
#include "ui/timeline/timeline_layout.h"

// Several runs under each other on one time scale, as values: made without a painter, replayed onto any. At the left
// of each its name, makespan and a bar as long as the makespan; at the right its picture in short. All lengths are px.
namespace ui {

struct ComparisonInput {
    QSizeF size;
    double scale = 1; ///< of type and strokes; the smallest text has leastComparisonText * scale
    std::vector<const app::Run *> runs; ///< from the top down
    std::vector<app::RunRequest> toCome; ///< have their place below, and nothing in it yet
    std::optional<TimeRange> range;      ///< ns since each run's first sent; nullopt: app::usualEnd()
    std::optional<QString> title;        ///< nullopt: what the runs have in common
    bool showTitle = true, showLegend = true, showCaption = true;
    bool keepsArrowRoom = false; ///< also where all runs end in view: the time scale then stays in its place while one zooms
    double headerTaken = 0;      ///< px from the right edge of the title's line that something else stands in
};

inline constexpr double leastComparisonText = 11;

/// One run's part. All but the picture's items are in coordinates of the whole.
struct RunStrip {
    app::Compared run;
    QRectF rect;             ///< from edge to edge
    TextItem name, caption;  ///< caption: an empty text where there is no room
    TextItem makespan;       ///< in the endpoint's colour
    QRectF barGround, bar;   ///< the longest run's bar fills the ground; true proportions, whatever range is shown
    QRectF ideal;            ///< where the bar should end; null: not known
    TextItem onward;         ///< an arrow and the makespan, where the run goes on past the right edge; else an empty text
    qint64 first = 0;        ///< ns: the run's own time of its first request; 0 of the common scale
    TimelineLayout picture;  ///< time: the run's own; its body is where the picture stands
};

struct ComparisonLayout {
    TimelineLayout frame; ///< title, ruler, grid lines and legend; time: since first sent; body: where the strips stand
    QRectF idealKey;      ///< of the legend; null: no ideal is known, or there is no legend
    std::vector<RunStrip> strips; ///< of the runs, then of those to come
};

/// At least one run, or one to come.
ComparisonLayout layOut(const ComparisonInput &input);

/// The strip at a point; -1: none.
int stripAt(const ComparisonLayout &layout, QPointF point);

} // namespace ui
