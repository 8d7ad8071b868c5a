#include "app/json_text.h"
#include "app/line_former.h"
#include "app/log_file.h"
#include "app/visible_text.h"
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

/// Ten of a request's thirteen lines depend on nothing else. nullptr: these do.
const QByteArray *wordsAlwaysTheSame(const Event &event)
{
    constexpr size_t depths = 3, kinds = server::eventKindCount;
    static const auto all = [] {
        std::vector<std::optional<QByteArray>> words((size_t(Endpoint::AsyncWrong) + 1) * kinds * depths);
        for (size_t place = 0; place < words.size(); ++place) {
            Event one;
            one.depth = quint8(place % depths);
            one.kind = EventKind(place / depths % kinds);
            one.endpoint = Endpoint(place / depths / kinds);
            switch (one.kind) {
            case EventKind::SleepTime:
            case EventKind::StartTime:
            case EventKind::Slept:
            case EventKind::Completed:
            case EventKind::Failed: break;
            default: server::appendEventText(words[place].emplace(), one);
            }
        }
        return words;
    }();
    if (event.depth >= depths)
        return nullptr;
    const auto &words = all[(size_t(event.endpoint) * kinds + size_t(event.kind)) * depths + event.depth];
    return words ? &*words : nullptr;
}

/// Seconds since the epoch as ISO 8601 with microseconds; Qt writes milliseconds.
QByteArray isoTime(qint64 epochNs)
{
    const qint64 seconds = epochNs / 1'000'000'000;
    const qint64 micros = epochNs / 1000 % 1'000'000;
    return QDateTime::fromSecsSinceEpoch(seconds).toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toLatin1()
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

LineFormer::LineFormer(const Log &log) : m_log(log), m_foreign(!log.foreignTexts.empty()), m_index(log.events.size())
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
    const Event &event = m_log.events[index];
    if (!m_foreign) {
        if (const QByteArray *same = wordsAlwaysTheSame(event))
            return *same;
    }
    if (m_index == index)
        return m_words;
    m_words.resize(0); // keeps its memory
    if (const auto foreign = m_log.foreignTexts.find(index); foreign != m_log.foreignTexts.end())
        m_words = foreign->second.toUtf8();
    else
        server::appendEventText(m_words, event);
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
    if (m_foreign || event.kind == EventKind::Failed)
        appendJsonString(out, words(index));
    else
        out.append('"').append(words(index)).append('"'); // the tutorial's have nothing to escape
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
    const QByteArray &said = words(index);
    if (said.isEmpty() || thread >= m_heads.size())
        return;
    out.append(m_heads[thread]).append(m_foreign ? visibleText(said, LineEnds::Shown) : said).append('\n'); // ours need it not
}

QByteArray eventLine(const Log &log, size_t index)
{
    QByteArray line;
    LineFormer(log).appendEvent(line, index);
    return line;
}

} // namespace app
