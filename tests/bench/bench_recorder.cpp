#include "server/recorder.h"

#include <benchmark/benchmark.h>

namespace {

/// One record from one thread; the drain that a session makes is part of it.
void record(benchmark::State &state)
{
    server::Recorder recorder;
    recorder.registerThread(QStringLiteral("bench"));
    std::vector<server::Event> drained;
    server::Event event;
    event.kind = server::EventKind::Called;
    constexpr int portion = 4096;
    int recorded = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(recorder.record(event));
        if (++recorded % portion == 0)
            recorder.drain(drained);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(record)->Repetitions(3);

/// The least that keeps an event with its time: a look at the clock and a place in a vector.
void record_least(benchmark::State &state)
{
    std::vector<server::Event> events;
    server::Event event;
    event.kind = server::EventKind::Called;
    constexpr size_t portion = 4096;
    for (auto _ : state) {
        event.t = std::chrono::steady_clock::now().time_since_epoch().count();
        events.push_back(event);
        benchmark::ClobberMemory();
        if (events.size() == portion)
            events.clear();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(record_least)->Repetitions(3);

/// The same from several threads at once: what they wait for each other is in the figure.
void recordTogether(benchmark::State &state)
{
    static server::Recorder recorder;
    server::Event event;
    event.kind = server::EventKind::Called;
    std::vector<server::Event> drained;
    int recorded = 0;
    constexpr int portion = 4096;
    for (auto _ : state) {
        recorder.record(event);
        if (state.thread_index() == 0 && ++recorded % portion == 0)
            recorder.drain(drained);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(recordTogether)->Threads(2)->UseRealTime();

} // namespace
