#pragma once

#include "app/session.h"
#include "ui/timeline/coordinates.h"
#include "ui/timeline/layout_items.h"
#include "ui/timeline/run_view.h"

#include <optional>

// A run as rectangles, areas, lines and texts: pure values, made without a painter, replayed onto any.
// All lengths are pixels of the picture or the viewport.
namespace ui {

enum class Region : quint8 { Lag, Loop, Awaiting, Worker, Waiting, Client, Track };

/// Where a row (or a folded region) stands in the body; body coordinates, before scrolling.
struct Band {
    Region region{};
    int row = 0; ///< of its region (a worker's index in the trace, wherever its lane stands; a place in Trace::trackRows()); -1: folded to an area
    double top = 0, bottom = 0;
    double marks = 0; ///< px from its top on that a track's instants take; slices are below them
};

struct LayoutInput {
    QSizeF size;
    TimeRange range;
    double scale = 1;            ///< of type and strokes
    RunView view;
    bool scrolls = true;         ///< false: a picture; rows are squeezed until all fit
    double scroll = 0;           ///< px of the body above the view: of tracks, only the rows in view are laid out
    // Of a picture alone:
    double type = 0;             ///< of type, where it is larger than `scale`; 0: it is not
    bool ground = true;          ///< false: what lies under the picture shows through
    std::optional<QString> title{};///< nullopt: the run's own
    bool showTitle = true, showLegend = true, showCaption = true; ///< what is left out gives its room to the rows
    /// The run once it has grown: its rows, legend and scales have their room from the start, so that nothing moves when
    /// they come; nullptr: what there is now. The run laid out is its beginning.
    const app::Run *whole = nullptr;
};

struct TimelineLayout {
    QSizeF size;
    double scale = 1;        ///< of strokes and distances
    double type = 1;         ///< of type; no less than `scale`
    bool picture = false;    ///< nobody scrolls it or points at it: what has no room is left out
    bool ground = true;
    double gutterNeeded = 0; ///< px, so that every name left of the rows stands beside its figure
    TimeScale time;          ///< where time is: left and width of every row
    QRectF header, ruler, body;
    double contentHeight = 0; ///< of the body; more than body.height(): it scrolls
    std::vector<TextItem> fixedTexts;  ///< header and ruler
    std::vector<SliceItem> legend;
    std::vector<double> gridLines;     ///< x
    // In body coordinates, from 0 down:
    std::vector<RectItem> grounds;
    std::vector<AreaItem> areas;
    std::vector<FoldRow> folds;
    std::vector<FoldRun> runs;
    std::vector<SliceItem> slices;
    std::vector<SliceItem> shares; ///< of the lanes' time, at their headers; nothing to hit or to light up
    std::vector<RectItem> marks;
    std::vector<TextItem> texts;
    std::vector<Band> bands;
    QRectF clientHeader; ///< a click folds or unfolds the client group
};

TimelineLayout layOut(const app::Run &run, const LayoutInput &input);

/// What is under a point of the body (body coordinates).
struct Hit {
    Band band;
    qint64 t = 0;
    std::optional<app::Slice> slice;
    std::optional<app::Instant> instant{}; ///< of a track
};
std::optional<Hit> hitAt(const app::Run &run, const TimelineLayout &layout, QPointF point);

/// The rows of a region; nullptr: the band is folded, or has none.
const app::Row *rowOf(const app::Trace &trace, const Band &band);

} // namespace ui
