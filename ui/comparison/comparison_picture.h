#pragma once

#include "app/picture_wishes.h"
#include "ui/comparison/comparison_layout.h"
#include "ui/picture_file.h"

namespace ui {

/// Runs under each other as a picture for a slide; no text is lower than 1/45 of its height. `runs`: 1 to 6, which outlive
/// the drawing. `wishes`: from and to are ns since each run's first sent; without them, what leaves the short runs readable.
/// What of the wishes these runs cannot show; an empty string: nothing.
QString comparisonFault(const std::vector<const app::Run *> &runs, const app::PictureWishes &wishes);
Drawing comparisonDrawing(const std::vector<const app::Run *> &runs, const app::PictureWishes &wishes);

} // namespace ui
