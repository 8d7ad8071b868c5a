#include "app/run_file.h"

#include "app/chrome_frame.h"
#include "app/chrome_reader.h"
#include "app/log_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace app {
namespace {

/// Does the file begin with JSON that is neither a log nor a trace of ours, which holds one?
bool beginsLikeTrace(const QString &path)
{
    constexpr qint64 enough = 4096; // a log's first line has about 120
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false; // the log's reader says why, or reads the pipe
    QByteArray begin = file.read(enough);
    if (begin.startsWith("\xef\xbb\xbf"))
        begin.remove(0, 3);
    begin = begin.trimmed();
    constexpr QByteArrayView gzip = "\x1f\x8b";
    if (begin.startsWith(gzip))
        return true; // the trace's reader says what to do
    if (!begin.startsWith('{') && !begin.startsWith('['))
        return false;
    const QByteArray line = begin.first(begin.indexOf('\n') < 0 ? begin.size() : begin.indexOf('\n')).trimmed();
    const bool ours = line.startsWith(traceBegin.toByteArray() + "{\"format\"") && line.endsWith(traceEvents);
    const bool log = line.startsWith("{\"format\"") || QJsonDocument::fromJson(line).object().contains("format"_L1);
    return !ours && !log;
}

} // namespace

RunFile readRunFile(const QString &path, Reading *reading)
{
    RunFile file;
    if (beginsLikeTrace(path)) {
        TracksReading read = readTracks(path, reading);
        file.trace = Trace(std::move(read.tracks));
        file.error = read.error;
        file.warning = read.warning;
        return file;
    }
    LogReading read = readLog(path, reading);
    file.log = std::move(read.log);
    file.error = read.error;
    file.warning = read.warning;
    file.trace = Trace(file.log.header);
    constexpr size_t portion = 10'000; // steps, between two looks at whether it is still wanted
    const std::span<const Event> events(file.log.events);
    for (size_t from = 0; from < events.size(); from += portion) {
        if (reading && reading->cancelled)
            return {{}, Trace(), QCoreApplication::translate("app::LogFile", "Opening was cancelled."), {}};
        file.trace.append(events.subspan(from, std::min(portion, events.size() - from)), file.log.threads);
    }
    return file;
}

} // namespace app
