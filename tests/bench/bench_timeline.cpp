#include "support/made_tracks.h"
#include "support/many_slices.h"
#include "ui/theme.h"
#include "ui/timeline/timeline_painter.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QGraphicsRectItem>
#include <QGraphicsScene>
#include <QHorizontalStackedBarSeries>
#include <QBarSet>
#include <QImage>
#include <QPainter>

#include <malloc.h>

// Painting 1920 x 1080 with 41 lanes (the event loop and 40 workers) on the raster engine, beside filling the
// same picture, and beside what one would write first: an item, a bar or a rectangle a slice.
namespace {

constexpr QSize size{1920, 1080};

void fill(benchmark::State &state)
{
    QImage image(size, QImage::Format_RGB32);
    for (auto _ : state) {
        image.fill(Qt::white);
        benchmark::DoNotOptimize(image.constBits());
    }
}
BENCHMARK(fill)->Repetitions(3)->Unit(benchmark::kMillisecond);

/// Layout and paint, from the trace to pixels; the whole run, or `share` of it in the middle. `growth`: that part more in each frame,
/// 64 frames long, as while one zooms: no frame is like the one before.
void paint(benchmark::State &state, const app::Run &run, double share, double growth = 0)
{
    ui::LayoutInput input;
    input.size = size;
    const qint64 whole = run.trace.end(), length = std::max<qint64>(1000, qint64(double(whole) * share));
    input.range = {(whole - length) / 2, (whole - length) / 2 + length};
    QImage image(size, QImage::Format_RGB32);
    const qint64 end = input.range.end;
    for (int frame = 0; auto _ : state) {
        input.range.end = end + qint64(double(length) * growth * (frame++ % 64));
        QPainter painter(&image);
        ui::paintTimeline(painter, ui::layOut(run, input), ui::lightTheme());
    }
    state.counters["slices"] = double(run.trace.slices());
}
const app::Run &lanesOf(const benchmark::State &state) { return support::runOfSlices(size_t(state.range(0))); }
void frame(benchmark::State &state) { paint(state, lanesOf(state), 1); }
void frame_zoomed(benchmark::State &state) { paint(state, lanesOf(state), 0.01); }
BENCHMARK(frame)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Arg(10'000'000)->Repetitions(3)->Unit(benchmark::kMillisecond);
BENCHMARK(frame_zoomed)->Repetitions(3)->Arg(10'000'000)->Unit(benchmark::kMillisecond);

/// Another program's trace: 8 threads, 5 deep. Zoomed in to where each slice has its name, and to where names and folds meet.
const app::Run &tracksOf(const benchmark::State &state)
{
    static std::map<size_t, app::Run> runs;
    const auto slices = size_t(state.range(0));
    if (!runs.contains(slices))
        runs.emplace(slices, support::runOfTracks(support::manyTracks(slices)));
    return runs.at(slices);
}
void frame_tracks(benchmark::State &state) { paint(state, tracksOf(state), 1); }
void frame_tracks_names(benchmark::State &state) { paint(state, tracksOf(state), 0.001, 0.01); }
void frame_tracks_folds(benchmark::State &state) { paint(state, tracksOf(state), 0.5, 0.001); }
BENCHMARK(frame_tracks)->Repetitions(3)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(frame_tracks_names)->Repetitions(3)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(frame_tracks_folds)->Repetitions(3)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// Events into trace and levels.
void append(benchmark::State &state)
{
    const app::Log log = support::logOfEvents(size_t(state.range(0)));
    for (auto _ : state) {
        app::Trace trace(support::lanes);
        trace.append(log);
        benchmark::DoNotOptimize(trace.slices());
    }
    state.SetItemsProcessed(qint64(state.iterations()) * qint64(log.events.size()));
}
BENCHMARK(append)->Repetitions(3)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// Bytes a slice: all that the allocator has in use for the trace, its levels, requests and counts.
void memory(benchmark::State &state)
{
    double bytes = 0;
    for (auto _ : state) {
        const size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
        app::Trace trace(support::lanes);
        support::appendSlices(trace, size_t(state.range(0)));
        bytes = double(mallinfo2().uordblks + mallinfo2().hblkhd - before) / double(trace.slices());
    }
    state.counters["bytes"] = bytes;
}
BENCHMARK(memory)->Arg(10'000'000)->Iterations(1)->Unit(benchmark::kMillisecond);

/// Calls `draw(lane, slice)` for every slice on a thread.
template<typename Draw>
void forEachSlice(const app::Trace &trace, Draw draw)
{
    int lane = 0;
    for (const app::Slice &slice : trace.eventLoop()->slices)
        draw(lane, slice);
    for (const app::Lane &worker : trace.workers()) {
        ++lane;
        for (const app::Slice &slice : worker.slices)
            draw(lane, slice);
    }
}

void naive_fillrect(benchmark::State &state)
{
    const app::Run &run = support::runOfSlices(size_t(state.range(0)));
    const double perNs = size.width() / double(run.trace.end());
    QImage image(size, QImage::Format_RGB32);
    for (auto _ : state) {
        image.fill(Qt::white);
        QPainter painter(&image);
        forEachSlice(run.trace, [&](int lane, const app::Slice &slice) {
            const QRectF rect(double(slice.begin) * perNs, lane * 26, std::max(1.0, double(slice.end - slice.begin) * perNs), 22);
            painter.fillRect(rect, ui::lightTheme().state(slice.state).ground);
        });
    }
}
BENCHMARK(naive_fillrect)->Repetitions(3)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void naive_graphics_items(benchmark::State &state)
{
    const app::Run &run = support::runOfSlices(size_t(state.range(0)));
    const double perNs = size.width() / double(run.trace.end());
    QGraphicsScene scene(0, 0, size.width(), size.height());
    forEachSlice(run.trace, [&](int lane, const app::Slice &slice) {
        scene.addRect(double(slice.begin) * perNs, lane * 26, std::max(1.0, double(slice.end - slice.begin) * perNs), 22, Qt::NoPen,
                      ui::lightTheme().state(slice.state).ground);
    });
    QImage image(size, QImage::Format_RGB32);
    for (auto _ : state) {
        image.fill(Qt::white);
        QPainter painter(&image);
        scene.render(&painter);
    }
}
BENCHMARK(naive_graphics_items)->Repetitions(3)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// Stacked bars have one value a lane and set: a set for the gap and one for the slice, as many as the longest lane has.
/// Its layout grows with the square of the bars: 100,000 took more than eight minutes before the first picture.
void naive_charts_bars(benchmark::State &state)
{
    if (state.range(0) > 10'000 && !qEnvironmentVariableIsSet("LOOPSCOPE_SLOW_BENCH"))
        return state.SkipWithError("takes more than eight minutes: set LOOPSCOPE_SLOW_BENCH to wait for it");
    const app::Run &run = support::runOfSlices(size_t(state.range(0)));
    std::vector<std::vector<app::Slice>> lanes(support::lanes + 1);
    forEachSlice(run.trace, [&](int lane, const app::Slice &slice) { lanes[size_t(lane)].push_back(slice); });
    size_t longest = 0;
    for (const auto &lane : lanes)
        longest = std::max(longest, lane.size());
    auto *series = new QHorizontalStackedBarSeries;
    for (size_t i = 0; i < longest; ++i) {
        auto *gap = new QBarSet(QString()), *bar = new QBarSet(QString());
        gap->setBrush(Qt::NoBrush);
        gap->setPen(Qt::NoPen);
        for (const auto &lane : lanes) {
            const qint64 before = i == 0 || i > lane.size() ? 0 : lane[i - 1].end;
            gap->append(i < lane.size() ? double(lane[i].begin - before) : 0);
            bar->append(i < lane.size() ? double(lane[i].end - lane[i].begin) : 0);
        }
        series->append({gap, bar});
    }
    auto *chart = new QChart;
    chart->legend()->hide();
    chart->addSeries(series);
    QChartView view(chart);
    view.resize(size);
    view.show();
    QCoreApplication::processEvents();
    QImage image(size, QImage::Format_RGB32);
    for (auto _ : state) {
        QPainter painter(&image);
        view.render(&painter);
    }
}
BENCHMARK(naive_charts_bars)->Arg(10'000)->Arg(100'000)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
