#include "ui/timeline/layout_parts.h"

#include "app/fold.h"
#include "ui/timeline/digits.h"
#include "ui/timeline/names.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double foldBelow = 3;     ///< px; narrower slices are folded to columns of one pixel
constexpr double thinnest = 2;      ///< px; so that a moment on the loop is seen at all
constexpr double aloneFrom = 12;    ///< px; a folded stretch this wide may be one slice, and is drawn as one then
constexpr size_t manySlices = 64;   ///< in a row; then a slice takes part in the row's one image
constexpr double itselfFrom = 24;   ///< px; unless it is this wide: such a slice has a number on it
constexpr double gapFrom = 5;       ///< px; a wider one ends a pixel early, so that two of one state are two
constexpr double numberPixels = 11, areaTextPixels = 16, smallAreaTextPixels = 11;
constexpr double leastName = 30;    ///< px; a narrower slice has no room for a name of any use
constexpr qint64 badLag = 50'000'000;       ///< ns; what a person notices
constexpr qint64 lagScale = 100'000'000;    ///< ns; the strip's height, unless a lag was worse

void number(const app::Slice &slice, const QRectF &rect, TimelineLayout &layout)
{
    const double pixels = numberPixels * layout.type;
    if (rect.height() < pixels + 1 || rect.width() < 2 * pixels)
        return;
    const QString text = QString::number(quint32(slice.request));
    if (digitsWidth(pixels, int(text.size())) + 6 * layout.scale <= rect.width())
        layout.texts.push_back({rect, text, pixels, true, Ink::OnSlice, Qt::AlignCenter, slice.state, slice.request});
}

void name(const QString &text, const SliceItem &item, TimelineLayout &layout)
{
    const double pixels = numberPixels * layout.type, space = 4 * layout.scale;
    if (item.rect.height() < pixels + 1 || item.rect.width() < leastName * layout.type)
        return;
    const QRectF place = item.rect.adjusted(space, 0, -space - layout.scale, 0);
    const QString shown = elided(text, place.width(), pixels, false);
    if (!shown.isEmpty())
        layout.texts.push_back({place, shown, pixels, false, Ink::OnSlice, Qt::AlignLeft | Qt::AlignVCenter, item.state, item.request, item.tone});
}

/// One row on its way into the layout.
class RowLayout
{
public:
    RowLayout(const app::Row &row, qint64 now, double top, double bottom, TimelineLayout &layout, const app::Tracks *tracks)
        : m_row(row), m_now(now), m_top(top), m_bottom(bottom), m_layout(layout), m_tracks(tracks), m_left(layout.time.left),
          m_first(row.firstEndingAfter(layout.time.range.begin)), m_last(row.firstFrom(layout.time.range.end))
    {
        m_columns.count = std::max(1, int(layout.time.width));
        m_columns.begin = layout.time.range.begin;
        m_columns.end = std::max(m_columns.begin + 1, layout.time.toTime(m_left + m_columns.count));
    }

    void build()
    {
        const size_t firstRun = m_layout.runs.size();
        const bool folded = double(m_last - m_first) * foldBelow > m_columns.count;
        const bool crowded = m_last - m_first > manySlices;
        if (folded)
            buildFolded();
        else
            buildOneByOne(crowded ? itselfFrom * m_layout.scale : 0);
        if (m_layout.runs.size() > firstRun)
            m_layout.folds.push_back({m_top, m_bottom, firstRun, m_layout.runs.size(), crowded});
    }

private:
    /// Few slices: each that is wide enough as itself or as a run, the others between them folded.
    void buildOneByOne(double itself)
    {
        size_t narrowFrom = m_first;
        m_folds.assign(size_t(m_columns.count), {});
        for (size_t i = m_first; i <= m_last; ++i) {
            if (i < m_last && width(m_row[i]) < foldBelow)
                continue;
            if (narrowFrom < i) {
                app::foldSlices(m_row, narrowFrom, i, m_columns, m_now, m_folds);
                addRuns(column(m_row[narrowFrom].begin), column(end(m_row[i - 1])) + 1, false);
            }
            if (i < m_last && width(m_row[i]) < itself)
                addRun(m_row[i]);
            else if (i < m_last)
                addSlice(m_row[i]);
            narrowFrom = i + 1;
        }
    }
    void buildFolded()
    {
        app::foldRow(m_row, m_columns, m_now, m_folds);
        addRuns(0, m_columns.count, true);
    }

    qint64 end(const app::Slice &slice) const { return std::max(std::min(slice.end, m_now), slice.begin); }
    double pixel(qint64 t) const { return std::clamp(m_layout.time.toPixel(t), m_left, m_left + m_layout.time.width); }
    double width(const app::Slice &slice) const { return pixel(end(slice)) - pixel(slice.begin); }
    int column(qint64 t) const { return std::clamp(int(pixel(t) - m_left), 0, m_columns.count - 1); }

    void addSlice(const app::Slice &slice)
    {
        const double left = pixel(slice.begin);
        const QRectF rect(left, m_top, pixel(end(slice)) - left, m_bottom - m_top);
        const SliceItem item{rect, slice.state, slice.request, slice.failed, tone(slice.request)};
        m_layout.slices.push_back(item);
        if (!m_tracks)
            number(slice, rect, m_layout);
        else if (const app::Label *label = m_tracks->label(slice.request))
            name(label->name, item, m_layout);
    }
    quint8 tone(app::RequestId label) const { return m_tracks ? toneOf(*m_tracks, label) : quint8(0); }
    void addRun(const app::Slice &slice)
    {
        const double left = std::round(pixel(slice.begin)), right = std::round(pixel(end(slice)));
        const double gap = right - left > gapFrom * m_layout.scale ? std::round(m_layout.scale) : 0;
        m_layout.runs.push_back({float(left), float(right - gap), slice.state, slice.failed, tone(slice.request), slice.request});
    }
    void addRuns(int from, int to, bool mayBeAlone)
    {
        for (int at = from; at < to;) {
            const app::Fold fold = m_folds[size_t(at)];
            int next = at + 1;
            while (next < to && m_folds[size_t(next)] == fold)
                ++next;
            if (fold.any && !(mayBeAlone && next - at >= aloneFrom && addAlone(at, next))) {
                const int least = at + int(std::ceil(thinnest * m_layout.scale));
                const int free = next < m_columns.count && m_folds[size_t(next)].any ? next : std::max(next, least);
                m_layout.runs.push_back({float(m_left + at), float(m_left + std::min(free, m_columns.count)), fold.state, fold.failed,
                                         tone(fold.request), fold.request});
            }
            at = next;
        }
    }
    /// Is this stretch one slice, and no crowd? Then it is drawn as itself.
    bool addAlone(int from, int to)
    {
        const size_t index = m_row.firstEndingAfter(m_columns.edge(from + 1));
        if (index == m_row.size())
            return false;
        const app::Slice slice = m_row[index];
        if (slice.begin > m_columns.edge(from + 1) || end(slice) < m_columns.edge(to - 1))
            return false;
        addSlice(slice);
        return true;
    }

    const app::Row &m_row;
    const qint64 m_now;
    const double m_top, m_bottom;
    TimelineLayout &m_layout;
    const app::Tracks *const m_tracks; ///< nullptr: of no other program
    const double m_left;
    const size_t m_first, m_last; ///< slices in view
    app::Columns m_columns;
    std::vector<app::Fold> m_folds;
};

/// The longest stretch of the areas from `first` on that is full up to `y`: left and right, px; nothing where none is.
std::pair<double, double> fullAt(const std::vector<AreaItem> &areas, size_t first, double y)
{
    std::pair<double, double> longest{0, 0};
    for (size_t i = first; i < areas.size(); ++i) {
        double from = 0;
        bool full = false;
        for (const QPointF &corner : areas[i].outline) {
            if (corner.y() <= y && !full)
                from = corner.x();
            full = corner.y() <= y;
            if (full && corner.x() - from > longest.second - longest.first)
                longest = {from, corner.x()};
        }
    }
    return longest;
}

/// What the probe has said, and, while the loop is blocked, how late it is by now.
std::vector<app::LagSample> lagOf(const app::Run &run)
{
    std::vector<app::LagSample> lag = run.trace.lag();
    const app::Lane *loop = run.trace.eventLoop();
    if (run.live() && loop && !loop->slices.empty() && loop->slices.back().end == app::stillOpen) {
        const qint64 since = lag.empty() ? loop->slices.front().begin : lag.back().t;
        lag.push_back({run.now, std::max<qint64>(0, run.now - since)});
    }
    return lag;
}

} // namespace

void layOutRow(const app::Row &row, qint64 now, double top, double bottom, TimelineLayout &layout, const app::Tracks *tracks)
{
    if (!row.empty())
        RowLayout(row, now, top, bottom, layout, tracks).build();
}

void layOutArea(const app::Group &group, int most, app::State state, qint64 now, double top, double bottom, TimelineLayout &layout)
{
    const TimeScale &time = layout.time;
    const int columns = std::max(1, int(time.width));
    const std::vector<int> highest = group.counts.highest(time.range.begin, time.toTime(time.left + columns), columns);
    const int last = int(std::ceil(std::clamp(time.toPixel(now) - time.left, 0.0, double(columns)))); // what will be is not known
    QPolygonF outline;
    for (int column = 0; column <= last; ++column) {
        const int count = column < last ? highest[size_t(column)] : 0;
        const double x = time.left + column, y = bottom - (bottom - top) * count / std::max(1, most);
        if (count == 0) { // an area of its own for each stretch that is not empty
            if (!outline.isEmpty()) {
                outline << QPointF(x, outline.last().y()) << QPointF(x, bottom);
                layout.areas.push_back({std::exchange(outline, {}), state});
            }
            continue;
        }
        if (outline.isEmpty())
            outline << QPointF(x, bottom) << QPointF(x, y);
        else if (outline.last().y() != y)
            outline << QPointF(x, outline.last().y()) << QPointF(x, y);
    }
}

void layOutAreaText(const QString &text, app::State state, size_t first, double top, double height, TimelineLayout &layout)
{
    const double s = layout.type;
    for (const double size : {areaTextPixels, smallAreaTextPixels}) {
        const double pixels = size * s, width = textWidth(text, pixels, true) + size * 0.8 * s, half = size * 0.875 * s;
        for (const double rise : {0.5, 0.3, 0.15}) {
            const double y = top + height * (1 - rise);
            const auto [left, right] = fullAt(layout.areas, first, y - half);
            if (right - left < width || y + half > top + height)
                continue;
            layout.texts.push_back({{(left + right - width) / 2, y - half, width, 2 * half}, text, pixels, true, Ink::OnSlice, Qt::AlignCenter, state});
            return;
        }
    }
}

void layOutLag(const app::Run &run, qint64 worst, double top, double bottom, TimelineLayout &layout)
{
    const std::vector<app::LagSample> lag = lagOf(run);
    worst = std::max({worst, lagScale, run.trace.headline().worstLag, lag.empty() ? 0 : lag.back().lag});
    const TimeScale &time = layout.time;
    const double leftEdge = time.left, rightEdge = leftEdge + time.width;
    layout.marks.push_back({{leftEdge, bottom - layout.scale, time.width, layout.scale}, Ink::Grid});
    RectItem column{{}, Ink::Good};
    auto first = std::lower_bound(lag.begin(), lag.end(), time.range.begin, [](const app::LagSample &s, qint64 t) { return s.t < t; });
    for (; first != lag.end() && first->t - worst <= time.range.end; ++first) {
        const app::LagSample &sample = *first;
        if (sample.t - sample.lag > time.range.end)
            continue;
        const double right = std::clamp(time.toPixel(sample.t), leftEdge, rightEdge);
        const double left = std::clamp(time.toPixel(sample.t - sample.lag), leftEdge, rightEdge);
        const double height = std::max(1.5 * layout.scale, (bottom - top) * double(sample.lag) / double(worst));
        const QRectF rect(left, bottom - height, std::max(right - left, 1.5 * layout.scale), height);
        const Ink ink = sample.lag > badLag ? Ink::Bad : Ink::Good;
        if (!column.rect.isNull() && rect.right() <= column.rect.right() + 0.5 && ink == column.ink) {
            column.rect = column.rect.united(rect);
            continue;
        }
        if (!column.rect.isNull())
            layout.marks.push_back(column);
        column = {rect, ink};
    }
    if (!column.rect.isNull())
        layout.marks.push_back(column);
}

} // namespace ui
