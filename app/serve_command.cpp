#include "app/commands.h"

#include "app/line_former.h"
#include "app/log_file.h"
#include "app/printer.h"
#include "app/terminal.h"
#include "app/tr.h"
#include "server/descriptors.h"
#include "server/hosts.h"
#include "server/recorder.h"

#include <QCoreApplication>
#include <QTimer>
#include <QUrl>

#include <unistd.h>

namespace app {
namespace {

constexpr int drainMillis = 20;
constexpr qsizetype writtenAtOnce = 1 << 20; ///< bytes formed before they are written
constexpr int lastWordsMillis = 2000; ///< for stdout to be read at the end

/// Takes what was recorded to stdout and to the log file, and forgets it.
class Journal
{
public:
    explicit Journal(server::Recorder &recorder, int pool) : m_recorder(recorder)
    {
        m_log.header = {QCoreApplication::applicationPid(), recorder.startedEpochNs(), pool,
                        server::defaultSleepMicros / 1e6};
    }
    QString open(const QString &path) { return m_file.open(path, m_log.header); }

    void drain()
    {
        m_recorder.drain(m_log.events);
        if (m_log.events.empty())
            return m_printer.print({}); // what still waits
        m_log.threads = m_recorder.threads();
        LineFormer former(m_log);
        for (size_t i = 0; i < m_log.events.size(); ++i) {
            if (m_file.isOpen())
                former.appendEvent(m_forFile, i);
            former.appendTutorialLine(m_forReader, i);
            if (m_forFile.size() + m_forReader.size() >= writtenAtOnce)
                write();
        }
        write();
    }
    void finish()
    {
        drain();
        m_printer.finish(lastWordsMillis);
    }
    bool failed() const { return m_failed; } ///< the log file could not take it all

private:
    void write()
    {
        if (const QString fault = m_file.appendLines(m_forFile); !fault.isEmpty()) { // first: whoever reads the lines may be slow
            complain(fault);
            m_failed = true;
        }
        m_printer.print(m_forReader);
        m_forFile.resize(0); // both keep their memory
        m_forReader.resize(0);
    }

    server::Recorder &m_recorder;
    Log m_log;
    LogWriter m_file;
    QByteArray m_forFile, m_forReader;
    bool m_failed = false;
    Printer m_printer{STDOUT_FILENO};
};

void greet(const server::Server &server, const server::ServerOptions &options)
{
    QStringList urls; // those that it answers at, which 0.0.0.0 is none of
    for (QHostAddress address : server::reachedAt(options.listen)) {
        address.setScopeId({});
        QUrl url;
        url.setScheme(QStringLiteral("http"));
        url.setHost(address.toString());
        url.setPort(server.port());
        urls.append(url.toString());
    }
    std::fprintf(stderr, "%s\n", qUtf8Printable(tr("Loopscope serves %1 (process %2, %3 workers). Ctrl+C stops it.")
                                                        .arg(urls.join(QStringLiteral(", "))).arg(QCoreApplication::applicationPid()).arg(options.pool)));
    if (!options.listen.isLoopback())
        complain(tr("Warning: other machines can reach this server, and so can whoever is on the same network."));
}

} // namespace

int serveCommand(const Options &options)
{
    server::raiseDescriptorLimit();
    server::Recorder recorder;
    server::Server server(recorder);
    server::ServerOptions wanted;
    wanted.port = options.port;
    wanted.pool = options.request.pool;
    wanted.listen = options.listen;
    wanted.limits = options.limits;
    QString fault = server.start(wanted);
    Journal journal(recorder, wanted.pool);
    if (fault.isEmpty() && !options.logFile.isEmpty())
        fault = journal.open(options.logFile);
    if (!fault.isEmpty()) {
        complain(fault);
        return 1;
    }
    TerminationSignals signals;
    QObject::connect(&signals, &TerminationSignals::terminationAsked, qApp, &QCoreApplication::quit);
    QTimer timer;
    timer.callOnTimeout(&timer, [&journal] { journal.drain(); });
    timer.start(drainMillis);
    greet(server, wanted);
    QCoreApplication::exec();
    server.stop();
    journal.finish();
    return journal.failed() ? 1 : 0;
}

} // namespace app
