#include "app/log_file.h"

#include <QDateTime>

namespace app {
namespace {

/// Appends a JSON string, quotes and all. Bytes of UTF-8 stay as they are.
void appendString(QByteArray &out, const QString &text)
{
    constexpr char hex[] = "0123456789abcdef";
    out += '"';
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (uchar(c) < 0x20) {
            out += "\\u00";
            out += hex[uchar(c) >> 4];
            out += hex[uchar(c) & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

/// Seconds since the epoch as ISO 8601 with microseconds; Qt writes milliseconds.
QByteArray isoTime(qint64 epochNs)
{
    const qint64 seconds = epochNs / 1'000'000'000;
    const qint64 micros = epochNs / 1000 % 1'000'000;
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toLatin1()
            + '.' + QByteArray::number(micros + 1'000'000).mid(1) + 'Z';
}

/// "1.0", "0.25": a JSON number that says it is none of whole seconds.
QByteArray seconds(double value)
{
    const QByteArray text = server::pythonNumber(value).toLatin1();
    return text.contains('.') ? text : text + ".0";
}

} // namespace

QByteArray headerLine(const LogHeader &header)
{
    return "{\"format\":\"loopscope\",\"version\":1,\"pid\":" + QByteArray::number(header.pid) + ",\"started\":\""
            + isoTime(header.startedEpochNs) + "\",\"pool\":" + QByteArray::number(header.pool) + ",\"sleep\":" + seconds(header.sleep)
            + "}\n";
}

QByteArray eventLine(const Log &log, size_t index)
{
    const Event &event = log.events.at(index);
    const auto thread = size_t(event.thread);
    QByteArray line;
    line.reserve(256);
    line += "{\"t\":" + QByteArray::number(event.t) + ",\"tid\":"
            + QByteArray::number(thread < log.threads.size() ? log.threads[thread].tid : 0) + ",\"thread\":";
    appendString(line, log.threadName(event.thread));
    line += ",\"req\":" + QByteArray::number(quint32(event.request)) + ",\"endpoint\":";
    appendString(line, server::endpointPath(event.endpoint));
    line += ",\"event\":";
    appendString(line, server::kindName(event.kind));
    line += ",\"depth\":" + QByteArray::number(event.depth) + ",\"text\":";
    appendString(line, log.text(index));
    if (event.value != 0)
        line += ",\"value\":" + QByteArray::number(event.value);
    if (event.endpoint != Endpoint::None || event.sleepMicros != 0)
        line += ",\"sleep_us\":" + QByteArray::number(event.sleepMicros);
    line += "}\n";
    return line;
}

} // namespace app
