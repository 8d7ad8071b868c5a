#include "app/session.h"

#include "app/letting_go.h"
#include "app/load_client.h"
#include "app/log_header.h"
#include "app/run_book.h"
#include "app/run_file.h"
#include "server/descriptors.h"
#include "server/recorder.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <algorithm>

namespace app {
namespace {

constexpr int idleDrainMillis = 100;             ///< while nothing runs
constexpr size_t eventsPerRequest = 20;          ///< about; so that a long log is not copied in mid-run
constexpr qint64 observedQuiet = 1'000'000'000;  ///< ns without a step after which requests of others end as a run
constexpr int openedBesides = 3;                 ///< descriptors: a number that is named has to fit the next time, too
constexpr qint64 lastWords = 2'000'000'000;      ///< ns that the server has to end its part once the client is done

/// Of another program's trace: its slices, instants and samples, which take about as much.
qint64 stepsOf(const Run &run) { return qint64(run.log.events.size()) + qint64(run.trace.trackEntries()); }

} // namespace

struct Session::Private {
    explicit Private(const SessionOptions &o) : options(o), server(recorder), book(recorder) {}

    SessionOptions options;
    server::Recorder recorder;
    server::Server server;
    RunBook book;
    std::unique_ptr<LoadClient> client;
    QTimer timer;
    std::vector<Event> drained;
    std::vector<Run *> advanced;
    std::vector<QByteArray> responses;

    quint32 runsAdded = 0;
    Run *current = nullptr;      ///< launched or observed and still going on
    qint64 base = 0;             ///< recorder's clock at its start
    qint64 lastStep = 0;         ///< recorder's clock when it last grew
    RequestId last{};            ///< its highest number
    RunId ending{};              ///< over, but nobody was told yet: it stays till then
    bool stopping = false;
    std::optional<qint64> clientDone; ///< recorder's clock
};

Session::Session(const SessionOptions &options, QObject *parent) : QObject(parent), d(std::make_unique<Private>(options))
{
    d->client = std::make_unique<LoadClient>(d->recorder);
    connect(d->client.get(), &LoadClient::finished, this, [this](const std::vector<QByteArray> &bodies) {
        d->responses = bodies;
        d->clientDone = d->recorder.now();
        drain();
    });
    d->timer.setTimerType(Qt::PreciseTimer);
    d->timer.callOnTimeout(this, &Session::drain);
    d->timer.start(idleDrainMillis);
}

Session::~Session()
{
    d->timer.stop();
    d->client.reset();
    d->server.stop();
}

QString Session::start()
{
    server::raiseDescriptorLimit();
    return d->options.target.isEmpty() ? d->server.start(d->options.server) : QString();
}

quint16 Session::port() const { return d->server.port(); }
qint64 Session::pid() const { return QCoreApplication::applicationPid(); }
server::Server &Session::httpServer() { return d->server; }
bool Session::running() const { return d->current && d->current->state == RunState::Running; }
const std::vector<QByteArray> &Session::responses() const { return d->responses; }

const Run *Session::run(RunId id) const
{
    const auto found = std::lower_bound(m_runs.begin(), m_runs.end(), id, [](const auto &run, RunId wanted) { return run->id < wanted; });
    return found != m_runs.end() && (*found)->id == id ? found->get() : nullptr;
}

Run &Session::addRun(RunState state, const RunRequest &asked)
{
    auto run = std::make_unique<Run>();
    run->id = RunId(++d->runsAdded);
    run->state = state;
    run->asked = asked;
    run->log.header = {pid(), 0, asked.pool, asked.sleepMicros / 1e6, state == RunState::Observed ? ownServer : ownRun, {}};
    if (const QUrl &target = d->options.target; !target.isEmpty()) {
        run->log.header.pid = 0; // the server's is not known
        run->log.header.observed = foreignServer;
        run->log.header.url = shownUrl(target);
    }
    run->trace = Trace(run->log.header);
    m_runs.push_back(std::move(run));
    return *m_runs.back();
}

QString Session::cannotLaunch(const RunRequest &request) const
{
    if (running())
        return tr("A run is under way. Wait for its end, or stop it.");
    if (request.count < 1 || request.count > maximumCount)
        return tr("Choose from 1 to %L1 requests.").arg(maximumCount);
    if (request.sleepMicros > server::maximumSleepMicros)
        return tr("Choose a sleep from 0 to 60 seconds.");
    if (request.pool < 1 || request.pool > server::maximumPool)
        return tr("Choose from 1 to %L1 workers.").arg(server::maximumPool);
    if (d->options.target.isEmpty() && port() == 0)
        return tr("The server does not run, so there is nothing to fire at.");
    const bool ours = d->options.target.isEmpty(); // then both ends of a connection are, and the workers
    const int fits = server::connectionsThatFit(server::availableDescriptors(), ours ? request.pool : 0, ours ? 2 : 1);
    if (fits < 1)
        return tr("This system allows a program so few open files that not one request fits. Raise the limit (ulimit -n).");
    if (request.count > fits) {
        return tr("%L1 requests need more open files than this system allows a program. Choose at most %L2, "
                  "or raise the limit (ulimit -n).").arg(request.count).arg(std::max(1, fits - openedBesides));
    }
    return {};
}

QString Session::launch(const RunRequest &request)
{
    drain(); // what was recorded till now belongs to the runs till now
    if (const QString reason = cannotLaunch(request); !reason.isEmpty())
        return reason;
    if (Run *observed = d->current) {
        observed->stillLive = false;
        Q_EMIT runFinished(observed->id);
    }
    const bool ownServer = d->options.target.isEmpty();
    if (ownServer)
        d->server.setPool(request.pool);
    RunRequest asked = request;
    if (!ownServer && request.sleepMicros == server::defaultSleepMicros)
        asked.sleepMicros = 0; // the url does not ask for one, and how long that server waits is its own affair
    Load load;
    load.endpoint = request.endpoint;
    load.count = request.count;
    load.sleepMicros = asked.sleepMicros;
    load.first = d->recorder.reserveRequests(quint32(request.count));
    load.requestKey = ownServer ? d->server.requestKey() : QByteArray();
    const QUrl base = ownServer ? QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port())) : d->options.target;
    load.url = endpointUrl(base, request.endpoint, request.sleepMicros);

    Run &run = addRun(RunState::Running, asked);
    d->current = &run;
    d->stopping = false;
    d->clientDone.reset();
    d->responses.clear();
    d->last = RequestId(quint32(load.first) + quint32(load.count) - 1);
    run.log.events.reserve(size_t(request.count) * eventsPerRequest);
    d->base = d->recorder.now();
    d->book.open(run, load.first, load.count, d->base);
    Q_EMIT runAdded(run.id);
    d->client->fire(load);
    d->timer.start(d->options.drainMillis);
    return {};
}

void Session::stop()
{
    if (!running() || d->stopping)
        return;
    d->stopping = true;
    d->client->abort();
    d->server.interrupt(d->last);
}

QString Session::open(const QString &path)
{
    RunFile file = readRunFile(path);
    if (!file.error.isEmpty())
        return file.error;
    add(path, std::move(file));
    return {};
}

RunId Session::add(const QString &path, RunFile file)
{
    RunRequest asked;
    asked.pool = file.log.header.pool;
    asked.sleepMicros = quint32(file.log.header.sleep * 1e6 + 0.5);
    Run &run = addRun(RunState::Opened, asked);
    run.source = path;
    run.warning = file.warning;
    run.log = std::move(file.log);
    run.trace = std::move(file.trace);
    run.now = run.trace.end();
    const Headline head = headline(run.trace);
    run.asked.endpoint = head.endpoint;
    run.asked.count = head.requests;
    const RunId id = run.id;
    Q_EMIT runAdded(id);
    Q_EMIT runFinished(id);
    makeRoom();
    return id;
}

void Session::observe(const Event &first)
{
    RunRequest asked;
    asked.endpoint = first.endpoint;
    asked.count = 0;
    asked.pool = d->server.pool();
    asked.sleepMicros = first.sleepMicros;
    Run &run = addRun(RunState::Observed, asked);
    run.stillLive = true;
    d->current = &run;
    d->base = first.t;
    d->book.open(run, RequestId::None, 0, first.t);
    d->timer.start(d->options.drainMillis);
    Q_EMIT runAdded(run.id);
}

void Session::take(const Event &event)
{
    if (d->book.isStray(event))
        observe(event);
    Run *run = d->book.add(event);
    if (!run)
        return;
    if (run == d->current && event.kind != EventKind::Lag)
        d->lastStep = event.t;
    if (std::find(d->advanced.begin(), d->advanced.end(), run) == d->advanced.end())
        d->advanced.push_back(run);
}

void Session::drain()
{
    d->advanced.clear();
    const qint64 now = d->recorder.now();
    d->recorder.drain(d->drained);
    for (const Event &event : d->drained)
        take(event);
    if (d->current) {
        d->current->now = now - d->base;
        if (std::find(d->advanced.begin(), d->advanced.end(), d->current) == d->advanced.end())
            d->advanced.push_back(d->current);
    }
    for (Run *run : d->advanced) {
        follow(*run);
        run->now = std::max(run->live() ? run->now : 0, run->trace.end());
    }
    finishIfOver();
    std::vector<RunId> advanced; // a listener may launch the next run, and so drain again
    for (const Run *run : d->advanced)
        advanced.push_back(run->id);
    for (const RunId id : advanced) {
        if (run(id))
            Q_EMIT runAdvanced(id);
    }
    makeRoom();
    if (!d->current && d->timer.interval() != idleDrainMillis)
        d->timer.start(idleDrainMillis);
}

void Session::finishIfOver()
{
    Run *run = d->current;
    if (!run)
        return;
    const qint64 now = d->recorder.now();
    const bool serverIdle = d->server.inFlight() == 0;
    const bool over = run->state == RunState::Observed
            ? (serverIdle && now - d->lastStep > observedQuiet) || qint64(run->log.events.size()) > d->options.mostSteps / 4
            : d->clientDone && (serverIdle || now - *d->clientDone > lastWords);
    if (!over)
        return;
    // inFlight() falls after the last step was recorded: take that too.
    d->recorder.drain(d->drained);
    for (const Event &event : d->drained)
        d->book.add(event);
    end(*run);
}

/// The trace takes what the log has; of a run that others make, one knows only then how many requests it has.
void Session::follow(Run &run)
{
    run.trace.append(run.log);
    if (run.state == RunState::Observed)
        run.asked.count = int(run.trace.requests().size());
}

void Session::end(Run &run)
{
    follow(run);
    d->current = nullptr;
    d->book.close();
    run.stillLive = false;
    if (run.state == RunState::Running)
        run.state = d->stopping ? RunState::Stopped : RunState::Finished;
    run.now = run.trace.end();
    d->ending = run.id;
    QMetaObject::invokeMethod(this, [this, id = run.id] {
        Q_EMIT runFinished(id);
        if (d->ending == id)
            d->ending = {};
        makeRoom();
    }, Qt::QueuedConnection);
}

void Session::keepAtMost(qint64 steps)
{
    d->options.mostSteps = steps;
    makeRoom();
}

void Session::makeRoom()
{
    qint64 steps = 0;
    for (const auto &run : m_runs)
        steps += stepsOf(*run);
    while (steps > d->options.mostSteps && m_runs.size() > 1 && m_runs.front().get() != d->current && m_runs.front()->id != d->ending) {
        const RunId oldest = m_runs.front()->id;
        steps -= stepsOf(*m_runs.front());
        Q_EMIT runGoing(oldest);
        d->book.forget(*m_runs.front());
        letGo(std::move(m_runs.front())); // the window would stand still for it
        m_runs.erase(m_runs.begin());
        Q_EMIT runGone(oldest);
    }
}

} // namespace app
