#include "app/commands.h"

#include "app/chrome_trace.h"
#include "app/comparison.h"
#include "app/log_file.h"
#include "app/terminal.h"
#include "app/tr.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

namespace app {
namespace {

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

/// A body of several lines stays one answer: none of its lines begins as ours do.
QByteArray indented(QByteArray body) { return body.trimmed().replace("\r\n", "\n").replace('\n', "\n    "); }

/// The tutorial client's output. Returns how many requests failed.
int printResponses(const Run &run, const std::vector<QByteArray> &bodies)
{
    int failed = 0;
    QByteArray out;
    for (size_t place = 0; place < bodies.size(); ++place) {
        const auto id = RequestId(place + 1);
        const Request *request = run.trace.request(id);
        const bool lost = !request || request->failed;
        failed += lost;
        const QByteArray what = lost ? tr("failed: %1").arg(failureText(run, id)).toUtf8() : indented(bodies[place]);
        out += "Response " + QByteArray::number(place + 1) + ": " + what + '\n';
    }
    print(out + "TOTAL TIME: " + QByteArray::number(headline(run.trace).makespan / 1e9, 'f', 2) + '\n');
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

/// Each endpoint of the command, in the order it is fired at.
std::vector<Endpoint> endpointsOf(const Options &options)
{
    if (options.all)
        return {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong};
    return {options.request.endpoint};
}

/// A file of one run: of several each has the endpoint in its name, before the suffix.
QString fileOf(const QString &path, Endpoint endpoint, const Options &options)
{
    if (path.isEmpty() || !options.all)
        return path;
    const QString suffix = QFileInfo(path).suffix();
    const qsizetype end = suffix.isEmpty() ? path.size() : path.size() - suffix.size() - 1;
    return path.left(end) + u'-' + server::endpointName(endpoint) + path.mid(end);
}

/// The first file that could not be written later, said before anything is fired. An empty string: none.
QString cannotWriteAny(const Options &options)
{
    QStringList paths{options.imageFile};
    for (const Endpoint endpoint : endpointsOf(options)) {
        paths << fileOf(options.traceFile, endpoint, options);
        const QString log = fileOf(options.logFile, endpoint, options);
        if (const QFileInfo there(log); !there.exists() || there.isFile() || there.isDir())
            paths << log; // else it is a device or a pipe, into which a log may grow
    }
    for (const QString &path : paths) {
        if (const QString fault = path.isEmpty() ? QString() : cannotWrite(path); !fault.isEmpty())
            return fault;
    }
    return {};
}

/// The runs of one command, one after the other, with what is said and written of each.
class Series
{
public:
    explicit Series(const Options &options) : m_options(options), m_session(wanted(options))
    {
        QObject::connect(&m_signals, &TerminationSignals::terminationAsked, &m_session, [this] {
            m_stopped = true;
            m_session.stop();
        });
        QObject::connect(&m_session, &Session::runFinished, qApp, &QCoreApplication::quit);
        QObject::connect(&m_session, &Session::runAdvanced, &m_session, [this] {
            if (m_log)
                m_log->advance(newest());
        });
        m_progress.callOnTimeout(&m_session, [this] {
            showProgress(tr("%1 of %2 answered, %3 s").arg(answeredOrFailed(newest())).arg(m_options.request.count).arg(newest().now / 1e9, 0, 'f', 1));
        });
    }

    QString start() { return m_session.start(); }
    bool stopped() const { return m_stopped; }
    bool failed() const { return m_failed; }
    std::vector<const Run *> runs() const
    {
        std::vector<const Run *> runs;
        for (const auto &run : m_session.runs()) {
            if (run->state != RunState::Observed) // somebody else's requests to our server
                runs.push_back(run.get());
        }
        return runs;
    }

    /// Fires, waits for the end, prints the answers and writes the run's own files. false: it could not begin.
    bool fire(Endpoint endpoint)
    {
        RunRequest request = m_options.request;
        request.endpoint = endpoint;
        QString fault = m_session.launch(request);
        if (fault.isEmpty()) {
            m_log.emplace();
            fault = m_log->open(fileOf(m_options.logFile, endpoint, m_options), newest());
        }
        note(fault);
        if (!fault.isEmpty())
            return false;
        m_progress.start(200);
        QCoreApplication::exec();
        m_progress.stop();
        showProgress({});
        m_log->advance(newest()); // its last words
        m_failed |= m_log->failed();
        m_log.reset();
        tell();
        if (!m_options.traceFile.isEmpty())
            note(writeChromeTrace(newest().log, newest().trace, fileOf(m_options.traceFile, endpoint, m_options)));
        return true;
    }

    /// Says what went wrong, and remembers that something did.
    void note(const QString &fault)
    {
        if (fault.isEmpty())
            return;
        complain(fault);
        m_failed = true;
    }

private:
    static SessionOptions wanted(const Options &options)
    {
        SessionOptions wanted;
        wanted.server.anyPortIfTaken = true;
        wanted.server.pool = options.request.pool;
        wanted.target = options.url;
        return wanted;
    }
    const Run &newest() const { return *m_session.runs().back(); }

    void tell()
    {
        const Run &run = newest();
        if (m_options.all)
            print(server::endpointName(run.asked.endpoint) + u'\n');
        const int failed = printResponses(run, m_session.responses());
        if (run.state == RunState::Stopped)
            note(tr("Stopped before the end: %1 of %2 requests have no answer.").arg(failed).arg(m_options.request.count));
        else if (failed > 0)
            note(tr("%1 of %2 requests failed; their reasons are above.").arg(failed).arg(m_options.request.count));
    }

    const Options &m_options;
    Session m_session;
    TerminationSignals m_signals;
    QTimer m_progress;
    std::optional<GrowingLog> m_log; ///< of the run under way
    bool m_stopped = false, m_failed = false;
};

} // namespace

int runCommand(const Options &options, const PictureWriter &writePicture)
{
    QString fault = cannotWriteAny(options);
    std::optional<Series> series;
    if (fault.isEmpty())
        fault = series.emplace(options).start();
    if (!fault.isEmpty()) {
        complain(fault);
        return 1;
    }
    for (const Endpoint endpoint : endpointsOf(options)) {
        if (!series->stopped() && !series->fire(endpoint))
            return 1;
    }
    const std::vector<const Run *> runs = series->runs();
    if (options.all) {
        std::vector<Compared> compared;
        for (const Run *run : runs)
            compared.push_back(comparedOf(*run));
        print(comparisonHeadline(compared) + u'\n');
    }
    if (!options.imageFile.isEmpty())
        series->note(writePicture(runs, options.imageFile));
    return series->failed() ? 1 : 0;
}

} // namespace app
