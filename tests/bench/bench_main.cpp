#include "bench/floors.h"
#include "bench/startup.h"

#include <benchmark/benchmark.h>

#include <QApplication>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>

namespace {

/// Shows what is measured, and keeps the best of it: others use the machine, too, and nothing makes code quicker than it is.
class Reporter : public benchmark::ConsoleReporter
{
public:
    Reporter() : ConsoleReporter(isatty(STDOUT_FILENO) ? OO_Defaults : OO_Tabular) {}
    bench::Figures figures;

    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (run.run_type == Run::RT_Iteration)
                keep(run, figures[run.run_name.function_name + (run.run_name.args.empty() ? "" : '/' + run.run_name.args)]);
        }
        ConsoleReporter::ReportRuns(runs);
    }

private:
    static void keep(const Run &run, bench::Measured &measured)
    {
        if (run.error_occurred) {
            measured.fault = run.error_message;
            return;
        }
        const auto better = [&measured](const std::string &counter, double value, bool most) {
            double &best = measured.best.try_emplace(counter, value).first->second;
            best = most ? std::max(best, value) : std::min(best, value);
        };
        better(bench::time, run.real_accumulated_time / double(run.iterations) * 1e9, false);
        better(bench::processor, run.cpu_accumulated_time / double(run.iterations) * 1e9, false);
        for (const auto &[counter, value] : run.counters)
            better(counter, value, counter == bench::rate);
    }
};

/// Says which floors are kept; false: one is not.
bool keepsFloors(const bench::Figures &figures)
{
    bool kept = true;
    for (const bench::Verdict &verdict : bench::judge(figures, bench::floors, benchmark::GetBenchmarkFilter().empty())) {
        std::fprintf(verdict.kept ? stdout : stderr, "%s\n", verdict.sentence.c_str());
        std::fflush(nullptr);
        kept = kept && verdict.kept;
    }
    return kept;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // as the program itself does
    QApplication application(argc, argv); // pictures need fonts, sessions an event loop
    if (argc == 2 && std::strcmp(argv[1], showFirstWindowOption) == 0)
        return showFirstWindow(application);
    std::vector<char *> arguments(argv, argv + argc);
    static char inTurns[] = "--benchmark_enable_random_interleaving=true"; // else whoever else uses the machine meets one of two that are compared
    arguments.insert(arguments.begin() + 1, inTurns);
    argc = int(arguments.size());
    benchmark::Initialize(&argc, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(argc, arguments.data()))
        return 2;
    Reporter reporter;
    const size_t ran = benchmark::RunSpecifiedBenchmarks(&reporter);
    const bool kept = keepsFloors(reporter.figures);
    benchmark::Shutdown();
    return ran > 0 && kept ? 0 : 1;
}
