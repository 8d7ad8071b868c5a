#pragma once

#include "ui/comparison/comparison_layout.h"
#include "ui/theme.h"

class QPainter;

namespace ui {

enum class Ground : quint8 { Panel, None };

/// Replays a comparison: on the screen, into a PNG, an SVG or a PDF alike. The states look as on the timeline.
void paintComparison(QPainter &painter, const ComparisonLayout &layout, const Theme &theme, Ground ground = Ground::Panel);

/// The line through all runs at `t` (ns since their first sent), its time on the ruler, and what each run holds then.
/// `runs`: as the layout was made of. Nothing where `t` is out of view.
void paintMoment(QPainter &painter, const ComparisonLayout &layout, const std::vector<const app::Run *> &runs, qint64 t, const Theme &theme);

} // namespace ui
