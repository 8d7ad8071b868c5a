#include "app/log_parser.h"

#include "app/line_reader.h"
#include "app/log_header.h"
#include "app/tr.h"
#include "server/event_text.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <new>

namespace json = simdjson::ondemand;

namespace app {
namespace {

static_assert(LineReader::padding >= qsizetype(simdjson::SIMDJSON_PADDING));

constexpr qint64 longestLog = qint64(1) << 55; ///< ns, over a year: what is computed from times stays within 64 bits
constexpr qint64 anyNumber = std::numeric_limits<qint64>::max();

/// A whole number in a range; one like 3e3 is whole, too.
template<typename Number>
bool wholeIn(json::value &value, qint64 most, Number &into)
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

/// The key that follows in a log of ours: asked first, so that the others are seldom asked for.
constexpr std::array<Key, size_t(Key::Other) + 1> following{Key::Tid, Key::Thread, Key::Endpoint, Key::Depth, Key::Event, Key::Text,
                                                            Key::SleepMicros, Key::T, Key::Req, Key::SleepMicros, Key::T};

/// The numbers of names.
template<typename Number>
class Names
{
public:
    template<typename Name>
    Names(int count, Name name)
    {
        for (int i = 0; i < count; ++i) {
            m_names.push_back(name(Number(i)).toStdString());
            m_likely[slot(m_names.back())] = quint8(i);
        }
    }
    bool find(std::string_view name, Number &into) const
    {
        auto found = m_names.begin() + m_likely[slot(name)];
        if (*found != name)
            found = std::find(m_names.begin(), m_names.end(), name);
        into = found == m_names.end() ? Number() : Number(found - m_names.begin());
        return found != m_names.end();
    }

private:
    static size_t slot(std::string_view name) { return name.empty() ? 0 : (name.size() * 8 + uchar(name.front()) + uchar(name.back()) * 5) % 128; }

    std::vector<std::string> m_names;
    std::array<quint8, 128> m_likely{}; ///< places in m_names
};

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
    Key keyOf(json::raw_json_string name, Key likely);
    bool readField(Key key, json::value &value, Line &line);
    std::string_view bytesOf(json::value &value);
    std::string_view decode(json::raw_json_string raw);
    std::optional<ThreadId> threadOf(const Line &line);
    std::optional<ThreadId> newThread(const Line &line);
    void keepForeignText(const Line &line, QByteArrayView bytes);

    Log log;
    quint32 usualSleep = 0; ///< us
    const Names<EventKind> kinds{server::eventKindCount, server::kindName};
    const Names<Endpoint> paths{int(Endpoint::AsyncWrong) + 1, server::endpointPath};

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
    Key key = Key::Other;
    for (auto found : object) {
        if (found.error() != simdjson::SUCCESS)
            throw NotJson();
        json::field &&field = std::move(found).value_unsafe(); // a copy of it costs more than a number's parsing
        key = keyOf(field.key(), following[size_t(key)]);
        if (key == Key::Other)
            continue;
        line.seen |= bit(key);
        line.wrong = readField(key, field.value(), line) ? line.wrong & ~bit(key) : line.wrong | bit(key);
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) // something follows the object
        throw NotJson();
}

Key LogParser::Private::keyOf(json::raw_json_string name, Key likely)
{
    if (name.unsafe_is_equal(keys[size_t(likely)]))
        return likely;
    auto found = std::find_if(keys.begin(), keys.end(), [name](std::string_view one) { return name.unsafe_is_equal(one); });
    if (found == keys.end())
        found = std::find(keys.begin(), keys.end(), decode(name));
    return Key(found - keys.begin());
}

bool LogParser::Private::readField(Key key, json::value &value, Line &line)
{
    Event &event = line.event;
    switch (key) {
    case Key::T: return wholeIn(value, longestLog, event.t);
    case Key::Tid: return wholeIn(value, anyNumber, line.tid);
    case Key::Req: return wholeIn(value, std::numeric_limits<quint32>::max(), event.request);
    case Key::Event: return kinds.find(bytesOf(value), event.kind);
    case Key::Endpoint: return paths.find(bytesOf(value), event.endpoint);
    case Key::Depth: return wholeIn(value, std::numeric_limits<quint8>::max(), event.depth);
    case Key::Value: return wholeIn(value, anyNumber, event.value);
    case Key::SleepMicros: return wholeIn(value, std::numeric_limits<quint32>::max(), event.sleepMicros);
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
    const QString error = readLogHeader(line, d->log.header);
    d->usualSleep = quint32(d->log.header.sleep * 1e6 + 0.5);
    return error;
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
