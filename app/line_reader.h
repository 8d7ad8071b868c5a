#pragma once

#include "app/reading.h"

#include <QByteArrayView>
#include <QIODevice>

#include <memory>

namespace app {

/// The lines of a file one after the other. It is read in portions: memory holds one of them and one line, however
/// large the file is.
class LineReader
{
public:
    enum class Found : quint8 {
        Line,
        TooLong,   ///< longer than the longest; there is no way on
        End,
        Cancelled,
        Failed,    ///< the device says why
    };
    /// Bytes after each line that may be read, whatever they are: simdjson looks at more than it is given.
    static constexpr qsizetype padding = 64;

    /// `longest`: bytes of a line. `reading` may be nullptr.
    LineReader(QIODevice &device, qsizetype longest, Reading *reading);

    Found next();
    /// Without blanks at its ends and the byte order mark.
    QByteArrayView line() const { return m_line; }
    qint64 number() const { return m_number; } ///< from 1

private:
    Found fill();
    void take(qsizetype length);

    QIODevice &m_device;
    const qsizetype m_longest, m_portion; ///< bytes
    Reading *const m_reading;
    const std::unique_ptr<char[]> m_buffer;
    QByteArrayView m_line;
    qsizetype m_at = 0, m_end = 0; ///< what is left of the portion
    qint64 m_number = 0, m_bytes = 0;
    bool m_atEnd = false;
};

} // namespace app
