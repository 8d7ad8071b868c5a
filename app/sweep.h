#pragma once

#include "app/sweep_plan.h"

#include <QElapsedTimer>
#include <QTimer>

namespace app {

/// Fires the runs of a plan one after the other, in a session (server, client) of its own that is there for the time being: the
/// runs of the window's are not pushed out, and of these only the point is kept. Whoever starts it sees to it that nothing else
/// runs meanwhile, which would be measured too. GUI thread.
class Sweep : public QObject
{
    Q_OBJECT
public:
    explicit Sweep(QObject *parent = nullptr);
    ~Sweep() override; ///< stops

    /// An empty string: begun, and ended() follows. Else why not, and nothing follows.
    QString start(const SweepPlan &plan);
    /// Ends it in mid-run; what was measured stays. ended() follows.
    void stop();

    bool running() const { return m_session != nullptr; }
    int done() const { return int(m_done); } ///< runs measured
    int total() const { return int(m_plan.runs.size()); }
    qint64 left() const; ///< ns that it is expected to take yet

Q_SIGNALS:
    void measured(const app::MakespanPoint &point);
    void ended(const QString &fault); ///< empty: done, or stopped

private:
    void next();
    void take(RunId id);
    void end(const QString &fault);

    SweepPlan m_plan;
    size_t m_done = 0;        ///< of the plan's runs; the next one is under way
    bool m_stopping = false;
    QElapsedTimer m_runClock; ///< of the run under way
    QTimer m_pause;           ///< before the next
    std::unique_ptr<Session> m_session; ///< nullptr: nothing is measured
    std::unique_ptr<Session> m_over;    ///< of the sweep before, until it has told of its last run
};

} // namespace app
