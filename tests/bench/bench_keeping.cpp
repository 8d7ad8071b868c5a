#include "app/run_keeper.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <ctime>

namespace {

qint64 threadTime() // ns on the processor
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// What keeping a run on disk takes of the session's thread while it grows: of one drain at most, and of all together.
void keeping(benchmark::State &state)
{
    const QTemporaryDir folder;
    app::SessionOptions options;
    options.server.port = 0;
    app::Session session(options);
    if (const QString fault = session.start(); !fault.isEmpty())
        return state.SkipWithError(qPrintable(fault));
    qint64 begun = 0, most = 0, all = 0; // ns
    // Slots are called in the order in which they were connected: one before the keeper's, one after.
    QObject::connect(&session, &app::Session::runAdvanced, &session, [&begun] { begun = threadTime(); });
    const app::RunKeeper keeper(session, app::KeptRuns(folder.path()));
    QObject::connect(&session, &app::Session::runAdvanced, &session, [&] {
        const qint64 took = threadTime() - begun;
        most = std::max(most, took);
        all += took;
    });
    QObject::connect(&session, &app::Session::runFinished, qApp, &QCoreApplication::quit);
    for (auto _ : state) {
        if (const QString fault = session.launch({app::Endpoint::Async, int(state.range(0)), server::defaultSleepMicros, server::defaultPool}); !fault.isEmpty())
            return state.SkipWithError(qPrintable(fault));
        QCoreApplication::exec();
    }
    state.counters["most_ms"] = double(most) / 1e6;
    state.counters["all_ms"] = double(all) / 1e6;
}
BENCHMARK(keeping)->Arg(9'900)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
