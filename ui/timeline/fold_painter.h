#pragma once

#include "ui/theme.h"
#include "ui/timeline/timeline_layout.h"
#include "ui/timeline/timeline_painter.h"

namespace ui {

/// Paints the folded columns. On a raster, a crowded row is written into one image and drawn at once: what a
/// frame costs then hangs on the picture's size, not on how many runs there are. SVG and PDF get rectangles.
void paintFolds(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight);

/// The blocking ones among wide slices once more, on top: however short, they are never hidden.
void paintBlockingFolds(QPainter &painter, const TimelineLayout &layout, const Theme &theme);

} // namespace ui
