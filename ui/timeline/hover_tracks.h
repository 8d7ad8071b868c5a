#pragma once

#include "ui/timeline/hover_card.h"

namespace ui {

/// What the card says over a track: of a slice, an instant, or a counter's value.
std::optional<HoverText> trackText(const app::Run &run, const Hit &hit);

} // namespace ui
