#pragma once

#include "app/loop_meter.h"
#include "app/statistics.h"
#include "server/server.h"

#include <QObject>
#include <QUrl>

#include <memory>
#include <vector>

namespace app {

class LoadClient;
struct RunFile;

enum class RunId : quint32 {};

/// What a person asks for with one click.
struct RunRequest {
    Endpoint endpoint = Endpoint::Async;
    int count = 1;                                        ///< 1 to maximumCount
    quint32 sleepMicros = server::defaultSleepMicros;     ///< 0 to server::maximumSleepMicros
    int pool = server::defaultPool;                       ///< 1 to server::maximumPool
    bool operator==(const RunRequest &) const = default;
};
inline constexpr int maximumCount = 10'000;

enum class RunState : quint8 {
    Running,
    Finished, ///< every request was answered or failed
    Stopped,  ///< by the user
    Opened,   ///< from a file
    Observed, ///< requests of another program to our server; grows while they come
};

/// One run: its log and what was made of it. Lives in the Session, on the Session's thread.
struct Run {
    RunId id{};
    RunState state = RunState::Running;
    RunRequest asked;  ///< Opened, Observed: as far as the log tells
    QString source;    ///< Opened: the file's path
    QString warning;   ///< Opened: what the reader said
    Log log;
    Trace trace;
    LoopMeter loopMeter; ///< of `trace`
    qint64 now = 0;    ///< ns since the run's start: the clock while it runs, else the last event's t

    bool live() const { return state == RunState::Running || (state == RunState::Observed && stillLive); }
    bool stillLive = false;
};

struct SessionOptions {
    server::ServerOptions server;
    QUrl target;          ///< not empty: fire at this server instead, of which nothing is observed; start() then starts none
    int drainMillis = 16; ///< one timer, one drain, one runAdvanced
    qint64 mostSteps = 10'000'000; ///< of all runs together (see keepAtMost())
};

/// The server, the client and the runs of this process. Lives on the thread that made it (the window's).
/// Events go one way: Recorder -> Session -> Log -> Trace -> whoever listens to runAdvanced().
class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(const SessionOptions &options, QObject *parent = nullptr);
    ~Session() override;

    /// Starts the server. An empty string: done; else what is wrong and what to do.
    QString start();
    quint16 port() const;        ///< 0 while the server does not run
    qint64 pid() const;
    server::Server &httpServer();

    /// Fires. An empty string: done; else why not (one is running, the count cannot fit, ...).
    QString launch(const RunRequest &request);
    /// Ends the current run: its requests fail as stopped. Nothing happens when none runs.
    void stop();
    bool running() const;

    /// Steps (events) of all runs together that are kept, about 70 bytes each. Past that the oldest runs go; the newest
    /// and one under way stay in any case. Requests of others then end as a run at a quarter of it, and begin a new one.
    void keepAtMost(qint64 steps);

    /// Reads a file and adds it as a run; who cannot wait uses Opening. An empty string: done; else what is wrong and what to do.
    QString open(const QString &path);
    /// Adds what was read from `path` without an error.
    RunId add(const QString &path, RunFile file);

    const std::vector<std::unique_ptr<Run>> &runs() const { return m_runs; } ///< oldest first
    const Run *run(RunId id) const; ///< nullptr: no such run
    /// Bodies of the answers by place in the run (0-based); kept for the newest launched run only.
    const std::vector<QByteArray> &responses() const;

Q_SIGNALS:
    void runAdded(app::RunId id);
    void runAdvanced(app::RunId id); ///< at most once a drain, however many events came
    void runFinished(app::RunId id);
    void runGoing(app::RunId id); ///< it is still there, and will not be when this returns: let go of it
    void runGone(app::RunId id);

private:
    Run &addRun(RunState state, const RunRequest &asked);
    QString cannotLaunch(const RunRequest &request) const;
    void drain();
    void take(const Event &event);
    void finishIfOver();
    void observe(const Event &first);
    void follow(Run &run);
    void end(Run &run);
    void makeRoom();

    struct Private;
    std::unique_ptr<Private> d;
    std::vector<std::unique_ptr<Run>> m_runs;
};

} // namespace app
