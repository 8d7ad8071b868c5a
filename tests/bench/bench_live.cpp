#include "support/shown_window.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QAbstractButton>
#include <QSpinBox>
#include <QTimer>

#include <time.h>

#include <algorithm>

// The real window on a real server while async-endpoint runs: how long the window's thread is away from its event
// loop, and how far the picture is behind the log. Run it on a display of its own to see what a person would.
namespace {

qint64 threadCpu() // ns
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return qint64(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

/// A timer of a millisecond in the window's thread, and a look at each paint of the timeline.
class Watch : public QObject
{
public:
    Watch(const app::Session &session, QWidget *canvas) : m_session(session), m_canvas(canvas)
    {
        canvas->installEventFilter(this);
        connect(&session, &app::Session::runAdvanced, this, [this] { m_sinceDrain.start(); });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(this, &Watch::tick);
    }
    void start()
    {
        m_clock.start();
        m_lastTick = m_lastCpu = -1;
        m_timer.start(1);
    }
    void stop() { m_timer.stop(); }

    qint64 longestAway = 0;  ///< ns between two ticks, whoever had the processor
    qint64 longestHold = 0;  ///< ns of the processor that the thread itself used between two ticks
    qint64 furthestBehind = 0; ///< ns
    int paints = 0;

protected:
    /// What was on the screen till now was drained when the paint before this one began, and stood until this one ends.
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched != m_canvas || event->type() != QEvent::Paint || m_inPaint)
            return false;
        m_inPaint = true;
        QCoreApplication::sendEvent(m_canvas, event);
        m_inPaint = false;
        const app::Run &run = *m_session.runs().back();
        if (!run.live() || !m_timer.isActive())
            return true;
        ++paints;
        const qint64 at = m_clock.nsecsElapsed();
        if (m_shownAt >= 0)
            furthestBehind = std::max(furthestBehind, at - m_shownAt);
        m_shownAt = at - (m_sinceDrain.isValid() ? m_sinceDrain.nsecsElapsed() : 0);
        return true;
    }

private:
    void tick()
    {
        const qint64 now = m_clock.nsecsElapsed(), cpu = threadCpu();
        if (m_lastTick >= 0) {
            longestAway = std::max(longestAway, now - m_lastTick);
            longestHold = std::max(longestHold, cpu - m_lastCpu);
        }
        m_lastTick = now;
        m_lastCpu = cpu;
    }

    const app::Session &m_session;
    QWidget *m_canvas;
    QTimer m_timer;
    QElapsedTimer m_clock, m_sinceDrain;
    qint64 m_lastTick = -1, m_lastCpu = -1, m_shownAt = -1;
    bool m_inPaint = false;
};

void waitForEnd(app::Session &session)
{
    QEventLoop loop;
    QObject::connect(&session, &app::Session::runFinished, &loop, &QEventLoop::quit);
    loop.exec();
}

void live(benchmark::State &state)
{
    const support::ShownWindow shown(support::Server::Started, QSize(1440, 900));
    app::Session &session = *shown.session;
    auto *count = shown.find<QSpinBox>("countField");
    auto *button = shown.find<QAbstractButton>("endpointAsync");
    count->setValue(50); // the first paint of everything
    button->click();
    waitForEnd(session);
    Watch watch(session, shown.timeline().viewport());
    for (auto _ : state) {
        count->setValue(int(state.range(0)));
        watch.start();
        button->click();
        if (!session.running())
            return state.SkipWithError("so many are refused here: see ulimit -n");
        waitForEnd(session);
        watch.stop();
    }
    state.counters["away_ms"] = double(watch.longestAway) / 1e6;
    state.counters["hold_ms"] = double(watch.longestHold) / 1e6;
    state.counters["behind_ms"] = double(watch.furthestBehind) / 1e6;
    state.counters["paints"] = watch.paints;
}
BENCHMARK(live)->Arg(50)->Arg(1'000)->Arg(9'900)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
