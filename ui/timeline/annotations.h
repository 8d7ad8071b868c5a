#pragma once

#include "ui/theme.h"
#include "ui/timeline/timeline_layout.h"

class QPainter;

// What a person wrote over a timeline: the measured range and the marks. One painting for the screen and for pictures.
namespace ui {

/// A mark's flag in the ruler, in the layout's pixels.
struct Flag {
    size_t mark = 0; ///< index into the marks
    QRectF rect;
};
/// Of the marks in view. A name that would run into the next flag is cut short.
std::vector<Flag> flagsOf(const TimelineLayout &layout, const std::vector<Mark> &marks);
std::optional<size_t> flagAt(const TimelineLayout &layout, const std::vector<Mark> &marks, QPointF point);

enum class Edge : quint8 { Begin, End };
/// The edge of the measured range under a point, so that it can be dragged.
std::optional<Edge> measureEdgeAt(const TimelineLayout &layout, const std::optional<TimeRange> &measure, QPointF point);

/// Over a painted timeline. `chosen`: the mark that stands out.
void paintAnnotations(QPainter &painter, const TimelineLayout &layout, const RunView &view, const Theme &theme,
                      std::optional<size_t> chosen = std::nullopt);

} // namespace ui
