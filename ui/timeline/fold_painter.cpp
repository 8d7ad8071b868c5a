#include "ui/timeline/fold_painter.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <cmath>
#include <cstring>

namespace ui {
namespace {

constexpr double patternFrom = 4; ///< px; in a narrower run a pattern is only noise

/// Every state's ground and pattern as pixels that repeat every side() of them.
class Tiles
{
public:
    Tiles(const Theme &theme, double scale) : m_side(8 * std::max(1, int(std::lround(scale))))
    {
        for (size_t i = 0; i < m_tiles.size(); ++i) {
            const StateStyle &style = theme.states[i];
            m_grounds[i] = style.ground.rgba();
            m_tiles[i] = QImage(m_side, m_side, QImage::Format_ARGB32_Premultiplied);
            m_tiles[i].fill(style.ground);
            if (style.pattern == Qt::SolidPattern)
                continue;
            QBrush brush(style.ink, style.pattern);
            brush.setTransform(QTransform::fromScale(m_side / 8, m_side / 8));
            QPainter(&m_tiles[i]).fillRect(m_tiles[i].rect(), brush);
        }
    }
    int side() const { return m_side; }
    quint32 ground(app::State state) const { return m_grounds[size_t(state)]; }
    const quint32 *line(app::State state, int y) const
    {
        return reinterpret_cast<const quint32 *>(m_tiles[size_t(state)].constScanLine(y % m_side));
    }

private:
    const int m_side;
    std::array<QImage, app::stateCount> m_tiles;
    std::array<quint32, app::stateCount> m_grounds{};
};

/// Crowded rows as one image each; its memory is reused from row to row.
class Strip
{
public:
    Strip(const TimelineLayout &layout, const Theme &theme)
        : m_layout(layout), m_tiles(theme, layout.scale), m_bad(theme.bad.rgba()), m_left(int(layout.time.left)),
          m_width(int(std::ceil(layout.time.width)) + 2)
    {
    }

    void paint(QPainter &painter, const FoldRow &row)
    {
        const int top = int(std::lround(row.top)), height = std::max(1, int(std::lround(row.bottom)) - top);
        if (m_image.height() < height)
            m_image = QImage(m_width, height, QImage::Format_ARGB32_Premultiplied);
        const int distinct = std::min(height, m_tiles.side());
        bool failed = false;
        for (int y = 0; y < distinct; ++y)
            failed = writeLine(row, y) || failed;
        const size_t bytes = size_t(m_width) * sizeof(quint32);
        for (int y = distinct; y < height; ++y)
            std::memcpy(m_image.scanLine(y), m_image.constScanLine(y - distinct), bytes);
        for (int y = height * 3 / 4; failed && y < height; ++y)
            markFailed(row, y);
        painter.drawImage(QPoint(m_left, top), m_image, QRect(0, 0, m_width, height));
    }

private:
    /// true: one of the runs failed.
    bool writeLine(const FoldRow &row, int y)
    {
        auto *line = reinterpret_cast<quint32 *>(m_image.scanLine(y));
        std::memset(line, 0, size_t(m_width) * sizeof(quint32));
        bool failed = false;
        for (size_t i = row.first; i < row.last; ++i) {
            const FoldRun &run = m_layout.runs[i];
            const int left = int(run.left) - m_left, right = std::min(int(run.right) - m_left, m_width);
            failed = failed || run.failed;
            if (right - left < patternFrom) {
                std::fill(line + left, line + right, m_tiles.ground(run.state));
                continue;
            }
            const quint32 *tile = m_tiles.line(run.state, y);
            for (int x = left; x < right; ++x)
                line[x] = tile[(x + m_left) % m_tiles.side()];
        }
        return failed;
    }
    void markFailed(const FoldRow &row, int y)
    {
        auto *line = reinterpret_cast<quint32 *>(m_image.scanLine(y));
        for (size_t i = row.first; i < row.last; ++i) {
            const FoldRun &run = m_layout.runs[i];
            if (run.failed)
                std::fill(line + int(run.left) - m_left, line + std::min(int(run.right) - m_left, m_width), m_bad);
        }
    }

    const TimelineLayout &m_layout;
    const Tiles m_tiles;
    const quint32 m_bad;
    const int m_left, m_width;
    QImage m_image;
};

void paintRun(QPainter &painter, const FoldRow &row, const FoldRun &run, const Theme &theme, double scale)
{
    const QRectF rect(run.left, row.top, run.right - run.left, row.bottom - row.top);
    if (rect.width() < patternFrom * scale)
        painter.fillRect(rect, theme.state(run.state).ground);
    else
        paintState(painter, rect, theme.state(run.state), scale);
    if (run.failed)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - rect.height() / 4, rect.width(), rect.height() / 4), theme.bad);
}

bool isBlocking(app::State state) { return state == app::State::BlockingLoop || state == app::State::BlockingWorker; }

} // namespace

void paintFolds(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight)
{
    const bool raster = painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Raster;
    std::optional<Strip> strip;
    for (const FoldRow &row : layout.folds) {
        if (raster && row.crowded) {
            if (!strip)
                strip.emplace(layout, theme);
            painter.setOpacity(highlight.hovered != app::RequestId::None ? dimmed : 1);
            strip->paint(painter, row);
            continue;
        }
        for (size_t i = row.first; i < row.last; ++i) {
            const FoldRun &run = layout.runs[i];
            painter.setOpacity(highlight.hovered != app::RequestId::None && run.request != highlight.hovered ? dimmed : 1);
            paintRun(painter, row, run, theme, layout.scale);
        }
    }
    painter.setOpacity(1);
}

void paintBlockingFolds(QPainter &painter, const TimelineLayout &layout, const Theme &theme)
{
    for (const FoldRow &row : layout.folds) {
        for (size_t i = row.first; i < row.last && !row.crowded; ++i) {
            if (isBlocking(layout.runs[i].state))
                paintRun(painter, row, layout.runs[i], theme, layout.scale);
        }
    }
}

} // namespace ui
