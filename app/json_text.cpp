#include "app/json_text.h"

#include <algorithm>

namespace app {
namespace {

bool needsEscape(char c) { return c == '"' || c == '\\' || uchar(c) < 0x20; }

} // namespace

void appendJsonString(QByteArray &out, QByteArrayView utf8)
{
    constexpr char hex[] = "0123456789abcdef";
    out.append('"');
    if (std::none_of(utf8.begin(), utf8.end(), needsEscape)) {
        out.append(utf8).append('"');
        return;
    }
    for (const char c : utf8) {
        if (c == '"' || c == '\\')
            out.append('\\').append(c);
        else if (needsEscape(c))
            out.append("\\u00").append(hex[uchar(c) >> 4]).append(hex[uchar(c) & 15]);
        else
            out.append(c);
    }
    out.append('"');
}

} // namespace app
