#pragma once

#include "app/trace.h"

// Edges that a measure may snap to. Pure; two binary searches at most, however long the row.
namespace ui {

/// The begin or end of a slice that is nearest to `t`, at most `reach` ns away; `t` itself where there is none.
/// A slice that is still open ends `now`.
qint64 snapToSlices(const app::Row &row, qint64 t, qint64 reach, qint64 now);

/// The same for a group folded to its counts.
qint64 snapToSteps(const app::Counts &steps, qint64 t, qint64 reach);

} // namespace ui
