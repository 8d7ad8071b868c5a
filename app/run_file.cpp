#include "app/run_file.h"

#include "app/chrome_reader.h"
#include "app/log_file.h"

namespace app {
namespace {

/// Does the file begin like a Chrome trace: with JSON, but not with a log's first line?
bool beginsLikeTrace(const QString &path)
{
    constexpr qint64 enough = 64 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false; // the log's reader says why
    QByteArray begin = file.read(enough);
    if (begin.startsWith("\xef\xbb\xbf"))
        begin.remove(0, 3);
    begin = begin.trimmed();
    const QByteArray line = begin.left(begin.indexOf('\n'));
    return (begin.startsWith('{') || begin.startsWith('[')) && !line.contains("\"format\"");
}

} // namespace

RunFile readRunFile(const QString &path, Reading *reading)
{
    RunFile file;
    if (beginsLikeTrace(path)) {
        TracksReading read = readTracks(path, reading);
        file.foreign = true;
        file.trace = Trace(std::move(read.tracks));
        file.error = read.error;
        file.warning = read.warning;
        return file;
    }
    LogReading read = readLog(path, reading);
    file.log = std::move(read.log);
    file.error = read.error;
    file.warning = read.warning;
    file.trace = Trace(file.log.header.pool);
    file.trace.append(file.log);
    return file;
}

} // namespace app
