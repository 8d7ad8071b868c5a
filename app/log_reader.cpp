#include "app/line_reader.h"
#include "app/log_file.h"
#include "app/log_parser.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

using Found = LineReader::Found;

QString tr(const char *text) { return QCoreApplication::translate("app::LogFile", text); }

QString cancelled() { return tr("Opening was cancelled."); }

/// The first line with something on it; a log begins at once, but an empty file may have blank lines.
QString readHeader(LineReader &lines, LogParser &parser)
{
    constexpr qint64 blanks = 1000;
    Found found = lines.next();
    while (found == Found::Line && lines.line().isEmpty() && lines.number() < blanks)
        found = lines.next();
    switch (found) {
    case Found::Line: return parser.readHeader(lines.number() == 1 ? lines.line() : QByteArrayView());
    case Found::TooLong: return parser.readHeader({});
    case Found::End: return tr("The file is empty: there is nothing to show. Choose a log that Loopscope saved.");
    case Found::Cancelled: return cancelled();
    case Found::Failed: break;
    }
    return tr("The file cannot be read. Check the disk it is on, and who may read it.");
}

LogReading read(QIODevice &device, Reading *reading)
{
    LineReader lines(device, LogParser::longestLine, reading);
    LogParser parser;
    if (const QString error = readHeader(lines, parser); !error.isEmpty())
        return {{}, error, {}};
    QString fault;
    Found found = lines.next();
    for (; found == Found::Line; found = lines.next()) {
        if (fault = lines.line().isEmpty() ? QString() : parser.readEvent(lines.line()); !fault.isEmpty())
            break;
    }
    if (found == Found::Cancelled)
        return {{}, cancelled(), {}};
    if (found == Found::TooLong)
        fault = tr("it is longer than any log line");
    QString warning;
    if (found == Found::Failed)
        warning = tr("The file could not be read to its end (%1). The %2 events before it are shown.").arg(device.errorString()).arg(parser.log().events.size());
    else if (!fault.isEmpty())
        warning = tr("Line %1 is broken (%2). The %3 events before it are shown.").arg(lines.number()).arg(fault).arg(parser.log().events.size());
    return {parser.takeLog(), {}, warning};
}

} // namespace

LogReading parseLog(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return read(buffer, nullptr);
}

LogReading readLog(const QString &path, Reading *reading)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {{}, tr("There is no file \"%1\". Check the name.").arg(path), {}};
    if (info.isDir())
        return {{}, tr("\"%1\" is a folder. Choose a log file in it.").arg(path), {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, tr("Cannot read \"%1\": %2. Check who may read it.").arg(path, file.errorString()), {}};
    LogReading result = read(file, reading);
    for (QString *message : {&result.error, &result.warning}) {
        if (!message->isEmpty() && *message != cancelled())
            *message = info.fileName() + u": "_s + *message;
    }
    return result;
}

} // namespace app
