#pragma once

#include <QByteArray>

namespace app {

/// Lines for a descriptor whose reader may be slow or stand still: nothing here waits for the reader of a pipe (a terminal
/// that is stopped in mid-line still can hold it up), and what waits is bounded. Lines that find no room are left out, which is said in their place. One thread.
class Printer
{
public:
    static constexpr qsizetype mostWaiting = 16 * 1024 * 1024; ///< bytes

    explicit Printer(int descriptor) : m_descriptor(descriptor) {}

    /// Whole lines, with their '\n'. Writes what it can at once.
    void print(const QByteArray &lines);
    /// Waits up to `millis` for the reader to take all.
    void finish(int millis);

private:
    void writeSome(int millis);
    QByteArray leftOut() const;

    int m_descriptor;
    QByteArray m_waiting;
    qsizetype m_written = 0; ///< of m_waiting
    qint64 m_left = 0;       ///< lines left out since the last that found room
    bool m_gone = false;     ///< nobody reads any more
};

} // namespace app
