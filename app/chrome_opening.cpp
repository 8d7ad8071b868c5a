#include "app/chrome_opening.h"

namespace app {
namespace {

constexpr std::string_view eventsKey = "traceEvents";

} // namespace

ChromeOpening::Outcome ChromeOpening::feed(std::string_view bytes, size_t &used)
{
    for (used = 0; used < bytes.size();) {
        const Outcome outcome = take(bytes[used++]);
        if (outcome != Outcome::More)
            return outcome;
    }
    return Outcome::More;
}

ChromeOpening::Outcome ChromeOpening::take(char c)
{
    if (m_inString) {
        takeInString(c);
        return Outcome::More;
    }
    switch (c) {
    case ' ':
    case '\t':
    case '\r':
    case '\n': return Outcome::More;
    case '"':
        m_inString = m_begun;
        m_keyEnded = false;
        m_key.clear();
        return m_begun ? Outcome::More : Outcome::NoJson;
    case ':':
        m_keyEnded = true;
        return Outcome::More;
    case '[':
        if (!m_begun || (m_depth == 1 && m_keyEnded && m_key == eventsKey)) {
            m_begun = true;
            return Outcome::Events;
        }
        [[fallthrough]];
    case '{':
        m_begun = true;
        ++m_depth;
        return Outcome::More;
    case ']':
    case '}': return m_depth > 1 ? (--m_depth, Outcome::More) : m_begun ? Outcome::NoEvents : Outcome::NoJson;
    default: return m_begun ? Outcome::More : Outcome::NoJson;
    }
}

void ChromeOpening::takeInString(char c)
{
    if (m_escaped)
        m_escaped = false;
    else if (c == '\\')
        m_escaped = true;
    else if (c == '"')
        m_inString = false;
    if (m_inString && m_depth == 1 && m_key.size() <= eventsKey.size())
        m_key += c;
}

} // namespace app
