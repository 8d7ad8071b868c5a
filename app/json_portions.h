#pragma once

#include <QtGlobal>

#include <memory>
#include <string_view>
#include <vector>

class QIODevice;

namespace app {

/// A piece of JSON text and where its tokens begin: each of {}[]:, outside of strings, each string, each other scalar.
/// Nothing is known of the grammar. Valid until its JsonPortions goes on.
class JsonTokens
{
public:
    static constexpr size_t npos = size_t(-1);

    JsonTokens() = default;
    JsonTokens(std::string_view text, const quint32 *starts, size_t count) : m_text(text), m_starts(starts), m_count(count) {}

    size_t count() const { return m_count; }
    /// The token's first character; 0 past the end.
    char operator[](size_t i) const { return i < m_count ? m_text[m_starts[i]] : '\0'; }
    size_t offset(size_t i) const { return i < m_count ? m_starts[i] : m_text.size(); } ///< bytes
    /// A scalar as it is written, a string without its quotes but still escaped. Empty for null and what is no scalar.
    std::string_view scalar(size_t i) const
    {
        if (i >= m_count)
            return {};
        const char *begin = m_text.data() + m_starts[i], *end = m_text.data() + offset(i + 1);
        if (*begin == '"') {
            // Mostly its end is right before the next token, else blanks are between. Neither: it goes on after the
            // portion, or something stands behind it that is no JSON.
            while (end - begin > 2 && uchar(end[-1]) <= ' ')
                --end;
            return end - begin >= 2 && end[-1] == '"' ? std::string_view(begin + 1, size_t(end - begin) - 2) : std::string_view();
        }
        return unquoted(begin, end);
    }
    /// The token after a value that begins at `i`; npos: the value does not end here.
    size_t after(size_t i) const;

private:
    static std::string_view unquoted(const char *begin, const char *end);

    std::string_view m_text;
    const quint32 *m_starts = nullptr;
    size_t m_count = 0;
};

/// Reads a device a portion at a time, and finds the tokens of each with simdjson's first stage. The stage is called
/// by itself: what stands on it (DOM, On-Demand) gives up at the first fault, and our files may have some.
class JsonPortions
{
public:
    static constexpr size_t usualPortion = 256 * 1024;      ///< bytes; it and its tokens stay in a processor's cache
    static constexpr size_t shortestPortion = 8; ///< bytes: a byte order mark is seen whole
    static constexpr size_t longestPortion = 16 * 1024 * 1024; ///< bytes

    JsonPortions(QIODevice &device, size_t portion);
    ~JsonPortions();

    /// Reads until the portion is full or the device has no more. False: the device failed.
    bool fill();
    bool atEnd() const { return m_atEnd; } ///< nothing comes after bytes()
    std::string_view bytes() const { return {m_buffer.get() + m_begin, m_end - m_begin}; }
    /// The first `count` bytes are done with.
    void drop(size_t count);
    /// Tokens of bytes(), up to a place that is likely to be between two values. To be followed by drop().
    JsonTokens tokens();
    /// Room for twice as much. False: it is as long as it may be.
    bool grow();

private:
    struct Stage;
    size_t likelyEnd() const;
    void reserve(size_t capacity);

    QIODevice &m_device;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<char[]> m_buffer;
    size_t m_capacity = 0, m_begin = 0, m_end = 0;
    bool m_atEnd = false;
};

} // namespace app
