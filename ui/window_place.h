#pragma once

#include <QList>
#include <QRect>

namespace ui {

/// Where a window stands that was at `wished`: on the screen that shows most of it (on none: the first), no larger than
/// that, and with nothing outside. `screens`: what each leaves to windows, the main one first; at least one. Pixels of the desktop.
QRect placeOn(const QList<QRect> &screens, const QRect &wished);

} // namespace ui
