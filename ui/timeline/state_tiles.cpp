#include "ui/timeline/state_tiles.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

StateTiles::StateTiles(const Theme &theme, double scale, int width)
    : m_theme(theme), m_side(8 * std::max(1, int(std::lround(scale)))), m_width(width)
{
}

const quint32 *StateTiles::line(app::State state, int y)
{
    QImage &tile = m_tiles[size_t(state)];
    if (tile.isNull())
        tile = made(m_theme.state(state));
    return reinterpret_cast<const quint32 *>(tile.constScanLine(y));
}

QImage StateTiles::made(const StateStyle &style) const
{
    QImage tile(m_width, m_side, QImage::Format_ARGB32_Premultiplied);
    tile.fill(style.ground);
    if (style.pattern == Qt::SolidPattern)
        return tile;
    QBrush brush(style.ink, style.pattern);
    brush.setTransform(QTransform::fromScale(m_side / 8, m_side / 8));
    QPainter(&tile).fillRect(tile.rect(), brush);
    return tile;
}

} // namespace ui
