#include "server/recorder.h"
#include "server/server.h"

#include <benchmark/benchmark.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

// Requests a second of GET /async-endpoint?sleep=0, as wrk counts them with 64 connections and one thread, beside
// other servers. One core is wrk's. The peers are optional: what is not installed is skipped with a word.
namespace {

constexpr int seconds = 4;

/// Requests a second; 0 and a word in `state` where wrk could not tell.
double load(benchmark::State &state, quint16 port)
{
    if (QStandardPaths::findExecutable(QStringLiteral("wrk")).isEmpty()) {
        state.SkipWithError("wrk is not installed");
        return 0;
    }
    QProcess wrk;
    wrk.start(QStringLiteral("wrk"), {QStringLiteral("-t1"), QStringLiteral("-c64"), QStringLiteral("-d%1s").arg(seconds),
                                      QStringLiteral("http://127.0.0.1:%1/async-endpoint?sleep=0").arg(port)});
    wrk.waitForFinished(60'000);
    const QByteArray said = wrk.readAll();
    if (said.contains("Non-2xx") || said.contains("Socket errors") || !said.contains("Requests/sec:")) {
        state.SkipWithError("there were errors");
        return 0;
    }
    const qsizetype at = said.indexOf("Requests/sec:");
    return said.mid(at + 13, said.indexOf('\n', at) - at - 13).trimmed().toDouble();
}

/// Against a program that prints its port, or an address with it, as the first thing.
double loadProgram(benchmark::State &state, const QString &program, const QStringList &arguments, const char *missing, bool onStderr = false)
{
    QProcess server;
    server.setStandardOutputFile(onStderr ? QProcess::nullDevice() : QString());
    server.start(program, arguments);
    QByteArray said;
    while (server.state() != QProcess::NotRunning && !said.contains('\n')) {
        server.setReadChannel(onStderr ? QProcess::StandardError : QProcess::StandardOutput);
        server.waitForReadyRead(5'000);
        said += onStderr ? server.readAllStandardError() : server.readAllStandardOutput();
    }
    if (!said.contains('\n')) {
        state.SkipWithError(missing);
        return 0;
    }
    const qsizetype before = said.indexOf("127.0.0.1:");
    const QByteArray port = before < 0 ? said : said.mid(before + 10);
    qsizetype digits = 0;
    while (digits < port.size() && isdigit(port[digits]))
        ++digits;
    const double rate = load(state, port.left(digits).toUShort());
    server.terminate();
    server.waitForFinished(10'000);
    return rate;
}

void report(benchmark::State &state, const std::function<double()> &rate)
{
    for (auto _ : state)
        state.counters["requests_per_s"] = rate();
}

/// Ours, every step recorded and taken away, as the window does it.
void recorded(benchmark::State &state)
{
    report(state, [&state] {
        server::Recorder recorder;
        server::Server server(recorder);
        server::ServerOptions options;
        options.port = 0;
        if (!server.start(options).isEmpty())
            return 0.0;
        std::atomic<bool> done{false};
        std::thread drain([&] {
            std::vector<server::Event> events;
            while (!done) {
                recorder.drain(events);
                std::this_thread::sleep_for(std::chrono::milliseconds(16));
            }
        });
        const double rate = load(state, server.port());
        done = true;
        drain.join();
        return rate;
    });
}

void withLog(benchmark::State &state)
{
    report(state, [&state] {
        const QTemporaryDir folder;
        return loadProgram(state, QStringLiteral(LOOPSCOPE_EXECUTABLE),
                           {QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--log"), folder.filePath(QStringLiteral("log.jsonl"))},
                           "the server did not start", true);
    });
}

void qHttpServer(benchmark::State &state)
{
#ifdef PEER_QHTTPSERVER
    report(state, [&state] { return loadProgram(state, QStringLiteral(PEER_QHTTPSERVER), {}, "it did not start"); });
#else
    state.SkipWithError("Qt's HTTP server is not installed: sh resources/setup.sh peers does it");
    for (auto _ : state) { }
#endif
}

void fastApi(benchmark::State &state)
{
    report(state, [&state] {
        return loadProgram(state, QStringLiteral("/usr/bin/python3"), {QStringLiteral(PEER_FASTAPI)}, "python3-fastapi or python3-uvicorn is not installed");
    });
}

BENCHMARK(recorded)->Name("throughput/recorded")->Iterations(1)->Repetitions(3)->Unit(benchmark::kSecond);
BENCHMARK(withLog)->Name("throughput/log")->Iterations(1)->Repetitions(3)->Unit(benchmark::kSecond);
BENCHMARK(qHttpServer)->Name("throughput/peer_qhttpserver")->Iterations(1)->Repetitions(3)->Unit(benchmark::kSecond);
BENCHMARK(fastApi)->Name("throughput/peer_fastapi")->Iterations(1)->Repetitions(3)->Unit(benchmark::kSecond);

} // namespace
