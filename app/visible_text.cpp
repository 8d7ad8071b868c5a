#include "app/visible_text.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

constexpr char escapeDigits[] = "0123456789abcdef";

struct FirstCharacter {
    char32_t code = 0;
    qsizetype length = 0; ///< bytes; 0: they are no UTF-8
};

/// Unicode 15, table 3-7: nothing overlong, no halves of a pair, nothing past U+10FFFF.
FirstCharacter firstCharacter(QByteArrayView text)
{
    const auto byte = [text](qsizetype at) { return at < text.size() ? uchar(text[at]) : uchar(0); };
    const uchar lead = byte(0);
    const qsizetype length = lead < 0x80 ? 1 : lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    constexpr std::array<uchar, 5> leadBits{0, 0x7f, 0x1f, 0x0f, 0x07};
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    char32_t code = lead & leadBits[size_t(length)];
    for (qsizetype i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {};
        code = code << 6 | (byte(i) & 0x3f);
    }
    if (length == 0 || code < least[size_t(length)] || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
        return {};
    return {code, length};
}

/// Unicode's Cc, Zl, Zp and Bidi_Control.
bool isObeyed(char32_t code)
{
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x61c || code == 0x200e || code == 0x200f
            || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

bool isShownAsItIs(char c) { return (uchar(c) >= 0x20 && uchar(c) < 0x7f) || c == '\t'; }

void appendEscaped(QByteArray &out, uchar byte)
{
    out.append("\\x").append(escapeDigits[byte >> 4]).append(escapeDigits[byte & 15]);
}

} // namespace

QByteArray visibleText(QByteArrayView text, LineEnds lineEnds)
{
    const auto stays = [lineEnds](char c) { return isShownAsItIs(c) || (c == '\n' && lineEnds == LineEnds::Stay); };
    QByteArray out;
    out.reserve(text.size());
    while (!text.isEmpty()) {
        const auto end = std::find_if_not(text.begin(), text.end(), stays);
        out.append(text.first(end - text.begin()));
        text = text.sliced(end - text.begin());
        if (text.isEmpty())
            break;
        const FirstCharacter next = firstCharacter(text);
        const qsizetype length = std::max<qsizetype>(1, next.length);
        if (next.length <= 1)
            appendEscaped(out, uchar(text.front()));
        else if (!isObeyed(next.code))
            out.append(text.first(length));
        else
            out.append("\\u").append(escapeDigits[next.code >> 12]).append(escapeDigits[next.code >> 8 & 15])
                    .append(escapeDigits[next.code >> 4 & 15]).append(escapeDigits[next.code & 15]);
        text = text.sliced(length);
    }
    return out;
}

} // namespace app
