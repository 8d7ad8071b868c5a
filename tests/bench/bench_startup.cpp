#include "bench/startup.h"
#include "bench/peers/first_paint.h"
#include "ui/run_window_app.h"

#include <benchmark/benchmark.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

// From the start of the process to the first picture of its window: the program's, for one who starts it the first
// time, beside a window that holds a line of text.
int showFirstWindow(QApplication &application)
{
    const FirstPaint firstPaint;
    return ui::runWindow(application, {});
}

namespace {

void startUp(benchmark::State &state, const QString &program, const QStringList &arguments)
{
    for (auto _ : state) {
        const QTemporaryDir home;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto *folder : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"})
            environment.insert(QString::fromLatin1(folder), home.path());
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setStandardErrorFile(QProcess::nullDevice());
        QElapsedTimer clock;
        clock.start();
        process.start(program, arguments);
        const bool painted = process.waitForReadyRead(20'000);
        state.SetIterationTime(double(clock.nsecsElapsed()) / 1e9);
        process.waitForFinished(20'000);
        if (!painted || process.readAll() != "painted\n")
            return state.SkipWithError("no window came");
    }
}

void window(benchmark::State &state) { startUp(state, QCoreApplication::applicationFilePath(), {QString::fromLatin1(showFirstWindowOption)}); }
void bareWindow(benchmark::State &state) { startUp(state, QStringLiteral(PEER_WINDOW), {}); }
BENCHMARK(window)->Name("startup/window")->UseManualTime()->Iterations(5)->Repetitions(3)->Unit(benchmark::kMillisecond);
BENCHMARK(bareWindow)->Name("startup/peer_window")->UseManualTime()->Iterations(5)->Repetitions(3)->Unit(benchmark::kMillisecond);

} // namespace
