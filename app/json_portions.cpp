#include "app/json_portions.h"

#include <QIODevice>

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace app {
namespace {

constexpr size_t closing = 2; ///< bytes that tokens() may put behind the text for a moment

bool isOpening(char c) { return (c | 0x20) == '{'; } ///< [ or {, which differ in one bit
bool isClosing(char c) { return (c | 0x20) == '}'; }

} // namespace

std::string_view JsonTokens::unquoted(const char *begin, const char *end)
{
    if (isOpening(*begin) || isClosing(*begin) || *begin == ',' || *begin == ':')
        return {};
    while (end > begin && uchar(end[-1]) <= ' ')
        --end;
    const std::string_view text(begin, size_t(end - begin));
    return text == "null" ? std::string_view() : text;
}

size_t JsonTokens::after(size_t i) const
{
    if (i >= m_count)
        return npos;
    if (!isOpening((*this)[i]))
        return i + 1;
    const char end = char((*this)[i] + 2); // ] or }
    size_t depth = 0;
    for (; i < m_count; ++i) {
        const char c = m_text[m_starts[i]];
        if (isOpening(c))
            ++depth;
        else if (isClosing(c) && --depth == 0)
            return c == end ? i + 1 : npos;
    }
    return npos;
}

struct JsonPortions::Stage {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
};

JsonPortions::JsonPortions(QIODevice &device, size_t portion) : m_device(device), m_stage(std::make_unique<Stage>())
{
    reserve(std::clamp(portion, shortestPortion, longestPortion));
}
JsonPortions::~JsonPortions() = default;

void JsonPortions::reserve(size_t capacity)
{
    auto buffer = std::make_unique_for_overwrite<char[]>(capacity + closing + simdjson::SIMDJSON_PADDING);
    if (m_end > m_begin)
        std::memcpy(buffer.get(), m_buffer.get() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_begin = 0;
    m_buffer = std::move(buffer);
    m_capacity = capacity;
    constexpr size_t depth = 1; // the second stage's alone
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity + closing, depth, m_stage->parser))
        throw std::bad_alloc();
}

bool JsonPortions::grow()
{
    if (m_capacity >= longestPortion)
        return false;
    reserve(std::min(m_capacity * 2, longestPortion));
    return true;
}

void JsonPortions::drop(size_t count) { m_begin = std::min(m_begin + count, m_end); }

bool JsonPortions::fill()
{
    std::memmove(m_buffer.get(), m_buffer.get() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_begin = 0;
    while (!m_atEnd && m_end < m_capacity) {
        const qint64 count = m_device.read(m_buffer.get() + m_end, qint64(m_capacity - m_end));
        if (count < 0)
            return false;
        m_atEnd = count == 0;
        m_end += size_t(count);
    }
    return true;
}

/// A string has no line break in it, so the end of a line is a good place; else the end of an object that a comma
/// follows, which may also be in a string: tokens() finds out.
size_t JsonPortions::likelyEnd() const
{
    const std::string_view text = bytes();
    if (m_atEnd)
        return text.size();
    const size_t line = text.rfind('\n');
    if (line != text.npos && line >= text.size() / 2)
        return line + 1;
    for (size_t brace = text.rfind('}'); brace != text.npos && brace > text.size() / 2; brace = text.rfind('}', brace - 1)) {
        const size_t next = text.find_first_not_of(" \t\r\n", brace + 1);
        if (next != text.npos && text[next] == ',')
            return brace + 1;
    }
    return text.size();
}

JsonTokens JsonPortions::tokens()
{
    char *text = m_buffer.get() + m_begin;
    const size_t end = likelyEnd();
    size_t length = end;
    char kept[closing];
    std::memcpy(kept, text + end, closing);
    simdjson::error_code fault = simdjson::SUCCESS;
    for (int attempt = 0; attempt < 3; ++attempt) {
        fault = m_stage->parser->stage1(reinterpret_cast<const uint8_t *>(text), length, simdjson::stage1_mode::regular);
        if (fault == simdjson::UNESCAPED_CHARS) {
            // Control characters in a string; outside of strings they mean no more than a blank.
            std::replace_if(text, text + end, [](char c) { return uchar(c) < 0x20; }, ' ');
        } else if (fault == simdjson::UNCLOSED_STRING) {
            std::memcpy(text + end, " \"", closing); // the blank: the last character may be a backslash
            length = end + closing;
        } else {
            break;
        }
    }
    std::memcpy(text + end, kept, closing);
    // What is not UTF-8 is found all the same, and shown with replacement characters.
    const bool found = fault == simdjson::SUCCESS || fault == simdjson::UTF8_ERROR;
    return {std::string_view(text, end), m_stage->parser->structural_indexes.get(), found ? m_stage->parser->n_structural_indexes : 0};
}

} // namespace app
