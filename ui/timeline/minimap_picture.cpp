#include "ui/timeline/minimap_picture.h"

#include "ui/timeline/snapping.h"

#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr size_t mostWorkers = 64;  ///< asked of a pool
constexpr size_t mostSlices = 32;   ///< of the event loop, looked at for one column
constexpr double columnPixels = 2;
constexpr double loopShare = 0.25;  ///< of the height

int weight(app::State state)
{
    return state == app::State::BlockingLoop ? 2 : state == app::State::Running ? 1 : 0;
}

/// The heaviest of what held the loop in the column, so that a blocking slice is seen.
std::optional<app::State> loopIn(const app::Row &row, TimeRange column)
{
    std::optional<app::State> heaviest;
    size_t looks = mostSlices;
    for (size_t i = firstEndingAfter(row, column.begin); i < row.size() && looks > 0; ++i, --looks) {
        const app::Slice slice = row[i];
        if (slice.begin >= column.end)
            break;
        if (!heaviest || weight(slice.state) > weight(*heaviest))
            heaviest = slice.state;
    }
    return heaviest;
}

bool coversAt(const app::Row &row, qint64 t)
{
    const size_t i = firstEndingAfter(row, t);
    return i < row.size() && row[i].begin <= t;
}

int countAt(const app::Group &group, qint64 t)
{
    const auto after = std::upper_bound(group.counts.begin(), group.counts.end(), t,
                                        [](qint64 time, const app::CountStep &step) { return time < step.t; });
    return after == group.counts.begin() ? 0 : std::prev(after)->count;
}

/// One layer of the heights: a rectangle a run of equal columns.
class Layers
{
public:
    Layers(QPainter &painter, QRectF area, const std::vector<Load> &loads, double scale)
        : m_painter(painter), m_area(area), m_loads(loads), m_scale(scale)
    {
        for (const Load &load : loads)
            m_most = std::max(m_most, load.all());
    }
    template<typename Below, typename Count> void paint(const StateStyle &style, Below below, Count count)
    {
        const double wide = m_area.width() / double(m_loads.size());
        for (size_t i = 0, end = 0; i < m_loads.size(); i = end) {
            for (end = i + 1; end < m_loads.size() && m_loads[end] == m_loads[i];)
                ++end;
            const double top = m_area.top() + m_area.height() * below(m_loads[i]) / m_most;
            const QRectF rect(m_area.left() + double(i) * wide, top, double(end - i) * wide, m_area.height() * count(m_loads[i]) / m_most);
            fill(rect, style);
        }
    }

private:
    void fill(QRectF rect, const StateStyle &style)
    {
        if (rect.isEmpty())
            return;
        rect.setHeight(std::max(rect.height(), m_scale));
        m_painter.fillRect(rect, style.ground);
        if (style.pattern == Qt::SolidPattern)
            return;
        m_painter.fillRect(rect, QBrush(style.ink, style.pattern));
        m_painter.fillRect(QRectF(rect.left(), rect.bottom() - m_scale, rect.width(), m_scale), style.ink); // a pattern alone frays
    }
    QPainter &m_painter;
    const QRectF m_area;
    const std::vector<Load> &m_loads;
    const double m_scale;
    int m_most = 1;
};

void paintLoop(QPainter &painter, const QRectF &area, const std::vector<Load> &loads, const Theme &theme)
{
    const double wide = area.width() / double(loads.size());
    for (size_t i = 0, end = 0; i < loads.size(); i = end) {
        for (end = i + 1; end < loads.size() && loads[end].loop == loads[i].loop;)
            ++end;
        if (!loads[i].loop)
            continue;
        const QRectF rect(area.left() + double(i) * wide, area.top(), double(end - i) * wide, area.height());
        const StateStyle &style = theme.state(*loads[i].loop);
        painter.fillRect(rect, style.ground);
        if (style.pattern != Qt::SolidPattern)
            painter.fillRect(rect, QBrush(style.ink, style.pattern));
    }
}

app::State queuedAs(const app::Trace &trace)
{
    const std::vector<app::Row> &rows = trace.waiting().rows;
    return rows.empty() || rows.front().empty() ? app::State::QueuedNoWorker : rows.front().front().state;
}

} // namespace

std::vector<Load> loadsOf(const app::Run &run, TimeRange range, int columns)
{
    const app::Trace &trace = run.trace;
    const size_t stride = std::max<size_t>(1, (trace.workers().size() + mostWorkers - 1) / mostWorkers);
    std::vector<Load> loads(size_t(std::max(columns, 0)));
    for (size_t i = 0; i < loads.size(); ++i) {
        const double wide = double(range.length()) / columns;
        const TimeRange column{range.begin + qint64(double(i) * wide), range.begin + std::max<qint64>(1, qint64(double(i + 1) * wide))};
        const qint64 t = column.begin + column.length() / 2;
        if (t > run.now)
            break;
        Load &load = loads[i];
        if (trace.eventLoop())
            load.loop = loopIn(trace.eventLoop()->slices, column);
        for (size_t worker = 0; worker < trace.workers().size(); worker += stride) {
            if (coversAt(trace.workers()[worker].slices, t))
                load.workers += int(std::min(stride, trace.workers().size() - worker));
        }
        load.awaiting = countAt(trace.awaiting(), t);
        load.queued = countAt(trace.waiting(), t);
    }
    return loads;
}

QImage minimapPicture(const app::Run &run, TimeRange range, QSize pixels, double scale, const Theme &theme)
{
    QImage image(pixels.expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const std::vector<Load> loads = loadsOf(run, range, std::max(1, int(image.width() / (columnPixels * scale))));
    QPainter painter(&image);
    const double loopHeight = std::max(2.0, image.height() * loopShare);
    paintLoop(painter, {0, 0, double(image.width()), loopHeight}, loads, theme);
    Layers layers(painter, {0, loopHeight + scale, double(image.width()), image.height() - loopHeight - scale}, loads, scale);
    layers.paint(theme.state(app::State::BlockingWorker), [](const Load &) { return 0; }, [](const Load &load) { return load.workers; });
    layers.paint(theme.state(app::State::Awaiting), [](const Load &load) { return load.workers; }, [](const Load &load) { return load.awaiting; });
    layers.paint(theme.state(queuedAs(run.trace)), [](const Load &load) { return load.workers + load.awaiting; },
                 [](const Load &load) { return load.queued; });
    return image;
}

} // namespace ui
