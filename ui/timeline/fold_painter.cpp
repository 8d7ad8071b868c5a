#include "ui/timeline/fold_painter.h"

#include "ui/timeline/state_tiles.h"
#include "ui/timeline/text_cache.h"

#include <QImage>
#include <QPainter>

#include <cmath>
#include <cstring>

namespace ui {
namespace {

constexpr double patternFrom = 4; ///< px; in a narrower run a pattern is only noise

bool isBlocking(app::State state) { return state == app::State::BlockingLoop || state == app::State::BlockingWorker; }

/// Crowded rows: the lines of a pattern's height are written once, and drawn as often as the row is high.
class Strip
{
public:
    Strip(const TimelineLayout &layout, const Theme &theme)
        : m_layout(layout), m_theme(theme), m_left(int(layout.time.left)), m_width(int(std::ceil(layout.time.width)) + 2),
          m_tiles(theme, layout.scale, m_width), m_lines(m_width, m_tiles.side(), QImage::Format_ARGB32_Premultiplied)
    {
        for (size_t i = 0; i < m_grounds.size(); ++i)
            m_grounds[i] = theme.states[i].ground.rgba();
        for (size_t i = 0; i < m_tones.size(); ++i)
            m_tones[i] = theme.tones[i].ground.rgba();
    }

    void paint(QPainter &painter, const FoldRow &row)
    {
        const int top = int(std::lround(row.top)), bottom = std::max(top + 1, int(std::lround(row.bottom)));
        const int lines = std::min(m_tiles.side(), bottom - top);
        writeLine(row, 0);
        for (int y = 1; y < lines; ++y) {
            if (m_patterned)
                writeLine(row, y);
            else
                std::memcpy(m_lines.scanLine(y), m_lines.constScanLine(0), size_t(m_width) * sizeof(quint32));
        }
        const int first = left(m_layout.runs[row.first]), width = right(m_layout.runs[row.last - 1]) - first;
        if (contiguous(row)) // nothing shines through: copied, not blended
            painter.setCompositionMode(QPainter::CompositionMode_Source);
        for (int y = top; y < bottom; y += lines)
            painter.drawImage(QPoint(m_left + first, y), m_lines, QRect(first, 0, width, std::min(lines, bottom - y)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        markFailed(painter, row, bottom - (bottom - top) / 4, bottom);
    }

private:
    int left(const FoldRun &run) const { return std::clamp(int(run.left) - m_left, 0, m_width); }
    int right(const FoldRun &run) const { return std::clamp(int(run.right) - m_left, left(run), m_width); }
    bool contiguous(const FoldRow &row) const
    {
        for (size_t i = row.first + 1; i < row.last; ++i) {
            if (m_layout.runs[i].left != m_layout.runs[i - 1].right)
                return false;
        }
        return true;
    }
    void writeLine(const FoldRow &row, int y)
    {
        auto *line = reinterpret_cast<quint32 *>(m_lines.scanLine(y));
        std::memset(line, 0, size_t(m_width) * sizeof(quint32));
        m_patterned = false;
        bool hidden = false; // may a short blocking one lie under another?
        for (size_t i = row.first; i < row.last; ++i) {
            const FoldRun &run = m_layout.runs[i];
            write(line, run, y);
            hidden = hidden || (isBlocking(run.state) && run.right - run.left < patternFrom);
        }
        for (size_t i = row.first; i < row.last && hidden; ++i) {
            if (isBlocking(m_layout.runs[i].state) && m_layout.runs[i].right - m_layout.runs[i].left < patternFrom)
                write(line, m_layout.runs[i], y);
        }
    }
    void write(quint32 *line, const FoldRun &run, int y)
    {
        const int from = left(run), to = right(run);
        if (to - from < patternFrom || run.tone > 0) { // a tone has no pattern
            std::fill(line + from, line + to, run.tone > 0 ? m_tones[size_t(run.tone - 1)] : m_grounds[size_t(run.state)]);
            return;
        }
        std::memcpy(line + from, m_tiles.line(run.state, y) + from, size_t(to - from) * sizeof(quint32));
        m_patterned = true;
    }
    void markFailed(QPainter &painter, const FoldRow &row, int top, int bottom) const
    {
        for (size_t i = row.first; i < row.last; ++i) {
            const FoldRun &run = m_layout.runs[i];
            if (run.failed)
                painter.fillRect(QRect(QPoint(int(run.left), top), QPoint(int(run.right) - 1, bottom - 1)), m_theme.bad);
        }
    }

    const TimelineLayout &m_layout;
    const Theme &m_theme;
    const int m_left, m_width;
    std::array<quint32, app::stateCount> m_grounds{};
    std::array<quint32, toneCount> m_tones{};
    bool m_patterned = false; ///< does the line written last differ from the next?
    StateTiles m_tiles;
    QImage m_lines;
};

void paintRun(QPainter &painter, const FoldRow &row, const FoldRun &run, const Theme &theme, double scale)
{
    const QRectF rect(run.left, row.top, run.right - run.left, row.bottom - row.top);
    const StateStyle &style = theme.style(run.state, run.tone);
    if (rect.width() < patternFrom * scale)
        painter.fillRect(rect, style.ground);
    else
        paintState(painter, rect, style, scale);
    if (run.failed)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - rect.height() / 4, rect.width(), rect.height() / 4), theme.bad);
}

/// Of what is folded, only names are looked for: those are known where all of a column have one.
bool dims(const FoldRun &run, const Highlight &highlight)
{
    const bool named = run.state == app::State::Named;
    return named ? isDim(run.request, highlight) : highlight.hovered != app::RequestId::None && run.request != highlight.hovered;
}

/// A row in one image is dim as a whole; what is not, is painted over it.
void paintCrowded(QPainter &painter, const FoldRow &row, Strip &strip, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight)
{
    const bool named = layout.runs[row.first].state == app::State::Named;
    const bool dim = highlight.hovered != app::RequestId::None || (named && highlight.found);
    painter.setOpacity(dim ? dimmed : 1);
    strip.paint(painter, row);
    painter.setOpacity(1);
    for (size_t i = row.first; i < row.last && named && dim; ++i) {
        if (!dims(layout.runs[i], highlight))
            paintRun(painter, row, layout.runs[i], theme, layout.scale);
    }
}

} // namespace

void paintFolds(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight)
{
    const bool raster = takesImages(painter);
    std::optional<Strip> strip;
    for (const FoldRow &row : layout.folds) {
        if (raster && row.crowded) {
            if (!strip)
                strip.emplace(layout, theme);
            paintCrowded(painter, row, *strip, layout, theme, highlight);
            continue;
        }
        for (size_t i = row.first; i < row.last; ++i) {
            const FoldRun &run = layout.runs[i];
            painter.setOpacity(dims(run, highlight) ? dimmed : 1);
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
