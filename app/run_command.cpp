#include "app/commands.h"

#include "app/chrome_trace.h"
#include "app/log_file.h"
#include "app/terminal.h"

#include <QCoreApplication>
#include <QTimer>

namespace app {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("app::RunCommand", text); }

int answeredOrFailed(const Run &run)
{
    int ended = 0;
    for (const Request &request : run.trace.requests())
        ended += request.ended >= 0;
    return ended;
}

QString failureText(const Run &run, RequestId id)
{
    for (size_t i = 0; i < run.log.events.size(); ++i) {
        const Event &event = run.log.events[i];
        if (event.request == id && event.kind == EventKind::Failed)
            return run.log.text(i);
    }
    return tr("no answer came");
}

/// The tutorial client's output. Returns how many requests failed.
int printResponses(const Run &run, const std::vector<QByteArray> &bodies)
{
    int failed = 0;
    for (size_t place = 0; place < bodies.size(); ++place) {
        const auto id = RequestId(place + 1);
        const Request *request = run.trace.request(id);
        const bool lost = !request || request->failed;
        failed += lost;
        const QByteArray what = lost ? tr("failed: %1").arg(failureText(run, id)).toUtf8() : bodies[place].trimmed();
        print("Response " + QByteArray::number(place + 1) + ": " + what + '\n');
    }
    print(QStringLiteral("TOTAL TIME: %1\n").arg(headline(run.trace).makespan / 1e9, 0, 'f', 2));
    flushOutput();
    return failed;
}

/// The log of the one run, written while it grows: it is there also when the process is killed. What cannot be
/// written is said once, and the run goes on.
class GrowingLog
{
public:
    QString open(const QString &path, const Run &run) { return path.isEmpty() ? QString() : note(m_file.open(path, run.log.header)); }
    void advance(const Run &run)
    {
        const QString fault = note(m_file.append(run.log, m_written));
        m_written = run.log.events.size();
        if (!fault.isEmpty())
            complain(fault);
    }
    bool failed() const { return m_failed; }

private:
    QString note(const QString &fault)
    {
        m_failed |= !fault.isEmpty();
        return fault;
    }

    LogWriter m_file;
    size_t m_written = 0; ///< events
    bool m_failed = false;
};

/// 0, or 1 when something could not be written; each is tried.
int writeFiles(const Run &run, const Options &options, const PictureWriter &writePicture)
{
    QStringList faults;
    if (!options.traceFile.isEmpty())
        faults << writeChromeTrace(run.log, run.trace, options.traceFile);
    if (!options.imageFile.isEmpty())
        faults << writePicture({&run}, options.imageFile);
    faults.removeAll(QString());
    for (const QString &fault : faults)
        complain(fault);
    return faults.isEmpty() ? 0 : 1;
}

} // namespace

int runCommand(const Options &options, const PictureWriter &writePicture)
{
    for (const QString &path : {options.logFile, options.traceFile, options.imageFile}) {
        if (const QString fault = path.isEmpty() ? QString() : cannotWrite(path); !fault.isEmpty()) {
            complain(fault);
            return 1;
        }
    }
    SessionOptions wanted;
    wanted.server.anyPortIfTaken = true;
    wanted.server.pool = options.request.pool;
    wanted.target = options.url;
    Session session(wanted);
    TerminationSignals signals;
    QObject::connect(&signals, &TerminationSignals::terminationAsked, &session, &Session::stop);
    QObject::connect(&session, &Session::runFinished, qApp, &QCoreApplication::quit);
    QTimer progress;
    progress.callOnTimeout(&session, [&session, &options] {
        const Run &run = *session.runs().front();
        showProgress(tr("%1 of %2 answered, %3 s").arg(answeredOrFailed(run)).arg(options.request.count).arg(run.now / 1e9, 0, 'f', 1));
    });
    GrowingLog log;
    QObject::connect(&session, &Session::runAdvanced, &session, [&session, &log] { log.advance(*session.runs().front()); });
    QString fault = session.start();
    if (fault.isEmpty())
        fault = session.launch(options.request);
    if (fault.isEmpty())
        fault = log.open(options.logFile, *session.runs().front());
    if (!fault.isEmpty()) {
        complain(fault);
        return 1;
    }
    progress.start(200);
    QCoreApplication::exec();
    showProgress({});

    const Run &run = *session.runs().front();
    log.advance(run); // its last words
    const int failed = printResponses(run, session.responses());
    const int status = writeFiles(run, options, writePicture);
    if (run.state == RunState::Stopped)
        complain(tr("Stopped before the end: %1 of %2 requests have no answer.").arg(failed).arg(options.request.count));
    else if (failed > 0)
        complain(tr("%1 of %2 requests failed; their reasons are above.").arg(failed).arg(options.request.count));
    return failed > 0 || log.failed() ? 1 : status;
}

} // namespace app
