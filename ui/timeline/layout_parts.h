#pragma once

#include "ui/timeline/timeline_layout.h"

// The parts layOut() is made of. Internal to the layout.
namespace ui {

/// Title, makespan, caption and legend; returns the height they take.
double layOutHeader(const app::Run &run, const LayoutInput &input, TimelineLayout &layout);

/// Slices of one row between `top` and `bottom`, those narrower than a column folded with their neighbours.
/// `now` ends what is still open. Numbers are written where they fit.
void layOutRow(const app::Row &row, qint64 now, double top, double bottom, TimelineLayout &layout);

/// A group folded to the area of its counts.
void layOutArea(const app::Group &group, app::State state, qint64 now, double top, double bottom, TimelineLayout &layout);

/// Loop lag as bars: as high as the lag, as long as it lasted. While the loop is blocked its timer is late already,
/// though it cannot say so: that shows too.
void layOutLag(const app::Run &run, double top, double bottom, TimelineLayout &layout);

/// The width of a text in our font.
double textWidth(const QString &text, double pixels, bool bold);

} // namespace ui
