#pragma once

#include "app/log_file.h"
#include "app/printer.h"

#include <atomic>
#include <thread>

namespace server {
class Recorder;
}

namespace app {

/// Takes what is recorded to stdout, as the tutorial's lines, and to a log file, and forgets it: on a thread of its own,
/// so that neither the server nor the main thread waits for a disk or a reader. What cannot be written is said once.
class Journal
{
public:
    /// `recorder` must outlive it. `pool`: workers, for the log's header.
    Journal(server::Recorder &recorder, int pool);
    ~Journal(); ///< finishes
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    /// Before start(). An empty string: done; else what is wrong and what to do.
    QString open(const QString &path) { return m_file.open(path, m_log.header); }
    void start();
    /// Writes what was recorded until now; waits for a reader as long as it reads. true: all was written.
    bool finish();

private:
    void drain();
    void write();
    void fail(const QString &fault);

    server::Recorder &m_recorder;
    Log m_log;              ///< what was drained last
    LogWriter m_file;
    QByteArray m_forFile, m_forReader;
    Printer m_printer;
    bool m_failed = false;
    std::atomic<bool> m_ending{false};
    std::thread m_thread;   ///< from start() to finish() all of the above is its own
};

} // namespace app
