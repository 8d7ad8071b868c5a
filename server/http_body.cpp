#include "server/http_body.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace server {
namespace {

constexpr HttpParser::Failure badSize{400, "a chunk's size is not a hexadecimal number of at most 63 bits"};
constexpr HttpParser::Failure badEnd{400, "a line of a chunked body does not end with CR LF where it has to"};
constexpr HttpParser::Failure badByte{400, "a byte in a chunk's extension or a trailer that does not belong there"};
constexpr HttpParser::Failure tooLarge{413, "the body is too large"};

int hexDigit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool isBlank(char c) { return c == ' ' || c == '\t'; }

/// A byte of a field's name (RFC 9110, 5.6.2).
bool isOfToken(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
}

} // namespace

HttpBody HttpBody::ofLength(qint64 bytes)
{
    HttpBody body;
    body.m_left = bytes;
    body.m_part = bytes > 0 ? Part::Length : Part::Done;
    return body;
}

HttpBody HttpBody::inChunks(qint64 mostData, qint64 mostFraming)
{
    HttpBody body;
    body.m_dataAllowed = mostData;
    body.m_framingAllowed = mostFraming;
    body.m_part = Part::Size;
    return body;
}

qsizetype HttpBody::take(QByteArrayView bytes, QByteArray *data)
{
    qsizetype taken = 0;
    while (taken < bytes.size() && !done() && !m_failure) {
        if (m_part != Part::Length && m_part != Part::Data) {
            takeOne(bytes[taken++]);
            continue;
        }
        const qsizetype length = std::min<qint64>(m_left, bytes.size() - taken);
        if (data)
            data->append(bytes.sliced(taken, length));
        taken += length;
        m_left -= length;
        if (m_left == 0)
            m_part = m_part == Part::Length ? Part::Done : Part::DataEnd;
    }
    return taken;
}

void HttpBody::fail(const HttpParser::Failure &why) { m_failure = why; }

void HttpBody::expect(char c, char wanted, Part next)
{
    if (c != wanted)
        return fail(badEnd);
    m_part = next;
}

void HttpBody::takeOne(char c)
{
    if (--m_framingAllowed < 0)
        return fail(tooLarge);
    switch (m_part) {
    case Part::Size: return takeSize(c);
    case Part::AfterSize:
        if (c != ';' && c != '\r' && !isBlank(c))
            return fail(badSize);
        m_part = c == ';' ? Part::Extension : c == '\r' ? Part::SizeLine : Part::Blanks;
        return;
    case Part::Blanks: // only in front of an extension
        if (c != ';' && !isBlank(c))
            return fail(badSize);
        m_part = c == ';' ? Part::Extension : m_part;
        return;
    case Part::Extension: return takeText(c, Part::SizeLine);
    case Part::SizeLine:
        m_digits = false;
        return expect(c, '\n', m_left > 0 ? Part::Data : Part::Trailer);
    case Part::DataEnd: return expect(c, '\r', Part::DataLine);
    case Part::DataLine: return expect(c, '\n', Part::Size);
    case Part::Trailer: // a line begins: another trailer, or the empty one
        m_part = c == '\r' ? Part::LastLine : Part::Name;
        if (c != '\r' && !isOfToken(c))
            fail(badByte);
        return;
    case Part::Name:
        m_part = c == ':' ? Part::Value : m_part;
        if (c != ':' && !isOfToken(c))
            fail(badByte);
        return;
    case Part::Value: return takeText(c, Part::ValueLine);
    case Part::ValueLine: return expect(c, '\n', Part::Trailer);
    case Part::LastLine: return expect(c, '\n', Part::Done);
    default: return;
    }
}

void HttpBody::takeSize(char c)
{
    const int digit = hexDigit(c);
    if (digit < 0) {
        if (!m_digits)
            return fail(badSize);
        if (m_left > m_dataAllowed)
            return fail(tooLarge);
        m_dataAllowed -= m_left;
        m_part = Part::AfterSize;
        ++m_framingAllowed; // it was counted already
        return takeOne(c);
    }
    if (m_left > (std::numeric_limits<qint64>::max() >> 4))
        return fail(badSize);
    m_digits = true;
    m_left = m_left * 16 + digit;
}

void HttpBody::takeText(char c, Part line)
{
    if (c == '\r')
        m_part = line;
    else if ((quint8(c) < 0x20 && c != '\t') || c == 0x7f)
        fail(badByte);
}

} // namespace server
