#pragma once

#include "app/log.h"
#include "app/reading.h"

#include <QByteArray>
#include <QFile>
#include <QString>

// The log as JSON Lines (UTF-8), see the README's "Log file": a header, then one event a line.
// Besides the agreed keys a line has "value" where it is not 0, and "sleep_us" where it has an endpoint.
namespace app {

/// The two kinds of line, with their '\n'.
QByteArray headerLine(const LogHeader &header);
QByteArray eventLine(const Log &log, size_t index);

struct LogReading {
    Log log;         ///< what could be read
    QString error;   ///< not empty: nothing usable was read, and why (missing, empty, not ours, newer version)
    QString warning; ///< not empty: line N was broken; what came before it is in `log`
};

/// Reads a whole log, or the one in a Chrome trace of ours (chrome_trace.h), in portions. Tolerates unknown keys; stops at the first broken line and says its number.
/// `reading` (may be nullptr) tells how far it is and may cancel, which is an error.
LogReading readLog(const QString &path, Reading *reading = nullptr);
LogReading parseLog(const QByteArray &bytes);

/// Through OutputFile, which `watched` is for: an older file stays whole when this fails.
/// An empty string: done. Else what is wrong and what to do.
QString writeLog(const Log &log, const QString &path, Reading *watched = nullptr);

/// Appends a growing log to a file while it is recorded.
class LogWriter
{
public:
    /// Opens (and empties) the file and writes the header. An empty string: done; else the reason.
    QString open(const QString &path, const LogHeader &header);
    /// Goes on with a file that open() began. false: it is not there any more, or cannot be written.
    bool reopen(const QString &path);
    void close() { m_file.close(); }
    /// Writes log.events[from ...]. An empty string: done. After a failure it says so once and then does nothing; what was
    /// written ends with a whole line.
    QString append(const Log &log, size_t from);
    /// The same with lines that are formed already (line_former.h).
    QString appendLines(const QByteArray &lines);
    bool isOpen() const { return m_file.isOpen(); }
    int descriptor() const { return m_file.handle(); } ///< -1 while none is open

private:
    QFile m_file; ///< unbuffered: lines come in large portions
};

} // namespace app
