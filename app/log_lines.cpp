#include "app/json_text.h"
#include "app/line_former.h"
#include "app/log_file.h"
#include "server/event_text.h"

#include <QByteArrayList>
#include <QDateTime>

namespace app {
namespace {

/// ,"endpoint":"/ENDPOINT","event":"KIND","depth":
const QByteArray &kindPart(const Event &event)
{
    static const auto parts = [] {
        std::vector<QByteArray> all;
        for (int endpoint = 0; endpoint <= int(Endpoint::AsyncWrong); ++endpoint) {
            for (int kind = 0; kind < server::eventKindCount; ++kind)
                all.push_back(",\"endpoint\":\"" + server::endpointPath(Endpoint(endpoint)).toUtf8() + "\",\"event\":\""
                              + server::kindName(EventKind(kind)).toUtf8() + "\",\"depth\":");
        }
        return all;
    }();
    return parts[size_t(event.endpoint) * server::eventKindCount + size_t(event.kind)];
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

/// ["client","event-loop"]
QByteArray namesOf(const Observed &observed)
{
    QByteArrayList names;
    for (const Observable &one : observables) {
        if (observed.*one.flag)
            names << QByteArray(one.name).prepend('"').append('"');
    }
    return '[' + names.join(',') + ']';
}

} // namespace

QByteArray headerLine(const LogHeader &header)
{
    const Observed known = header.observed.value_or(ownRun);
    QByteArray line = R"({"format":"loopscope","version":1)";
    if (header.pid > 0 || !header.observed)
        line += ",\"pid\":" + QByteArray::number(header.pid);
    line += ",\"started\":\"" + isoTime(header.startedEpochNs) + '"';
    if (known.pool)
        line += ",\"pool\":" + QByteArray::number(header.pool);
    if (known.server() || header.sleep > 0)
        line += ",\"sleep\":" + seconds(header.sleep);
    if (header.observed)
        line += ",\"observes\":" + namesOf(*header.observed);
    if (!header.url.isEmpty()) {
        line += ",\"url\":";
        appendJsonString(line, header.url.toUtf8());
    }
    return line + "}\n";
}

LineFormer::LineFormer(const Log &log) : m_log(log), m_index(log.events.size())
{
    for (const server::Thread &thread : log.threads) {
        QByteArray part = ",\"tid\":" + QByteArray::number(thread.tid) + ",\"thread\":";
        appendJsonString(part, thread.name.toUtf8());
        m_threads.push_back(part + ",\"req\":");
        m_heads.push_back(processAndThread(log.header.pid, thread.tid).toLatin1());
    }
}

const QByteArray &LineFormer::words(size_t index)
{
    if (m_index == index)
        return m_words;
    m_words.resize(0); // keeps its memory
    if (const auto foreign = m_log.foreignTexts.find(index); foreign != m_log.foreignTexts.end())
        m_words = foreign->second.toUtf8();
    else
        server::appendEventText(m_words, m_log.events[index]);
    m_index = index;
    return m_words;
}

void LineFormer::appendEvent(QByteArray &out, size_t index)
{
    const Event &event = m_log.events.at(index);
    const auto thread = size_t(event.thread);
    out.append("{\"t\":");
    server::appendNumber(out, event.t);
    out.append(thread < m_threads.size() ? QByteArrayView(m_threads[thread]) : QByteArrayView(",\"tid\":0,\"thread\":\"\",\"req\":"));
    server::appendNumber(out, quint32(event.request));
    out.append(kindPart(event));
    server::appendNumber(out, event.depth);
    out.append(",\"text\":");
    appendJsonString(out, words(index));
    if (event.value != 0) {
        out.append(",\"value\":");
        server::appendNumber(out, event.value);
    }
    if (event.endpoint != Endpoint::None || event.sleepMicros != 0) {
        out.append(",\"sleep_us\":");
        server::appendNumber(out, event.sleepMicros);
    }
    out.append("}\n");
}

void LineFormer::appendTutorialLine(QByteArray &out, size_t index)
{
    const auto thread = size_t(m_log.events.at(index).thread);
    if (words(index).isEmpty() || thread >= m_heads.size())
        return;
    out.append(m_heads[thread]).append(m_words).append('\n');
}

QByteArray eventLine(const Log &log, size_t index)
{
    QByteArray line;
    LineFormer(log).appendEvent(line, index);
    return line;
}

} // namespace app
