#include "app/chrome_frame.h"
#include "app/line_reader.h"
#include "app/log_file.h"
#include "app/log_parser.h"
#include "app/tr.h"

#include <QBuffer>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr size_t mostEvents = 100'000'000; ///< 3.2 GB of memory: such a log is about 16 GB long

using Found = LineReader::Found;

QString cancelled() { return tr("Opening was cancelled."); }

/// The lines of a log, whether they stand alone or in a Chrome trace of ours.
class Lines
{
public:
    Lines(QIODevice &device, Reading *reading) : m_lines(device, LogParser::longestLine + frame, reading) {}

    Found next();
    QByteArrayView line() const { return m_line; } ///< empty: nothing of the log is in this one
    qint64 number() const { return m_lines.number(); }
    bool wasCut() const { return m_inTrace && !m_atTraceEnd; } ///< at the End: a trace has a last line

private:
    static constexpr qsizetype frame = 1024; ///< bytes around a line in a trace, and more

    LineReader m_lines;
    QByteArrayView m_line;
    bool m_inTrace = false, m_atTraceEnd = false;
};

Found Lines::next()
{
    const Found found = m_lines.next();
    m_line = found == Found::Line ? m_lines.line() : QByteArrayView();
    if (number() == 1 && m_line.startsWith(traceBegin) && m_line.endsWith(traceEvents)) {
        m_inTrace = true;
        m_line = m_line.sliced(traceBegin.size()).chopped(traceEvents.size());
    } else if (m_inTrace) {
        m_atTraceEnd = m_line == traceEnd || (m_line.isEmpty() && m_atTraceEnd);
        if (m_line.endsWith(','))
            m_line.chop(1);
        const qsizetype arguments = m_line.startsWith(stepBegin) ? m_line.indexOf(argsKey) : -1;
        m_line = arguments < 0 ? QByteArrayView() : m_line.sliced(arguments + argsKey.size());
        if (m_line.endsWith('}')) // else it was cut, and the parser says so
            m_line.chop(1);
    }
    return found;
}

/// The first line with something on it; a log begins at once, but an empty file may have blank lines.
QString readHeader(Lines &lines, LogParser &parser)
{
    constexpr qint64 blanks = 1000;
    Found found = lines.next();
    while (found == Found::Line && lines.line().isEmpty() && lines.number() < blanks)
        found = lines.next();
    switch (found) {
    case Found::Line: return parser.readHeader(lines.number() == 1 ? lines.line() : QByteArrayView());
    case Found::TooLong: return parser.readHeader({});
    case Found::End: return tr("The file is empty: there is nothing to show. Choose a log or a trace.");
    case Found::Cancelled: return cancelled();
    case Found::Failed: break;
    }
    return tr("The file cannot be read. Check the disk it is on, and who may read it.");
}

LogReading read(QIODevice &device, Reading *reading)
{
    Lines lines(device, reading);
    LogParser parser;
    if (const QString error = readHeader(lines, parser); !error.isEmpty())
        return {{}, error, {}};
    QString fault;
    Found found = lines.next();
    for (; found == Found::Line; found = lines.next()) {
        if (parser.log().events.size() >= mostEvents) {
            fault = tr("a log has at most %L1 steps").arg(mostEvents);
            break;
        }
        if (fault = lines.line().isEmpty() ? QString() : parser.readEvent(lines.line()); !fault.isEmpty())
            break;
    }
    if (found == Found::Cancelled)
        return {{}, cancelled(), {}};
    const size_t events = parser.log().events.size();
    QString warning;
    if (found == Found::TooLong)
        fault = tr("it is longer than any log line");
    if (found == Found::Failed)
        warning = tr("The file could not be read to its end (%1). The %2 events before it are shown.").arg(device.errorString()).arg(events);
    else if (!fault.isEmpty())
        warning = tr("Line %1 is broken (%2). The %3 events before it are shown.").arg(lines.number()).arg(fault).arg(events);
    else if (lines.wasCut())
        warning = tr("The end of the file is missing; was it cut? The %1 events that are there are shown.").arg(events);
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
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {{}, tr("Cannot read \"%1\": %2. Check who may read it.").arg(path, file.errorString()), {}};
    LogReading result = read(file, reading);
    for (QString *message : {&result.error, &result.warning}) {
        if (!message->isEmpty() && *message != cancelled())
            *message = info.fileName() + u": "_s + *message;
    }
    return result;
}

} // namespace app
