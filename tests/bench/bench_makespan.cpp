#include "app/session.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>

#include <limits>

namespace {

/// One run of the real client against the real server, sleep 1 s. The time is the run's makespan; "over" is
/// how much of it is past the ideal, in seconds, "ideals" how many times the ideal the quickest took.
void makespan(benchmark::State &state, server::Endpoint endpoint)
{
    app::SessionOptions options;
    options.server.port = 0;
    app::Session session(options);
    if (const QString fault = session.start(); !fault.isEmpty())
        return state.SkipWithError(qPrintable(fault));
    QObject::connect(&session, &app::Session::runFinished, qApp, &QCoreApplication::quit);
    const app::RunRequest request{endpoint, int(state.range(0)), server::defaultSleepMicros, server::defaultPool};
    double over = 0, ideals = std::numeric_limits<double>::max();
    for (auto _ : state) {
        if (const QString fault = session.launch(request); !fault.isEmpty())
            return state.SkipWithError(qPrintable(fault));
        QCoreApplication::exec();
        const app::Headline head = app::headline(session.runs().back()->trace);
        if (head.answered != request.count)
            return state.SkipWithError("a request has no answer");
        state.SetIterationTime(double(head.makespan) / 1e9);
        over += double(head.makespan - head.ideal) / 1e9;
        ideals = std::min(ideals, double(head.makespan) / double(head.ideal));
    }
    state.counters["over"] = over / double(state.iterations());
    state.counters["ideals"] = ideals;
}
BENCHMARK_CAPTURE(makespan, async, server::Endpoint::Async)->Arg(50)->Arg(1000)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(makespan, async, server::Endpoint::Async)->Arg(9900)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(makespan, sync, server::Endpoint::Sync)->Arg(50)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(makespan, async_wrong, server::Endpoint::AsyncWrong)->Arg(5)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
