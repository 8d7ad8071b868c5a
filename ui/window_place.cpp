#include "ui/window_place.h"

#include <algorithm>

namespace ui {

QRect placeOn(const QList<QRect> &screens, const QRect &wished)
{
    const auto shown = [&wished](const QRect &screen) {
        const QSize part = screen.intersected(wished).size();
        return part.isEmpty() ? 0 : qint64(part.width()) * part.height();
    };
    const QRect screen = *std::max_element(screens.begin(), screens.end(), [&](const QRect &a, const QRect &b) { return shown(a) < shown(b); });
    const QSize size = wished.size().boundedTo(screen.size());
    const QPoint last = screen.topLeft() + QPoint(screen.width() - size.width(), screen.height() - size.height());
    return {QPoint(std::clamp(wished.x(), screen.x(), last.x()), std::clamp(wished.y(), screen.y(), last.y())), size};
}

} // namespace ui
