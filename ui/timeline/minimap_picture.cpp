#include "ui/timeline/minimap_picture.h"

#include "app/fold.h"

#include "ui/timeline/snapping.h"

#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr size_t mostWorkers = 64;  ///< asked of a pool
constexpr double columnPixels = 2;
constexpr double loopShare = 0.25;  ///< of the height

bool coversAt(const app::Row &row, qint64 t)
{
    const size_t i = row.firstEndingAfter(t);
    return i < row.size() && row[i].begin <= t;
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

/// The outermost rows of threads, and all async ones.
std::vector<const app::Row *> busyRows(const app::Trace &trace)
{
    std::vector<const app::Row *> rows;
    for (const app::TrackRow &row : trace.trackRows()) {
        if (row.slices && (row.row == 0 || trace.tracks().tracks[size_t(row.track)].kind == app::TrackKind::Async))
            rows.push_back(row.slices);
    }
    return rows;
}

void countTracks(const app::Run &run, TimeRange range, std::vector<Load> &loads)
{
    const std::vector<const app::Row *> rows = busyRows(run.trace);
    const size_t stride = std::max<size_t>(1, (rows.size() + mostWorkers - 1) / mostWorkers);
    std::vector<app::Fold> folds;
    for (size_t i = 0; i < rows.size(); i += stride) {
        app::foldRow(*rows[i], {range.begin, std::max(range.end, range.begin + 1), int(loads.size())}, run.now, folds);
        for (size_t column = 0; column < loads.size(); ++column)
            loads[column].tracks += folds[column].any ? int(std::min(stride, rows.size() - i)) : 0;
    }
}

app::State queuedAs(const app::Trace &trace)
{
    const auto &rows = trace.waiting().rows;
    return rows.empty() || rows.front().empty() ? app::State::QueuedNoWorker : rows.front().front().state;
}

} // namespace

std::vector<Load> loadsOf(const app::Run &run, TimeRange range, int columns)
{
    const app::Trace &trace = run.trace;
    const size_t stride = std::max<size_t>(1, (trace.workers().size() + mostWorkers - 1) / mostWorkers);
    std::vector<Load> loads(size_t(std::max(columns, 0)));
    if (!trace.tracks().empty() && columns > 0) {
        countTracks(run, range, loads);
        return loads;
    }
    const bool clientAlone = !trace.observed().server();
    std::vector<app::Fold> loop; // blocking is never hidden
    if (trace.eventLoop() && columns > 0)
        app::foldRow(trace.eventLoop()->slices, {range.begin, std::max(range.end, range.begin + 1), columns}, run.now, loop);
    for (size_t i = 0; i < loads.size(); ++i) {
        const double wide = double(range.length()) / columns;
        const TimeRange column{range.begin + qint64(double(i) * wide), range.begin + std::max<qint64>(1, qint64(double(i + 1) * wide))};
        const qint64 t = column.begin + column.length() / 2;
        if (t > run.now)
            break;
        Load &load = loads[i];
        if (!loop.empty() && loop[i].any)
            load.loop = loop[i].state;
        for (size_t worker = 0; worker < trace.workers().size(); worker += stride) {
            if (coversAt(trace.workers()[worker].slices, t))
                load.workers += int(std::min(stride, trace.workers().size() - worker));
        }
        load.awaiting = trace.awaiting().counts.at(t);
        load.queued = trace.waiting().counts.at(t);
        load.inFlight = clientAlone ? trace.client().counts.at(t) : 0;
    }
    return loads;
}

QImage minimapPicture(const app::Run &run, TimeRange range, QSize pixels, double scale, const Theme &theme)
{
    QImage image(pixels.expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const std::vector<Load> loads = loadsOf(run, range, std::max(1, int(image.width() / (columnPixels * scale))));
    QPainter painter(&image);
    if (!run.trace.tracks().empty()) {
        Layers(painter, QRectF(image.rect()), loads, scale).paint(theme.state(app::State::Named), [](const Load &) { return 0; },
                                                                  [](const Load &load) { return load.tracks; });
        return image;
    }
    if (!run.trace.observed().server()) {
        Layers(painter, QRectF(image.rect()), loads, scale).paint(theme.state(app::State::InFlight), [](const Load &) { return 0; },
                                                                  [](const Load &load) { return load.inFlight; });
        return image;
    }
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
