#pragma once

#include "app/track.h"

#include <QString>

// Names of another program's slices: their colour, and as much of them as fits.
namespace ui {

/// Which of the theme's tones a name has, 1 to toneCount: the same in every file and at every start.
quint8 toneOf(const QString &name);
/// Of a label's name; 0, the neutral one, where there is no such label.
quint8 toneOf(const app::Tracks &tracks, app::RequestId label);

/// The text, or as many of its first letters as fit and "…"; empty where not even two letters fit. `width` and `pixels`: px.
QString elided(const QString &text, double width, double pixels, bool bold);

} // namespace ui
