#pragma once

#include "app/kept_runs.h"
#include "app/session.h"

#include <QThreadPool>

#include <map>

namespace app {

/// Keeps the logs of a session's own runs (fired and observed, not opened ones) in a folder while they grow, so that
/// whatever ends the process leaves what was recorded. Lives on the session's thread; files are touched on another one.
class RunKeeper : public QObject
{
    Q_OBJECT
public:
    /// `session` must outlive it.
    RunKeeper(Session &session, const KeptRuns &folder, QObject *parent = nullptr);
    /// Writes what is not written yet.
    ~RunKeeper() override;

    /// From the next run on.
    void setKeeping(bool keeping) { m_keeping = keeping; }

Q_SIGNALS:
    /// A run cannot be kept (full disk, read-only folder), and why. Said once, however many runs it concerns.
    void failed(const QString &reason);

private:
    struct Kept;
    struct Portion;
    void advance(const Run &run);
    void write(const std::shared_ptr<Kept> &kept, const Run &run);
    void written(const std::shared_ptr<Kept> &kept, const QString &fault);
    void append(Kept &kept, const Portion &portion);

    Session &m_session;
    const KeptRuns m_folder;
    bool m_keeping = true, m_complained = false;
    std::map<RunId, std::shared_ptr<Kept>> m_runs;
    WindowMarker m_marker; ///< the writing thread's
    QThreadPool m_thread;  ///< one thread; the last, so that it ends before what it writes to goes
};

} // namespace app
