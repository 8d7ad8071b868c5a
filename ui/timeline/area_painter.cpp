#include "ui/timeline/area_painter.h"

#include "ui/timeline/state_tiles.h"
#include "ui/timeline/timeline_painter.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

namespace ui {
namespace {

/// The area as pixels: state's tiles below its outline, a line of the state's ink along the top, nothing above.
QImage imageOf(const AreaItem &area, const QRect &place, StateTiles &tiles, const StateStyle &style, int line)
{
    QImage image(place.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const quint32 ink = style.pattern == Qt::SolidPattern ? style.ground.rgba() : style.ink.rgba();
    for (qsizetype i = 1; i + 1 < area.outline.size(); ++i) {
        const QPointF from = area.outline[i], to = area.outline[i + 1];
        if (from.y() != to.y()) // the rise between two steps
            continue;
        const int left = std::clamp(int(std::lround(from.x())) - place.left(), 0, place.width());
        const int right = std::clamp(int(std::lround(to.x())) - place.left(), left, place.width());
        const int top = std::clamp(int(std::lround(from.y())) - place.top(), 0, place.height());
        for (int y = top; y < place.height(); ++y) {
            auto *pixels = reinterpret_cast<quint32 *>(image.scanLine(y)) + left;
            if (y < top + line)
                std::fill_n(pixels, right - left, ink);
            else
                std::memcpy(pixels, tiles.line(area.state, y % tiles.side()) + left, size_t(right - left) * sizeof(quint32));
        }
    }
    return image;
}

QRect pixelsOf(const QRectF &bounds)
{
    return QRect(QPoint(int(std::lround(bounds.left())), int(std::lround(bounds.top()))),
                 QPoint(int(std::lround(bounds.right())) - 1, int(std::lround(bounds.bottom())) - 1));
}

void paintPolygon(QPainter &painter, const AreaItem &area, const StateStyle &style, double scale)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.ground);
    painter.drawPolygon(area.outline);
    if (style.pattern == Qt::SolidPattern)
        return;
    painter.setBrush(patternBrush(style, scale));
    painter.setPen(QPen(style.ink, scale));
    painter.drawPolygon(area.outline);
}

} // namespace

void paintAreas(QPainter &painter, const TimelineLayout &layout, const Theme &theme)
{
    const bool raster = painter.paintEngine()->type() == QPaintEngine::Raster;
    std::optional<StateTiles> tiles;
    for (const AreaItem &area : layout.areas) {
        const QRect place = pixelsOf(area.outline.boundingRect());
        if (!raster) {
            paintPolygon(painter, area, theme.state(area.state), layout.scale);
        } else if (!place.isEmpty()) {
            if (!tiles)
                tiles.emplace(theme, layout.scale, int(std::ceil(layout.size.width())) + 1);
            painter.drawImage(place.topLeft(), imageOf(area, place, *tiles, theme.state(area.state), std::max(1, int(std::lround(layout.scale)))));
        }
    }
}

} // namespace ui
