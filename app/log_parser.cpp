#include "app/log_parser.h"

#include "app/line_reader.h"
#include "server/event_text.h"
#include "server/server.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <new>

using namespace Qt::StringLiterals;
namespace json = simdjson::ondemand;

namespace app {
namespace {

static_assert(LineReader::padding >= qsizetype(simdjson::SIMDJSON_PADDING));

constexpr int knownVersion = 1;
constexpr qint64 longestLog = qint64(1) << 55; ///< ns, over a year: what is computed from times stays within 64 bits
constexpr double longestSleep = std::numeric_limits<quint32>::max() / 1e6; ///< s, as Event::sleepMicros holds it
constexpr qint64 second = 1'000'000'000; ///< ns
constexpr qint64 anyNumber = std::numeric_limits<qint64>::max();

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

/// As above, of a value that is there. A number like 3e3 is whole, too.
template<typename Number>
bool whole(json::value &value, qint64 most, Number &into)
{
    int64_t number = -1;
    if (value.get_int64().get(number) != simdjson::SUCCESS) {
        double real = -1;
        if (value.get_double().get(real) != simdjson::SUCCESS || !(real >= 0 && real < 0x1p63) || real != std::floor(real))
            return false;
        number = int64_t(real);
    }
    into = Number(number);
    return number >= 0 && number <= most;
}

/// In the order in which their faults are told.
enum class Key : quint8 { T, Tid, Req, Event, Endpoint, Depth, Value, SleepMicros, Thread, Text, Other };
constexpr std::array<std::string_view, size_t(Key::Other)> keys{"t", "tid", "req", "event", "endpoint", "depth", "value", "sleep_us", "thread", "text"};

constexpr quint32 bit(Key key) { return 1u << quint32(key); }

/// Names as the log has them, in the order of their numbers.
template<typename Name>
std::vector<std::string> namesOf(int count, Name name)
{
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i)
        names.push_back(name(i).toStdString());
    return names;
}

template<typename Number>
bool find(std::string_view name, const std::vector<std::string> &names, Number &into)
{
    const auto found = std::find(names.begin(), names.end(), name);
    into = found == names.end() ? Number() : Number(found - names.begin());
    return found != names.end();
}

/// What one line says. The bytes are the line's own, or decoded ones that hold until the next line.
struct Line {
    Event event;
    quint64 tid = 0;
    std::string_view thread;
    const char *text = nullptr; ///< behind its quote, its escapes as they are; nullptr: there is none
    quint32 seen = 0, wrong = 0; ///< bits of keys
};

struct NotJson {};

} // namespace

struct LogParser::Private {
    Private();

    void read(QByteArrayView bytes, Line &line);
    bool readField(Key key, json::value &value, Line &line);
    std::string_view bytesOf(json::value &value);
    std::string_view decode(json::raw_json_string raw);
    std::optional<ThreadId> threadOf(const Line &line);
    std::optional<ThreadId> newThread(const Line &line);
    void keepForeignText(const Line &line, QByteArrayView bytes);

    Log log;
    quint32 usualSleep = 0; ///< us
    const std::vector<std::string> kinds = namesOf(server::eventKindCount, [](int i) { return server::kindName(EventKind(i)); });
    const std::vector<std::string> paths = namesOf(int(Endpoint::AsyncWrong) + 1, [](int i) { return server::endpointPath(Endpoint(i)); });

    json::parser parser{size_t(longestLine)};
    std::vector<uint8_t> decoded; ///< strings with escapes, of the line that is read
    uint8_t *decodedEnd = nullptr;
    QByteArray ownText; ///< keeps its memory

    /// Where the threads are that spoke of late; a log has many more events than threads.
    struct Recent {
        std::string name;
        quint64 tid = 0;
        std::optional<ThreadId> id;
    };
    std::array<Recent, 256> recent;
    std::map<std::pair<QString, quint64>, ThreadId> threads;
};

LogParser::Private::Private() : decoded(size_t(longestLine + LineReader::padding))
{
    if (parser.allocate(size_t(longestLine)) != simdjson::SUCCESS)
        throw std::bad_alloc();
}

/// Throws NotJson.
void LogParser::Private::read(QByteArrayView bytes, Line &line)
{
    decodedEnd = decoded.data();
    json::document document;
    json::object object;
    const auto length = size_t(bytes.size());
    if (parser.iterate(bytes.data(), length, length + size_t(LineReader::padding)).get(document) != simdjson::SUCCESS
        || document.get_object().get(object) != simdjson::SUCCESS)
        throw NotJson();
    for (auto found : object) {
        json::field field;
        if (std::move(found).get(field) != simdjson::SUCCESS)
            throw NotJson();
        const json::raw_json_string name = field.key();
        auto key = Key(std::find_if(keys.begin(), keys.end(), [name](std::string_view one) { return name.unsafe_is_equal(one); }) - keys.begin());
        if (key == Key::Other)
            key = Key(std::find(keys.begin(), keys.end(), decode(name)) - keys.begin());
        if (key == Key::Other)
            continue;
        line.seen |= bit(key);
        line.wrong = readField(key, field.value(), line) ? line.wrong & ~bit(key) : line.wrong | bit(key);
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) // something follows the object
        throw NotJson();
}

bool LogParser::Private::readField(Key key, json::value &value, Line &line)
{
    Event &event = line.event;
    switch (key) {
    case Key::T: return whole(value, longestLog, event.t);
    case Key::Tid: return whole(value, anyNumber, line.tid);
    case Key::Req: return whole(value, std::numeric_limits<quint32>::max(), event.request);
    case Key::Event: return find(bytesOf(value), kinds, event.kind);
    case Key::Endpoint: return find(bytesOf(value), paths, event.endpoint);
    case Key::Depth: return whole(value, std::numeric_limits<quint8>::max(), event.depth);
    case Key::Value: return whole(value, anyNumber, event.value);
    case Key::SleepMicros: return whole(value, std::numeric_limits<quint32>::max(), event.sleepMicros);
    case Key::Thread: line.thread = bytesOf(value); return true;
    case Key::Text: {
        json::raw_json_string raw;
        line.text = value.get_raw_json_string().get(raw) == simdjson::SUCCESS ? raw.raw() : nullptr;
        return true;
    }
    case Key::Other: break;
    }
    return true;
}

/// A string; empty for anything else.
std::string_view LogParser::Private::bytesOf(json::value &value)
{
    json::raw_json_string raw;
    if (value.get_raw_json_string().get(raw) != simdjson::SUCCESS)
        return {};
    const char *end = raw.raw();
    while (*end != '"' && *end != '\\')
        ++end;
    return *end == '"' ? std::string_view(raw.raw(), size_t(end - raw.raw())) : decode(raw);
}

std::string_view LogParser::Private::decode(json::raw_json_string raw)
{
    std::string_view text;
    if (parser.unescape(raw, decodedEnd).get(text) != simdjson::SUCCESS)
        throw NotJson();
    return text;
}

std::optional<ThreadId> LogParser::Private::threadOf(const Line &line)
{
    Recent &last = recent[(line.tid ^ line.tid >> 12 ^ line.tid >> 23) % recent.size()]; // stacks lie some MB apart
    if (!last.id || last.tid != line.tid || last.name != line.thread)
        last = {std::string(line.thread), line.tid, newThread(line)};
    return last.id;
}

std::optional<ThreadId> LogParser::Private::newThread(const Line &line)
{
    const std::pair key(QString::fromUtf8(line.thread.data(), qsizetype(line.thread.size())), line.tid);
    const auto found = threads.find(key);
    if (found != threads.end())
        return found->second;
    if (log.threads.size() >= std::numeric_limits<quint16>::max())
        return std::nullopt;
    const auto id = ThreadId(log.threads.size());
    log.threads.push_back({key.first, key.second});
    threads.emplace(key, id);
    return id;
}

/// Most texts are what the event says anyway, byte for byte.
void LogParser::Private::keepForeignText(const Line &line, QByteArrayView bytes)
{
    if (!line.text)
        return;
    ownText.resize(0); // keeps its memory
    server::appendEventText(ownText, line.event);
    const qsizetype size = ownText.size();
    if (size < bytes.end() - line.text && std::memcmp(line.text, ownText.constData(), size_t(size)) == 0 && line.text[size] == '"'
        && !ownText.contains('\\'))
        return;
    const std::string_view text = decode(json::raw_json_string(reinterpret_cast<const uint8_t *>(line.text)));
    if (QByteArrayView(text.data(), qsizetype(text.size())) != ownText)
        log.foreignTexts.emplace(log.events.size(), QString::fromUtf8(text.data(), qsizetype(text.size())));
}

LogParser::LogParser() : d(std::make_unique<Private>()) { }
LogParser::~LogParser() = default;

const Log &LogParser::log() const { return d->log; }
Log LogParser::takeLog() { return std::move(d->log); }

QString LogParser::readHeader(QByteArrayView line)
{
    const QJsonObject header = line.size() <= longestLine ? QJsonDocument::fromJson(line.toByteArray()).object() : QJsonObject();
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
    d->log.header = {*pid, *started, int(*pool), sleep};
    d->usualSleep = quint32(sleep * 1e6 + 0.5);
    return {};
}

QString LogParser::readEvent(QByteArrayView bytes)
{
    if (bytes.size() > longestLine)
        return tr("it is longer than any log line");
    try {
        Line line;
        d->read(bytes, line);
        if (const quint32 wrong = line.wrong | (~line.seen & (bit(Key::T) | bit(Key::Event))); wrong != 0) {
            const std::string_view key = keys[size_t(std::countr_zero(wrong))];
            return tr("its \"%1\" is missing or not valid").arg(QLatin1StringView(key.data(), qsizetype(key.size())));
        }
        const auto thread = d->threadOf(line);
        if (!thread)
            return tr("it names one thread too many");
        Event &event = line.event;
        event.thread = *thread;
        if ((line.seen & bit(Key::SleepMicros)) == 0 && event.endpoint != Endpoint::None)
            event.sleepMicros = d->usualSleep;
        if (!d->log.events.empty() && event.t < d->log.events.back().t)
            return tr("its time is before that of the line above");
        d->keepForeignText(line, bytes);
        d->log.events.push_back(event);
    } catch (NotJson) {
        return tr("it is no JSON object; was the file cut?");
    }
    return {};
}

} // namespace app
