#include "app/sweep.h"

#include <algorithm>

namespace app {
namespace {

/// Whoever listens draws the point meanwhile: its work is not to be measured with the next run.
constexpr int pauseMillis = 80;

} // namespace

Sweep::Sweep(QObject *parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMillis);
    m_pause.callOnTimeout(this, &Sweep::next);
}

Sweep::~Sweep() = default;

QString Sweep::start(const SweepPlan &plan)
{
    if (running())
        return tr("A sweep is under way. Wait for its end, or stop it.");
    if (plan.runs.empty())
        return tr("Each of these runs would take over %1 s. Choose smaller counts or a shorter sleep.").arg(longestSweepRun / 1'000'000'000);
    SessionOptions options;
    options.server.port = 0;
    options.mostSteps = 0; // the newest run is kept in any case
    auto session = std::make_unique<Session>(options);
    if (const QString fault = session->start(); !fault.isEmpty())
        return fault;
    m_runClock.start();
    if (const QString fault = session->launch(plan.runs.front()); !fault.isEmpty())
        return fault;
    m_plan = plan;
    m_done = 0;
    m_stopping = false;
    m_session = std::move(session);
    connect(m_session.get(), &Session::runFinished, this, &Sweep::take);
    return {};
}

void Sweep::stop()
{
    m_stopping = true;
    if (m_pause.isActive())
        end({});
    else if (m_session)
        m_session->stop();
}

qint64 Sweep::left() const
{
    if (!running() || m_done == m_plan.runs.size())
        return 0;
    const std::span<const RunRequest> runs(m_plan.runs);
    return std::max<qint64>(0, expectedNs(runs.subspan(m_done, 1)) - m_runClock.nsecsElapsed()) + expectedNs(runs.subspan(m_done + 1));
}

void Sweep::next()
{
    m_runClock.start();
    if (const QString fault = m_session->launch(m_plan.runs[m_done]); !fault.isEmpty())
        end(fault);
}

void Sweep::take(RunId id)
{
    const Run *run = m_session ? m_session->run(id) : nullptr;
    if (!run || m_stopping)
        return end({});
    const std::optional<MakespanPoint> point = makespanPoint(*run);
    if (!point) {
        const Headline head = headline(run->trace);
        return end(tr("%1 of %2 requests to %3 were not answered, so the sweep ended there.")
                           .arg(run->asked.count - head.answered).arg(run->asked.count).arg(server::endpointName(run->asked.endpoint)));
    }
    ++m_done;
    Q_EMIT measured({run->asked, point->makespan, point->startedEpochNs});
    if (m_done == m_plan.runs.size())
        return end({});
    m_runClock.start();
    m_pause.start();
}

/// The session may be telling us of its last run just now: it goes when it has done that.
void Sweep::end(const QString &fault)
{
    if (!m_session)
        return;
    m_pause.stop();
    m_session->disconnect(this);
    m_over = std::move(m_session);
    QMetaObject::invokeMethod(this, [this] { m_over.reset(); }, Qt::QueuedConnection);
    Q_EMIT ended(fault);
}

} // namespace app
