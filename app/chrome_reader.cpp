#include "app/chrome_reader.h"

#include "app/chrome_opening.h"
#include "app/tr.h"
#include "app/track_builder.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

/// Places where an event has no end: each may cost the time of a portion.
constexpr int mostLost = 200;

/// Looks for where the next event seems to begin: a '{' and a quote after a '}'. In a string it may look so, too.
struct NextEvent {
    bool found = false;
    size_t at = 0; ///< else: so many bytes are done with
};
NextEvent nextEvent(std::string_view text)
{
    for (size_t end = text.find('}'); end != text.npos; end = text.find('}', end + 1)) {
        const size_t begin = text.find_first_not_of(" \t\r\n,", end + 1);
        const size_t key = begin == text.npos ? begin : text.find_first_not_of(" \t\r\n", begin + 1);
        if (begin == text.npos || (key == text.npos && text[begin] == '{'))
            return {false, end}; // more text will tell
        if (text[begin] == '{' && text[key] == '"')
            return {true, begin};
    }
    return {false, text.size()};
}

/// Reads one device. Steps return what is wrong; nothing: all is well.
class ChromeReader
{
public:
    ChromeReader(QIODevice &device, Reading *reading, size_t portion = JsonPortions::usualPortion)
        : m_device(device), m_reading(reading), m_portions(device, portion), m_builder(m_skips)
    {
    }
    TracksReading read();

private:
    QString findEvents();
    QString readEvents();
    bool seek();
    size_t readPortion(const JsonTokens &tokens, bool stuck);
    size_t leave(const JsonTokens &tokens, size_t at, bool isCut);
    size_t readOther(const JsonTokens &tokens, size_t at, bool isLast);
    QString refill();

    QIODevice &m_device;
    Reading *m_reading;
    JsonPortions m_portions;
    ChromeOpening m_opening;
    ChromeSkips m_skips;
    TrackBuilder m_builder;
    ChromeEvent m_event;
    bool m_done = false;    ///< nothing more is to be read
    bool m_cut = false;     ///< the last event has no end
    bool m_seeking = false; ///< an event was lost: look for the next one by its looks
    int m_lost = 0;
};

/// More bytes; also where a reading is cancelled and tells how far it is.
QString ChromeReader::refill()
{
    if (m_reading) {
        m_reading->done.store(m_device.pos(), std::memory_order_relaxed);
        if (m_reading->cancelled.load(std::memory_order_relaxed))
            return tr("Opening was cancelled.");
    }
    if (!m_portions.fill())
        return tr("Reading stopped: %1. Check the disk, and open it again.").arg(m_device.errorString());
    if (m_device.pos() > longestTraceFile)
        return tr("It is longer than %1 GiB. Record a shorter time, or cut it.").arg(longestTraceFile >> 30);
    return {};
}

/// Up to the '[' of the events.
QString ChromeReader::findEvents()
{
    if (const QString fault = refill(); !fault.isEmpty())
        return fault;
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf", gzip = "\x1f\x8b";
    if (m_portions.bytes().starts_with(gzip))
        return tr("It is compressed. Unpack it first, with gunzip for example.");
    if (m_portions.bytes().starts_with(byteOrderMark))
        m_portions.drop(byteOrderMark.size());
    for (;;) {
        size_t used = 0;
        const ChromeOpening::Outcome outcome = m_opening.feed(m_portions.bytes(), used);
        m_portions.drop(used);
        if (outcome == ChromeOpening::Outcome::Events)
            return {};
        if (outcome == ChromeOpening::Outcome::NoJson)
            return tr("It is no JSON: a Chrome trace begins with [ or {. Choose a trace.");
        if (outcome == ChromeOpening::Outcome::NoEvents || (m_portions.atEnd() && m_opening.begun()))
            return tr("It is JSON, but has no \"traceEvents\". Choose a Chrome trace.");
        if (m_portions.atEnd())
            return tr("The file is empty: there is nothing to show. Choose a Chrome trace.");
        if (const QString fault = refill(); !fault.isEmpty())
            return fault;
    }
}

QString ChromeReader::readEvents()
{
    bool stuck = false; // what comes first is longer than a portion may be
    while (!m_done) {
        if (const QString fault = refill(); !fault.isEmpty())
            return fault;
        if (m_portions.bytes().empty())
            break;
        if (m_seeking && !seek())
            continue;
        const size_t used = readPortion(m_portions.tokens(), stuck);
        stuck = used == 0 && !m_done && !m_portions.grow();
        m_portions.drop(used);
    }
    if (m_lost > mostLost)
        m_skips.endIsDamaged(tr("The file is broken in too many places: what came before the last of them is shown."));
    else if (m_cut)
        m_skips.endIsDamaged(tr("The file ends within an event: what came before it is shown."));
    else if (!m_done && m_lost == 0 && !m_opening.isArray()) // an array need not have an end
        m_skips.endIsDamaged(tr("The file ends before its list of events does: what is there is shown."));
    return {};
}

/// Drops what comes before the next event. False: it is not among these bytes.
bool ChromeReader::seek()
{
    const NextEvent next = nextEvent(m_portions.bytes());
    m_seeking = !next.found;
    if (next.found)
        m_portions.drop(next.at);
    else
        m_portions.drop(m_portions.atEnd() ? m_portions.bytes().size() : std::max<size_t>(next.at, 1));
    return next.found;
}

/// How many bytes are done with: all, or up to an event that goes on in the next portion. `stuck`: the first cannot
/// be had whole.
size_t ChromeReader::readPortion(const JsonTokens &tokens, bool stuck)
{
    for (size_t i = 0; i < tokens.count();) {
        const bool isLast = m_portions.atEnd() || (stuck && i == 0);
        if (tokens[i] == ']' && m_lost == 0) {
            m_done = true;
            return tokens.offset(i);
        }
        size_t next = i;
        if (tokens[i] != '{') {
            next = readOther(tokens, i, isLast);
            if (next == i)
                return tokens.offset(i);
        } else {
            const EventEnd end = readEvent(tokens, i, m_event, next);
            if (end == EventEnd::Lost || (end == EventEnd::Cut && isLast))
                return leave(tokens, i, end == EventEnd::Cut);
            if (end == EventEnd::Cut)
                return tokens.offset(i);
            if (end == EventEnd::Whole)
                m_builder.add(m_event);
            else
                m_skips.add(Skip::Broken);
        }
        i = next;
    }
    return tokens.offset(tokens.count());
}

/// An event without an end: a quote or a bracket is missing in it, or the rest of the file.
size_t ChromeReader::leave(const JsonTokens &tokens, size_t at, bool isCut)
{
    const std::string_view rest = m_portions.bytes().substr(tokens.offset(at));
    if (isCut && m_portions.atEnd() && !nextEvent(rest).found) {
        m_cut = m_done = true;
    } else {
        m_skips.add(Skip::Broken);
        m_seeking = true;
        m_done = ++m_lost > mostLost;
    }
    return tokens.offset(at) + 1;
}

/// What is between events. The token after it; `at`: it may go on in the next portion.
size_t ChromeReader::readOther(const JsonTokens &tokens, size_t at, bool isLast)
{
    constexpr std::string_view stray = ",:}]";
    if (stray.find(tokens[at]) != stray.npos)
        return at + 1;
    const size_t next = tokens.after(at);
    if (!isLast && (next == JsonTokens::npos || next == tokens.count()))
        return at;
    if (m_lost == 0) // else it may be a part of what was lost, or come after the list
        m_skips.add(Skip::Broken);
    return std::min(next, tokens.count());
}

TracksReading ChromeReader::read()
{
    QString fault = findEvents();
    if (fault.isEmpty())
        fault = readEvents();
    if (!fault.isEmpty())
        return {{}, fault, {}};
    TracksReading result;
    result.tracks = m_builder.finish(m_reading);
    if (m_reading && m_reading->cancelled.load(std::memory_order_relaxed))
        return {{}, tr("Opening was cancelled."), {}};
    result.warning = m_skips.warning();
    if (result.tracks.empty()) {
        result.error = tr("It has no events to show. Choose another trace.");
        if (!result.warning.isEmpty())
            result.error += u' ' + std::exchange(result.warning, {});
    }
    return result;
}

} // namespace

TracksReading parseTracks(QByteArrayView bytes, size_t portion)
{
    const QByteArray unowned = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer buffer;
    buffer.setData(unowned);
    buffer.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return ChromeReader(buffer, nullptr, portion).read();
}

TracksReading readTracks(const QString &path, Reading *reading)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {{}, tr("There is no file \"%1\". Check the name.").arg(path), {}};
    if (!info.isFile())
        return {{}, tr("\"%1\" is not a file. Choose a trace.").arg(path), {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {{}, tr("Cannot read \"%1\": %2. Check who may read it.").arg(path, file.errorString()), {}};
    TracksReading result;
    if (file.size() > longestTraceFile) {
        result.error = tr("It has %1 GiB, and the limit is %2. Record a shorter time, or cut it.")
                               .arg((file.size() + (qint64(1) << 30) - 1) >> 30).arg(longestTraceFile >> 30);
    } else {
        if (reading)
            reading->total.store(file.size(), std::memory_order_relaxed);
        result = ChromeReader(file, reading).read();
    }
    for (QString *message : {&result.error, &result.warning}) {
        if (!message->isEmpty())
            *message = info.fileName() + u": "_s + *message;
    }
    return result;
}

} // namespace app
