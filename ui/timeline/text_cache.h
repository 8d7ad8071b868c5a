#pragma once

#include "ui/timeline/timeline_layout.h"

#include <QStaticText>

namespace ui {

/// A text that is shaped once and drawn in every frame after: labels hardly change from one to the next.
/// Bounded; GUI thread.
struct ShapedText {
    QStaticText text;
    QSizeF size; ///< px
};
const ShapedText &shaped(const QString &text, double pixels, bool bold);

} // namespace ui
