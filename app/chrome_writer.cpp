#include "app/chrome_writer.h"

#include "app/chrome_frame.h"
#include "app/json_text.h"
#include "server/event_text.h"

#include <array>
#include <charconv>

namespace app {
namespace {

constexpr qsizetype portion = 1 << 20; ///< bytes formed before they are written

} // namespace

void appendMicros(QByteArray &out, qint64 ns)
{
    if (ns < 0)
        out.append('-');
    const quint64 magnitude = ns < 0 ? 0 - quint64(ns) : quint64(ns);
    const quint64 rest = magnitude % 1000;
    server::appendNumber(out, qint64(magnitude / 1000));
    out.append('.').append(char('0' + rest / 100)).append(char('0' + rest / 10 % 10)).append(char('0' + rest % 10));
}

ChromeWriter::ChromeWriter(QIODevice &device, QByteArrayView otherData) : m_device(device)
{
    m_out.reserve(portion + 4096);
    m_out.append(traceBegin).append(otherData.isEmpty() ? QByteArrayView("{}") : otherData).append(traceEvents);
}

QByteArray &ChromeWriter::beginLine()
{
    m_out.append(m_first ? "\n" : ",\n");
    m_first = false;
    return m_out;
}

void ChromeWriter::endLine()
{
    if (m_out.size() < portion)
        return;
    m_failed = m_failed || m_device.write(m_out) != m_out.size();
    m_out.resize(0); // keeps its memory
}

ChromeWriter &ChromeWriter::begin(QByteArrayView phase, qint64 pid, qint64 tid)
{
    beginLine().append("{\"ph\":\"").append(phase).append('"');
    return number("pid", pid).number("tid", tid);
}

void ChromeWriter::key(QByteArrayView key)
{
    if (!std::exchange(m_firstArgument, false))
        m_out.append(',');
    m_out.append('"').append(key).append("\":");
}

ChromeWriter &ChromeWriter::text(QByteArrayView key, QByteArrayView value)
{
    this->key(key);
    appendJsonString(m_out, value);
    return *this;
}

ChromeWriter &ChromeWriter::number(QByteArrayView key, qint64 value)
{
    this->key(key);
    server::appendNumber(m_out, value);
    return *this;
}

ChromeWriter &ChromeWriter::number(QByteArrayView key, double value)
{
    std::array<char, 32> digits;
    const auto [end, fault] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return json(key, {digits.data(), end});
}

ChromeWriter &ChromeWriter::time(QByteArrayView key, qint64 ns)
{
    this->key(key);
    appendMicros(m_out, ns);
    return *this;
}

ChromeWriter &ChromeWriter::json(QByteArrayView key, QByteArrayView value)
{
    this->key(key);
    m_out.append(value);
    return *this;
}

ChromeWriter &ChromeWriter::arguments()
{
    json("args", "{");
    m_inArguments = m_firstArgument = true;
    return *this;
}

void ChromeWriter::end()
{
    m_out.append(std::exchange(m_inArguments, false) ? "}}" : "}");
    m_firstArgument = false;
    endLine();
}

void ChromeWriter::name(const char *what, qint64 pid, qint64 tid, QByteArrayView name)
{
    begin("M", pid, tid).text("name", what).arguments().text("name", name).end();
}

void ChromeWriter::sortIndex(const char *what, qint64 pid, qint64 tid, qint64 index)
{
    begin("M", pid, tid).text("name", what).arguments().number("sort_index", index).end();
}

bool ChromeWriter::finish()
{
    m_out.append('\n').append(traceEnd).append('\n');
    return !m_failed && m_device.write(m_out) == m_out.size();
}

} // namespace app
