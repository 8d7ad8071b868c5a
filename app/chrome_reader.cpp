#include "app/chrome_reader.h"

#include "app/chrome_opening.h"
#include "app/track_builder.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("app::ChromeReader", text); }

/// Reads one device. Steps return what is wrong; nothing: all is well.
class ChromeReader
{
public:
    ChromeReader(QIODevice &device, Reading *reading) : m_device(device), m_reading(reading), m_portions(device), m_builder(m_skips) {}
    TracksReading read();

private:
    QString findEvents();
    QString readEvents();
    size_t readPortion(const JsonTokens &tokens, bool stuck);
    size_t readOther(const JsonTokens &tokens, size_t at, bool isLast);
    QString refill();

    QIODevice &m_device;
    Reading *m_reading;
    JsonPortions m_portions;
    ChromeOpening m_opening;
    ChromeSkips m_skips;
    TrackBuilder m_builder;
    ChromeEvent m_event;
    bool m_done = false;    ///< the list of events has ended
    bool m_cut = false;     ///< it ended within an event
    bool m_seekEnd = true;  ///< of broken events; not once that failed: it could fail, from end to end, for each that follows
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
    bool stuck = false;
    while (!m_done) {
        if (const QString fault = refill(); !fault.isEmpty())
            return fault;
        const size_t used = readPortion(m_portions.tokens(), stuck);
        if (m_portions.atEnd())
            break;
        stuck = used == 0 && !m_done && !m_portions.grow();
        m_portions.drop(used);
    }
    if (m_cut && !m_portions.atEnd())
        m_skips.endIsDamaged(tr("An event is longer than %1 MiB: what came before it is shown.").arg(JsonPortions::longestPortion >> 20));
    else if (m_cut)
        m_skips.endIsDamaged(tr("The file ends within an event: what came before it is shown."));
    else if (!m_done && !m_opening.isArray()) // an array need not have an end
        m_skips.endIsDamaged(tr("The file ends before its list of events does: what is there is shown."));
    return {};
}

/// How many bytes are done with: all, or up to an event that goes on in the next portion. `stuck`: what this one
/// begins with cannot be had whole.
size_t ChromeReader::readPortion(const JsonTokens &tokens, bool stuck)
{
    for (size_t i = 0; i < tokens.count();) {
        const bool isLast = m_portions.atEnd() || (stuck && i == 0);
        if (tokens[i] == ']') {
            m_done = true;
            return tokens.offset(i);
        }
        if (tokens[i] != '{') {
            const size_t next = readOther(tokens, i, isLast);
            if (next == i)
                return tokens.offset(i);
            i = next;
            continue;
        }
        size_t next = i;
        const EventEnd end = readEvent(tokens, i, m_seekEnd, m_event, next);
        if (end == EventEnd::Whole) {
            m_builder.add(m_event);
        } else if (end == EventEnd::Broken || (end == EventEnd::Lost && isLast)) {
            m_skips.add(Skip::Broken);
        } else if (!isLast) {
            return tokens.offset(i);
        } else {
            m_cut = m_done = true;
            return tokens.offset(i);
        }
        if (end == EventEnd::Lost) {
            m_seekEnd = false;
            while (next < tokens.count() && tokens[next] != '{')
                ++next;
        }
        i = next;
    }
    return tokens.offset(tokens.count());
}

/// What is between events. The token after it; `at`: it may go on in the next portion.
size_t ChromeReader::readOther(const JsonTokens &tokens, size_t at, bool isLast)
{
    if (tokens[at] == ',' || tokens[at] == ':' || tokens[at] == '}')
        return at + 1;
    const size_t next = tokens.after(at);
    if (!isLast && (next == JsonTokens::npos || next == tokens.count()))
        return at;
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

TracksReading parseTracks(QByteArrayView bytes)
{
    const QByteArray unowned = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer buffer;
    buffer.setData(unowned);
    buffer.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return ChromeReader(buffer, nullptr).read();
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
