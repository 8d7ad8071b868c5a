#include "app/log_file.h"

#include "server/server.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>
#include <map>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr int knownVersion = 1;
constexpr qsizetype longestLine = 64 * 1024; ///< bytes; ours have about 200
constexpr qint64 longestLog = qint64(1) << 55; ///< ns, over a year: what is computed from times stays within 64 bits
constexpr double longestSleep = std::numeric_limits<quint32>::max() / 1e6; ///< s, as Event::sleepMicros holds it
constexpr qint64 second = 1'000'000'000; ///< ns

QString tr(const char *text) { return QCoreApplication::translate("app::LogFile", text); }

/// A whole number in a range, or nullopt for anything else. A missing key gives `missing`.
std::optional<qint64> whole(const QJsonObject &object, QLatin1StringView key, qint64 most, std::optional<qint64> missing = 0)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined())
        return missing;
    if (!value.isDouble())
        return std::nullopt;
    constexpr qint64 wrong = -1;
    const qint64 number = value.toInteger(wrong);
    return number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

/// ISO 8601 with up to microseconds, to ns since the epoch.
std::optional<qint64> epochNs(const QString &text)
{
    const QDateTime date = QDateTime::fromString(text.left(19) + u'Z', Qt::ISODate);
    const qint64 seconds = date.toSecsSinceEpoch();
    // Up to the year 2262, when the ns of the epoch leave 64 bits.
    if (!date.isValid() || !text.endsWith(u'Z') || seconds < 0 || seconds >= std::numeric_limits<qint64>::max() / second)
        return std::nullopt;
    bool ok = text.size() == 20; // no fraction at all
    qint64 ns = 0;
    if (text.size() > 21 && text[19] == u'.')
        ns = text.mid(20, text.size() - 21).leftJustified(9, u'0', true).toLongLong(&ok);
    return ok && ns >= 0 ? std::optional(seconds * second + ns) : std::nullopt;
}

/// Reads line after line into a Log. Each step returns what is wrong; nothing: all is well.
class Reader
{
public:
    LogReading read(const QByteArray &bytes);

private:
    QString readHeader(const QByteArray &line);
    QString readEvent(const QByteArray &line);
    QString readFields(const QJsonObject &object, Event &event);
    std::optional<ThreadId> thread(const QString &name, quint64 tid);

    Log m_log;
    std::map<std::pair<QString, quint64>, ThreadId> m_threads;
};

LogReading Reader::read(const QByteArray &bytes)
{
    if (bytes.trimmed().isEmpty())
        return {{}, tr("The file is empty: there is nothing to show. Choose a log that Loopscope saved."), {}};
    qsizetype at = bytes.startsWith("\xef\xbb\xbf") ? 3 : 0;
    for (qsizetype number = 1; at < bytes.size(); ++number) {
        qsizetype end = bytes.indexOf('\n', at);
        end = end < 0 ? bytes.size() : end;
        const QByteArray line = QByteArray::fromRawData(bytes.constData() + at, end - at).trimmed();
        at = end + 1;
        if (number == 1) {
            if (const QString error = readHeader(line); !error.isEmpty())
                return {{}, error, {}};
        } else if (!line.isEmpty()) {
            if (const QString fault = readEvent(line); !fault.isEmpty()) {
                const QString warning = tr("Line %1 is broken (%2). The %3 events before it are shown.").arg(number).arg(fault).arg(m_log.events.size());
                return {std::move(m_log), {}, warning};
            }
        }
    }
    return {std::move(m_log), {}, {}};
}

QString Reader::readHeader(const QByteArray &line)
{
    const QJsonObject header = line.size() <= longestLine ? QJsonDocument::fromJson(line).object() : QJsonObject();
    if (header.value("format"_L1).toString() != u"loopscope")
        return tr("The file is no Loopscope log: its first line does not say so. Choose a log that Loopscope saved.");
    const auto version = whole(header, "version"_L1, std::numeric_limits<int>::max(), std::nullopt);
    if (!version || *version < 1)
        return tr("The log's first line has no valid version. Choose another file.");
    if (*version > knownVersion)
        return tr("The log was written by a newer Loopscope (log version %1, this one reads %2). Update Loopscope to open it.")
                .arg(*version).arg(knownVersion);
    const auto pid = whole(header, "pid"_L1, std::numeric_limits<qint64>::max());
    const auto pool = whole(header, "pool"_L1, 1'000'000, server::defaultPool);
    const double sleep = header.value("sleep"_L1).toDouble(1);
    const auto started = epochNs(header.value("started"_L1).toString());
    const char *fault = !pid ? "pid" : !pool || *pool < 1 ? "pool" : !(sleep >= 0 && sleep <= longestSleep) ? "sleep" : !started ? "started" : nullptr;
    if (fault)
        return tr("The log's first line has no valid \"%1\". Choose another file, or mend the line.").arg(QLatin1StringView(fault));
    m_log.header = {*pid, *started, int(*pool), sleep};
    return {};
}

QString Reader::readEvent(const QByteArray &line)
{
    if (line.size() > longestLine)
        return tr("it is longer than any log line");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return tr("it is no JSON object; was the file cut?");
    Event event;
    const QJsonObject object = document.object();
    if (const QString fault = readFields(object, event); !fault.isEmpty())
        return fault;
    if (!m_log.events.empty() && event.t < m_log.events.back().t)
        return tr("its time is before that of the line above");
    if (const QJsonValue text = object.value("text"_L1); text.isString() && text.toString() != server::eventText(event))
        m_log.foreignTexts.emplace(m_log.events.size(), text.toString());
    m_log.events.push_back(event);
    return {};
}

QString Reader::readFields(const QJsonObject &object, Event &event)
{
    constexpr qint64 anyNumber = std::numeric_limits<qint64>::max();
    const auto t = whole(object, "t"_L1, longestLog, std::nullopt);
    const auto tid = whole(object, "tid"_L1, anyNumber);
    const auto request = whole(object, "req"_L1, std::numeric_limits<quint32>::max());
    const auto depth = whole(object, "depth"_L1, std::numeric_limits<quint8>::max());
    const auto value = whole(object, "value"_L1, anyNumber);
    const auto kind = server::kindFromName(object.value("event"_L1).toString());
    const QString path = object.value("endpoint"_L1).toString();
    const auto endpoint = path.isEmpty() ? Endpoint::None : server::endpointFromPath(path);
    const qint64 usualSleep = endpoint && *endpoint != Endpoint::None ? qint64(m_log.header.sleep * 1e6 + 0.5) : 0;
    const auto sleep = whole(object, "sleep_us"_L1, std::numeric_limits<quint32>::max(), usualSleep);
    const char *fault = !t ? "t" : !tid ? "tid" : !request ? "req" : !kind ? "event" : !endpoint ? "endpoint" : !depth ? "depth"
            : !value ? "value" : !sleep ? "sleep_us" : nullptr;
    if (fault)
        return tr("its \"%1\" is missing or not valid").arg(QLatin1StringView(fault));
    const auto thread = this->thread(object.value("thread"_L1).toString(), quint64(*tid));
    if (!thread)
        return tr("it names one thread too many");
    event = {*t, *value, quint32(*sleep), RequestId(*request), *thread, *kind, *endpoint, quint8(*depth)};
    return {};
}

std::optional<ThreadId> Reader::thread(const QString &name, quint64 tid)
{
    const auto found = m_threads.find({name, tid});
    if (found != m_threads.end())
        return found->second;
    if (m_log.threads.size() >= std::numeric_limits<quint16>::max())
        return std::nullopt;
    const auto id = ThreadId(m_log.threads.size());
    m_log.threads.push_back({name, tid});
    m_threads.emplace(std::pair(name, tid), id);
    return id;
}

} // namespace

LogReading parseLog(const QByteArray &bytes) { return Reader().read(bytes); }

LogReading readLog(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {{}, tr("There is no file \"%1\". Check the name.").arg(path), {}};
    if (info.isDir())
        return {{}, tr("\"%1\" is a folder. Choose a log file in it.").arg(path), {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, tr("Cannot read \"%1\": %2. Check who may read it.").arg(path, file.errorString()), {}};
    LogReading reading = parseLog(file.readAll());
    for (QString *message : {&reading.error, &reading.warning}) {
        if (!message->isEmpty())
            *message = info.fileName() + u": "_s + *message;
    }
    return reading;
}

} // namespace app
