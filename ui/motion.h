#pragma once

#include <QString>

class QWidget;

namespace ui {

/// Whether things on the screen may glide: the style says so, and neither of the desktop's files in `configFolder`
/// (as in QStandardPaths::GenericConfigLocation) has switched animations off.
bool motionWelcome(const QWidget &widget, const QString &configFolder);

/// The files alone. True where there are none.
bool desktopWantsMotion(const QString &configFolder);

} // namespace ui
