#pragma once

#include "app/find.h"
#include "ui/theme.h"
#include "ui/timeline/timeline_layout.h"

#include <memory>

class QPainter;

namespace ui {

inline constexpr double dimmed = 0.5; ///< opacity of what is not hovered

/// Requests that stand out; None: nobody does.
struct Highlight {
    app::RequestId hovered = app::RequestId::None;  ///< outlined, the others dimmed
    app::RequestId selected = app::RequestId::None; ///< outlined
    std::shared_ptr<const app::Found> found;        ///< where nobody is hovered: those not among them are dimmed; nullptr: nobody is
};

bool isDim(app::RequestId request, const Highlight &highlight);

/// Replays a layout: on the screen, into a PNG, an SVG or a PDF alike. `scroll`: px of the body above its top edge.
void paintTimeline(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight = {},
                   double scroll = 0);

/// Its body alone: what lies between the ruler and the lower edge. Paints no ground.
void paintBody(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight = {}, double scroll = 0);

/// A text that stands on no slice.
void paintText(QPainter &painter, const TextItem &item, const QColor &colour);
void paintText(QPainter &painter, const TextItem &item, const Theme &theme);

/// px of a pattern's pixel where a picture's strokes have this scale.
inline double patternScale(double scale) { return scale > 1.25 ? scale : 1; } // its eight pixels would be a blur on a big picture

/// A state's pattern, as large as the picture's `scale` asks for.
QBrush patternBrush(const StateStyle &style, double scale);

/// One state's ground, pattern and outline in a rectangle: slices and the legend's keys.
void paintState(QPainter &painter, const QRectF &rect, const StateStyle &style, double scale);

} // namespace ui
