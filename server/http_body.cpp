#include "server/http_body.h"

#include "server/http_head.h"

#include <algorithm>
#include <limits>

namespace server {
namespace {

constexpr HttpParser::Failure badSize{400, "a chunk's size is not a hexadecimal number of at most 63 bits"};
constexpr HttpParser::Failure badEnd{400, "a line of a chunked body does not end with CR LF where it has to"};
constexpr HttpParser::Failure badBodyByte{400, "a byte in a chunk's extension or a trailer that does not belong there"};
constexpr HttpParser::Failure tooLarge{413, "the body is too large"};
constexpr HttpParser::Failure badExtension{400, "a chunk's extension is no ;name, ;name=value or ;name=\"value\""};
constexpr HttpParser::Failure tooMuchExtension{413, "the extensions of the chunks are too long"};
constexpr int extensionsAllowed = 1024; ///< bytes, of all chunks of a body: nobody here reads them

int hexDigit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool isBlank(char c) { return c == ' ' || c == '\t'; }

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
        m_part = c == '\r' ? Part::SizeLine : Part::Extension;
        m_extension = {};
        return c == '\r' ? void() : takeExtension(c);
    case Part::Extension: return takeExtension(c);
    case Part::SizeLine:
        m_digits = false;
        return expect(c, '\n', m_left > 0 ? Part::Data : Part::Trailer);
    case Part::DataEnd: return expect(c, '\r', Part::DataLine);
    case Part::DataLine: return expect(c, '\n', Part::Size);
    case Part::Trailer: // a line begins: another trailer, or the empty one
        m_part = c == '\r' ? Part::LastLine : Part::Name;
        if (c != '\r' && !isOfToken(c))
            fail(badBodyByte);
        return;
    case Part::Name:
        m_part = c == ':' ? Part::Value : m_part;
        if (c != ':' && !isOfToken(c))
            fail(badBodyByte);
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

/// Of ( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] ) (RFC 9112, 7.1.1), one byte. Blanks are taken in front
/// of something only.
void HttpBody::takeExtension(char c)
{
    if (++m_extensionBytes > extensionsAllowed)
        return fail(tooMuchExtension);
    auto &[at, blank] = m_extension;
    if (at == ExtensionPart::Quoted || at == ExtensionPart::Escaped) {
        if (c != '\t' && (quint8(c) < 0x20 || c == 0x7f))
            return fail(badExtension);
        at = at == ExtensionPart::Escaped || (c != '"' && c != '\\') ? ExtensionPart::Quoted
                : c == '"' ? ExtensionPart::Over : ExtensionPart::Escaped;
        return;
    }
    if (isBlank(c)) {
        blank = true;
        return;
    }
    const bool complete = at == ExtensionPart::Name || at == ExtensionPart::Value || at == ExtensionPart::Over;
    if (c == '\r' && complete && !blank)
        m_part = Part::SizeLine;
    else if (c == ';' && (complete || at == ExtensionPart::Start))
        at = ExtensionPart::BeforeName;
    else if (c == '=' && at == ExtensionPart::Name)
        at = ExtensionPart::BeforeValue;
    else if (c == '"' && at == ExtensionPart::BeforeValue)
        at = ExtensionPart::Quoted;
    else if (isOfToken(c) && (at == ExtensionPart::BeforeName || (at == ExtensionPart::Name && !blank)))
        at = ExtensionPart::Name;
    else if (isOfToken(c) && (at == ExtensionPart::BeforeValue || (at == ExtensionPart::Value && !blank)))
        at = ExtensionPart::Value;
    else
        return fail(badExtension);
    blank = false;
}

void HttpBody::takeText(char c, Part line)
{
    if (c == '\r')
        m_part = line;
    else if ((quint8(c) < 0x20 && c != '\t') || c == 0x7f)
        fail(badBodyByte);
}

} // namespace server
