#include "app/chrome_reader.h"
#include "app/log_file.h"
#include "app/run_file.h"
#include "app/session.h"
#include "support/many_slices.h"
#include "ui/picture.h"

#include <benchmark/benchmark.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <array>

#include <malloc.h>

// A file to its first picture, 1440 x 900: reading, making the trace, layout, paint. Beside it what reading the same
// bytes takes and nothing else. `memory` is how far the process grows beyond the start, as a part of the file.
namespace {

constexpr QSize size{1440, 900};

/// One folder for all files; each is written once.
QString fileOf(const char *name, size_t events, void (*write)(QFile &file, size_t events))
{
    static const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("%1-%2").arg(QLatin1StringView(name)).arg(events)));
    if (!file.exists() && file.open(QIODevice::WriteOnly))
        write(file, events);
    return file.fileName();
}

/// Complete events of eight threads, nested four deep, in the order of their begin; about 118 bytes each.
void writeChrome(QFile &file, size_t events)
{
    constexpr std::array names{"handle_request", "parse_header", "db.query", "render", "json.dumps", "auth.check", "read", "layout"};
    constexpr qint64 start = 4'231'774'911, depth = 4, threads = 8; // start: us
    QByteArray text = "{\"traceEvents\":[\n";
    for (qint64 i = 0; i < qint64(events); ++i) {
        const qint64 family = i / depth, level = i % depth, round = family / threads;
        const qint64 length = 60 + family * 2'654'435'761 % 37;
        text += i == 0 ? "" : ",\n";
        text += "{\"ph\":\"X\",\"name\":\"" + QByteArray(names[size_t(family + level) % names.size()]) + "\",\"cat\":\"fee\",\"ts\":"
                + QByteArray::number(start + round * 100 + level * 7) + ".25,\"dur\":" + QByteArray::number(length - level * 15)
                + ".125,\"pid\":4242,\"tid\":" + QByteArray::number(4242 + family % threads) + ",\"args\":{\"n\":\""
                + QByteArray::number(family % 100'000) + "\"}}";
        if (text.size() > 1'000'000) {
            file.write(text);
            text.resize(0);
        }
    }
    file.write(text + "\n],\"displayTimeUnit\":\"ms\"}\n");
}

app::Run openChrome(const QString &path)
{
    app::Run run;
    run.state = app::RunState::Opened;
    app::TracksReading reading = app::readTracks(path);
    run.warning = reading.error + reading.warning;
    run.trace = app::Trace(std::move(reading.tracks));
    run.now = run.trace.end();
    return run;
}

/// As `serve --log` writes it; about 162 bytes an event.
void writeLog(QFile &file, size_t events)
{
    app::LogWriter writer;
    const app::Log log = support::logOfEvents(events);
    writer.open(file.fileName(), log.header);
    writer.append(log, 0);
}

app::Run openLog(const QString &path)
{
    app::Run run;
    run.state = app::RunState::Opened;
    app::RunFile file = app::readRunFile(path);
    run.warning = file.error + file.warning;
    run.log = std::move(file.log);
    run.trace = std::move(file.trace);
    run.now = run.trace.end();
    return run;
}

/// Reads the file as it is read to be opened.
qint64 readBytes(const QString &path)
{
    QFile file(path);
    qint64 sum = 0;
    if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        QByteArray portion(256 * 1024, Qt::Uninitialized);
        for (qint64 count = 1; count > 0; sum += count)
            count = file.read(portion.data(), portion.size());
    }
    return sum;
}

/// From /proc/self/status, bytes: VmRSS, VmHWM.
qint64 memory(const QByteArray &name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray status = file.readAll();
    const qsizetype at = status.indexOf('\n' + name + ':');
    return status.mid(at + name.size() + 2).simplified().split(' ').value(0).toLongLong() * 1024;
}

ui::PictureOptions pictureOptions()
{
    ui::PictureOptions options;
    options.wishes.size = size;
    return options;
}

/// How far the process grows, beyond the start, while `path` is opened.
double peakOf(const QString &path, app::Run (*open)(const QString &path))
{
    malloc_trim(0);
    QFile forget(QStringLiteral("/proc/self/clear_refs"));
    if (forget.open(QIODevice::WriteOnly))
        forget.write("5"); // the peak is now what is there
    forget.close();
    const qint64 before = memory("VmRSS");
    const app::Run run = open(path);
    benchmark::DoNotOptimize(ui::renderPicture(run, pictureOptions()));
    return double(memory("VmHWM") - before);
}

/// `open` gives the run, with what went wrong as its warning.
void openFile(benchmark::State &state, const QString &path, app::Run (*open)(const QString &path))
{
    const double peak = peakOf(path, open);
    QElapsedTimer timer;
    const auto bytes = double(QFile(path).size());
    double opening = 0, painting = 0;
    for (auto _ : state) {
        timer.start();
        const app::Run run = open(path);
        opening += double(timer.nsecsElapsed());
        if (!run.warning.isEmpty() || run.trace.slices() == 0)
            return state.SkipWithError("the file was not read whole");
        timer.start();
        benchmark::DoNotOptimize(ui::renderPicture(run, pictureOptions()));
        painting += double(timer.nsecsElapsed());
    }
    const auto count = double(state.iterations());
    state.counters["trace_ms"] = opening / count / 1e6;
    state.counters["picture_ms"] = painting / count / 1e6;
    state.counters["memory"] = peak / bytes;
    state.SetBytesProcessed(qint64(state.iterations()) * qint64(bytes));
}

void open_chrome(benchmark::State &state) { openFile(state, fileOf("chrome", size_t(state.range(0)), writeChrome), openChrome); }
BENCHMARK(open_chrome)->Arg(1'000'000)->Repetitions(3)->Unit(benchmark::kMillisecond)->UseRealTime();

void open_log(benchmark::State &state) { openFile(state, fileOf("log", size_t(state.range(0)), writeLog), openLog); }
BENCHMARK(open_log)->Arg(1'000'000)->Repetitions(3)->Unit(benchmark::kMillisecond)->UseRealTime();

void readFile(benchmark::State &state, const QString &path)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(readBytes(path));
    state.SetBytesProcessed(qint64(state.iterations()) * QFile(path).size());
}
void read_chrome(benchmark::State &state) { readFile(state, fileOf("chrome", size_t(state.range(0)), writeChrome)); }
void read_log(benchmark::State &state) { readFile(state, fileOf("log", size_t(state.range(0)), writeLog)); }
BENCHMARK(read_chrome)->Arg(1'000'000)->Repetitions(3)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(read_log)->Arg(1'000'000)->Repetitions(3)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
