#pragma once

#include "ui/theme.h"
#include "ui/timeline/timeline_layout.h"

class QPainter;

namespace ui {

/// What a newcomer may click, in the middle of a canvas that shows no run yet.
void paintHint(QPainter &painter, const QRectF &canvas, const Theme &theme, double scale);

/// The moment under the pointer: a line over the body, and its time on the ruler. Nothing where `t` is out of view.
void paintPlayhead(QPainter &painter, const TimelineLayout &layout, qint64 t, const Theme &theme);

} // namespace ui
