#pragma once

#include <QByteArray>

namespace app {

/// Lines for a descriptor whose reader may be slow or stand still. A reader that reads gets all of them, however slow it is:
/// print() waits for it where more than `mostWaiting` would wait. One that takes nothing for `stillMillis` stands still:
/// from then on, until it reads again, nothing waits for it, and lines that find no room are left out, which is said in their
/// place. One thread.
class Printer
{
public:
    static constexpr qsizetype mostWaiting = 16 * 1024 * 1024; ///< bytes
    static constexpr int stillMillis = 1000; ///< more than a busy machine keeps a reader from its turn

    explicit Printer(int descriptor);
    ~Printer();
    Printer(const Printer &) = delete;
    Printer &operator=(const Printer &) = delete;

    /// Whole lines, with their '\n'. Writes what it can at once.
    void print(const QByteArray &lines);
    /// Writes what waits while the reader takes it, for up to `millis`. false: some waits still.
    bool writeFor(int millis);
    /// The same for as long as the reader takes something every `millis`. The lines that it did not take.
    qint64 finish(int millis);
    /// The errno of the write that failed; all since then is lost. 0: none did.
    int fault() const { return m_fault; }

private:
    qsizetype waiting() const { return m_waiting.size() - m_written; }
    bool writeSome(int millis);
    bool makeRoomFor(qsizetype bytes);
    bool fail(int error);
    QByteArray leftOut() const;

    int m_descriptor;
    int m_own = -1;              ///< the same pipe or terminal, opened so that writing does not wait
    qsizetype m_most = 0;        ///< bytes that one write takes without waiting for a reader
    QByteArray m_waiting;
    qsizetype m_written = 0;     ///< of m_waiting
    qint64 m_left = 0;           ///< lines left out since the last that found room
    bool m_still = false;
    int m_fault = 0;
};

} // namespace app
