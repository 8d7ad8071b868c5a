#include "server/recorder.h"
#include "server/server.h"

#include <benchmark/benchmark.h>

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <ctime>
#include <thread>

// Requests a second of GET /async-endpoint?sleep=0, as wrk counts them with 64 connections and one thread, beside
// other servers. Nobody is bound to a core: with two of them wrk has most of one. `server_us` is the server's time on the
// processors for each request, `wrk_busy` wrk's share of its core: near 1 it is wrk that is measured.
namespace {

constexpr int seconds = 4;

/// On the processors, all threads together; s.
double cpuOf(pid_t process)
{
    clockid_t clock{};
    timespec time{};
    if (clock_getcpuclockid(process, &clock) == 0)
        clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// Of the children that have ended; s.
double cpuOfChildren()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void load(benchmark::State &state, quint16 port, pid_t serverProcess)
{
    if (QStandardPaths::findExecutable(QStringLiteral("wrk")).isEmpty())
        return state.SkipWithError("wrk is not installed: sh resources/setup.sh peers does it");
    const double before = cpuOf(serverProcess), childrenBefore = cpuOfChildren();
    QProcess wrk;
    wrk.start(QStringLiteral("wrk"), {QStringLiteral("-t1"), QStringLiteral("-c64"), QStringLiteral("-d%1s").arg(seconds),
                                      QStringLiteral("http://127.0.0.1:%1/async-endpoint?sleep=0").arg(port)});
    wrk.waitForFinished(60'000);
    const QByteArray said = wrk.readAll();
    if (said.contains("Non-2xx") || said.contains("Socket errors") || !said.contains("Requests/sec:"))
        return state.SkipWithError("there were errors");
    const qsizetype at = said.indexOf("Requests/sec:");
    const double rate = said.mid(at + 13, said.indexOf('\n', at) - at - 13).trimmed().toDouble();
    state.counters["requests_per_s"] = rate;
    state.counters["server_us"] = (cpuOf(serverProcess) - before) / (rate * seconds) * 1e6;
    state.counters["wrk_busy"] = (cpuOfChildren() - childrenBefore) / seconds;
}

/// Against a program that says http://127.0.0.1:PORT on stderr; what it prints on stdout goes nowhere.
void loadProgram(benchmark::State &state, const QString &program, const QStringList &arguments, const char *missing)
{
    static const QRegularExpression address(QStringLiteral("http://127\\.0\\.0\\.1:(\\d+)\\D"));
    for (auto _ : state) {
        QProcess server;
        server.setStandardOutputFile(QProcess::nullDevice());
        server.setReadChannel(QProcess::StandardError);
        server.start(program, arguments);
        QString said;
        while (!said.contains(address) && server.waitForReadyRead(10'000))
            said += QString::fromUtf8(server.readAllStandardError());
        const auto found = address.match(said);
        if (found.hasMatch())
            load(state, found.captured(1).toUShort(), pid_t(server.processId()));
        else
            state.SkipWithError(missing);
        server.terminate();
        server.waitForFinished(10'000);
    }
}

/// Ours, every step recorded and taken away, as the window does it. The time on the processors is this process's then.
void recorded(benchmark::State &state)
{
    for (auto _ : state) {
        server::Recorder recorder;
        server::Server server(recorder);
        server::ServerOptions options;
        options.port = 0;
        if (const QString fault = server.start(options); !fault.isEmpty())
            return state.SkipWithError(qPrintable(fault));
        std::atomic<bool> done{false};
        std::thread drain([&] {
            std::vector<server::Event> events;
            while (!done) {
                recorder.drain(events);
                std::this_thread::sleep_for(std::chrono::milliseconds(16));
            }
        });
        load(state, server.port(), getpid());
        done = true;
        drain.join();
    }
}

void serve(benchmark::State &state, const QStringList &more)
{
    loadProgram(state, QStringLiteral(LOOPSCOPE_EXECUTABLE), QStringList{QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0")} + more,
                "the server did not start");
}

void printed(benchmark::State &state) { serve(state, {}); }

void withLog(benchmark::State &state)
{
    const QTemporaryDir folder;
    serve(state, {QStringLiteral("--log"), folder.filePath(QStringLiteral("log.jsonl"))});
}

void qHttpServer(benchmark::State &state)
{
#ifdef PEER_QHTTPSERVER
    loadProgram(state, QStringLiteral(PEER_QHTTPSERVER), {}, "it did not start");
#else
    state.SkipWithError("Qt's HTTP server was not there when this was built: sh resources/setup.sh peers installs it");
    for (auto _ : state) { }
#endif
}

void fastApi(benchmark::State &state, const QString &parts)
{
    loadProgram(state, QStringLiteral("/usr/bin/python3"), {QStringLiteral(PEER_FASTAPI), parts},
                "FastAPI, uvicorn, uvloop or httptools is not installed: sh resources/setup.sh peers does it");
}
void fastApiPlain(benchmark::State &state) { fastApi(state, QStringLiteral("plain")); }
void fastApiUvloop(benchmark::State &state) { fastApi(state, QStringLiteral("uvloop")); }

void eachThreeTimes(benchmark::internal::Benchmark *benchmark) { benchmark->Iterations(1)->Repetitions(3)->Unit(benchmark::kSecond); }
BENCHMARK(recorded)->Name("throughput/recorded")->Apply(eachThreeTimes);
BENCHMARK(printed)->Name("throughput/printed")->Apply(eachThreeTimes);
BENCHMARK(withLog)->Name("throughput/log")->Apply(eachThreeTimes);
BENCHMARK(qHttpServer)->Name("throughput/peer_qhttpserver")->Apply(eachThreeTimes);
BENCHMARK(fastApiPlain)->Name("throughput/peer_fastapi")->Apply(eachThreeTimes);
BENCHMARK(fastApiUvloop)->Name("throughput/peer_fastapi_uvloop")->Apply(eachThreeTimes);

} // namespace
