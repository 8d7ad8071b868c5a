#include "app/line_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace app {
namespace {

constexpr qsizetype usualPortion = 1 << 20; ///< bytes read at once

/// A small file needs no more than itself; one that grows meanwhile is read on.
qsizetype portionOf(const QIODevice &device)
{
    return device.isSequential() ? usualPortion : std::clamp<qsizetype>(device.size(), 4096, usualPortion);
}

} // namespace

LineReader::LineReader(QIODevice &device, qsizetype longest, Reading *reading)
    : m_device(device), m_longest(longest), m_portion(portionOf(device)), m_reading(reading),
      m_buffer(new char[size_t(longest + m_portion + padding)])
{
    if (m_reading)
        m_reading->total = device.isSequential() ? 0 : device.size();
}

LineReader::Found LineReader::next()
{
    qsizetype searched = 0;
    for (;;) {
        const char *begin = m_buffer.get() + m_at;
        const qsizetype left = m_end - m_at;
        if (const void *newline = std::memchr(begin + searched, '\n', size_t(left - searched))) {
            const qsizetype length = static_cast<const char *>(newline) - begin;
            if (length > m_longest)
                break;
            take(length);
            m_at += length + 1;
            return Found::Line;
        }
        if (left > m_longest)
            break;
        if (m_atEnd && left == 0)
            return Found::End;
        if (m_atEnd) {
            take(left);
            m_at = m_end;
            return Found::Line;
        }
        searched = left;
        if (const Found found = fill(); found != Found::Line)
            return found;
    }
    ++m_number;
    return Found::TooLong;
}

/// Puts the next portion behind what is left. Line: there may be one now.
LineReader::Found LineReader::fill()
{
    if (m_reading && m_reading->cancelled)
        return Found::Cancelled;
    std::memmove(m_buffer.get(), m_buffer.get() + m_at, size_t(m_end - m_at));
    m_end -= std::exchange(m_at, 0);
    const qint64 got = m_device.read(m_buffer.get() + m_end, m_portion);
    if (got < 0)
        return Found::Failed;
    m_atEnd = got == 0;
    m_end += got;
    std::memset(m_buffer.get() + m_end, 0, padding);
    m_bytes += got;
    if (m_reading)
        m_reading->done = m_bytes;
    return Found::Line;
}

void LineReader::take(qsizetype length)
{
    m_line = QByteArrayView(m_buffer.get() + m_at, length);
    if (++m_number == 1 && m_line.startsWith("\xef\xbb\xbf"))
        m_line = m_line.sliced(3);
    m_line = m_line.trimmed();
}

} // namespace app
