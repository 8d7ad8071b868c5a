#pragma once

#include "ui/theme.h"
#include "ui/timeline/timeline_layout.h"

class QPainter;

namespace ui {

/// Paints folded groups: how many slices are open, as an area with steps. On a raster each is one image, whatever
/// the number of its steps; SVG and PDF get polygons.
void paintAreas(QPainter &painter, const TimelineLayout &layout, const Theme &theme);

} // namespace ui
