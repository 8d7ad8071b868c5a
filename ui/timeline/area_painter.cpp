#include "ui/timeline/area_painter.h"

#include "ui/timeline/state_tiles.h"
#include "ui/timeline/text_cache.h"
#include "ui/timeline/timeline_painter.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

namespace ui {
namespace {

/// A step of the outline, px from the picture's left and top.
struct Step {
    int left = 0, right = 0, top = 0;
};

std::vector<Step> stepsOf(const QPolygonF &outline, const QRect &place)
{
    std::vector<Step> steps;
    for (qsizetype i = 1; i + 1 < outline.size(); ++i) {
        const QPointF from = outline[i], to = outline[i + 1];
        if (from.y() != to.y()) // the rise between two steps
            continue;
        const int left = std::clamp(int(std::lround(from.x())) - place.left(), 0, place.width());
        steps.push_back({left, std::clamp(int(std::lround(to.x())) - place.left(), left, place.width()), int(std::lround(from.y())) - place.top()});
    }
    return steps;
}

/// One line of the area: tiles where the outline is above it, ink where it is at it, nothing else.
void writeLine(quint32 *pixels, int width, int y, int line, const std::vector<Step> &steps, const quint32 *tile, quint32 ink)
{
    int written = 0;
    for (const Step &step : steps) {
        if (step.top > y)
            continue;
        std::fill(pixels + written, pixels + std::max(written, step.left), 0);
        if (y < step.top + line)
            std::fill(pixels + step.left, pixels + step.right, ink);
        else
            std::memcpy(pixels + step.left, tile + step.left, size_t(step.right - step.left) * sizeof(quint32));
        written = step.right;
    }
    std::fill(pixels + written, pixels + std::max(written, width), 0);
}

/// As one image, in a buffer that is kept from frame to frame.
void paintImage(QPainter &painter, const AreaItem &area, const QRect &place, StateTiles &tiles, const StateStyle &style, int line)
{
    static QImage image;
    if (image.width() < place.width() || image.height() < place.height())
        image = QImage(image.size().expandedTo(place.size()), QImage::Format_ARGB32_Premultiplied);
    const quint32 ink = style.pattern == Qt::SolidPattern ? style.ground.rgba() : style.ink.rgba();
    const std::vector<Step> steps = stepsOf(area.outline, place);
    for (int y = 0; y < place.height(); ++y)
        writeLine(reinterpret_cast<quint32 *>(image.scanLine(y)), place.width(), y, line, steps, tiles.line(area.state, y % tiles.side()), ink);
    painter.drawImage(place.topLeft(), image, QRect(QPoint(), place.size()));
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
    const bool raster = takesImages(painter);
    std::optional<StateTiles> tiles;
    for (const AreaItem &area : layout.areas) {
        const QRect place = pixelsOf(area.outline.boundingRect());
        if (!raster) {
            paintPolygon(painter, area, theme.state(area.state), layout.scale);
        } else if (!place.isEmpty()) {
            if (!tiles)
                tiles.emplace(theme, layout.scale, int(std::ceil(layout.size.width())) + 1);
            paintImage(painter, area, place, *tiles, theme.state(area.state), std::max(1, int(std::lround(layout.scale))));
        }
    }
}

} // namespace ui
