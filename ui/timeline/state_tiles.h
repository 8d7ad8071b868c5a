#pragma once

#include "app/slice.h"
#include "ui/theme.h"

#include <QImage>

#include <array>

namespace ui {

/// A state's ground and pattern as lines of pixels, as wide as what is to be painted; they repeat every side()
/// lines. Who copies them asks no brush: Qt hands large fills with a pattern to threads and waits for them, on a
/// busy machine for a long time. GUI thread.
class StateTiles
{
public:
    /// `theme` must outlive this. `width`: px, > 0.
    StateTiles(const Theme &theme, double scale, int width);

    int side() const { return m_side; }
    /// Premultiplied, width pixels; `y` in [0, side()).
    const quint32 *line(app::State state, int y);

private:
    QImage made(const StateStyle &style) const;

    const Theme &m_theme;
    const int m_side, m_width;
    std::array<QImage, app::stateCount> m_tiles;
};

} // namespace ui
