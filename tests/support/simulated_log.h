#pragma once

#include "app/log.h"

#include <QString>

#include <algorithm>

// Logs with times that a test chooses: what the server would record of one request, step by step.
namespace support {

using namespace app;

struct SimulatedLog {
    Log log;
    ThreadId client = thread(QStringLiteral("client"));
    ThreadId loop = thread(QStringLiteral("event-loop"));
    qint64 sleepNs = 1000;

    ThreadId thread(const QString &name)
    {
        for (size_t i = 0; i < log.threads.size(); ++i) {
            if (log.threads[i].name == name)
                return ThreadId(i);
        }
        log.threads.push_back({name, 1000 + log.threads.size()});
        return ThreadId(log.threads.size() - 1);
    }
    void step(qint64 t, EventKind kind, quint32 request, Endpoint endpoint, ThreadId where, qint64 value = 0, int depth = 0)
    {
        log.events.push_back({t, value, quint32(sleepNs / 1000), RequestId(request), where, kind, endpoint, quint8(depth)});
    }
    /// Sent at `t`; the loop runs it from t + 10 to t + 20, and for 10 after its wait.
    void async(quint32 id, qint64 t, qint64 sleep)
    {
        const Endpoint e = Endpoint::Async;
        step(t, EventKind::Sent, id, e, client);
        step(t + 10, EventKind::Arrived, id, e, loop, 40000);
        for (const EventKind kind : {EventKind::Called, EventKind::SleepTime, EventKind::StartTime})
            step(t + 12, kind, id, e, loop);
        step(t + 14, EventKind::Entered, id, e, loop, 0, 1);
        step(t + 14, EventKind::Calling, id, e, loop, 0, 1);
        step(t + 16, EventKind::Entered, id, e, loop, 0, 2);
        step(t + 20, EventKind::Awaiting, id, e, loop, 0, 2);
        const qint64 back = t + 20 + sleep;
        step(back, EventKind::Resumed, id, e, loop, 0, 2);
        step(back + 1, EventKind::Left, id, e, loop, 0, 2);
        step(back + 2, EventKind::Resumed, id, e, loop, 0, 1);
        step(back + 3, EventKind::Left, id, e, loop, 0, 1);
        step(back + 4, EventKind::Slept, id, e, loop);
        step(back + 5, EventKind::Completed, id, e, loop, sleep);
        step(back + 10, EventKind::Responded, id, e, loop, 200);
        step(back + 20, EventKind::Received, id, e, client, 200);
    }
    /// Sent at `t`, queued at t + 20, begun by the worker at `called`, asleep 5 later.
    void sync(quint32 id, qint64 t, int worker, qint64 called, qint64 sleep)
    {
        const Endpoint e = Endpoint::Sync;
        const ThreadId where = thread(QStringLiteral("worker-%1").arg(worker));
        step(t, EventKind::Sent, id, e, client);
        step(t + 10, EventKind::Arrived, id, e, loop, 40000);
        step(t + 20, EventKind::Queued, id, e, loop);
        for (const EventKind kind : {EventKind::Called, EventKind::SleepTime, EventKind::StartTime})
            step(called, kind, id, e, where);
        step(called + 5, EventKind::Blocking, id, e, where);
        step(called + 5 + sleep, EventKind::Slept, id, e, where);
        const qint64 done = called + 10 + sleep;
        step(done, EventKind::Completed, id, e, where, sleep);
        step(done + 10, EventKind::Replying, id, e, loop);
        step(done + 20, EventKind::Responded, id, e, loop, 200);
        step(done + 30, EventKind::Received, id, e, client, 200);
    }
    /// Sent at `t`, read by the loop at `arrived`, blocks it 5 later.
    void wrong(quint32 id, qint64 t, qint64 arrived, qint64 sleep)
    {
        const Endpoint e = Endpoint::AsyncWrong;
        step(t, EventKind::Sent, id, e, client);
        step(arrived, EventKind::Arrived, id, e, loop, 40000);
        for (const EventKind kind : {EventKind::Called, EventKind::SleepTime, EventKind::StartTime})
            step(arrived + 2, kind, id, e, loop);
        step(arrived + 5, EventKind::Blocking, id, e, loop);
        step(arrived + 5 + sleep, EventKind::Slept, id, e, loop);
        step(arrived + 7 + sleep, EventKind::Completed, id, e, loop, sleep);
        step(arrived + 10 + sleep, EventKind::Responded, id, e, loop, 200);
        step(arrived + 20 + sleep, EventKind::Received, id, e, client, 200);
    }
    void lag(qint64 t, qint64 late) { step(t, EventKind::Lag, 0, Endpoint::None, loop, late); }
    /// In the order of their times; steps of one time stay as they were made.
    void sort()
    {
        std::stable_sort(log.events.begin(), log.events.end(), [](const Event &a, const Event &b) { return a.t < b.t; });
    }
    /// Forgets what came after `t`.
    void cutAt(qint64 t)
    {
        std::erase_if(log.events, [t](const Event &event) { return event.t > t; });
    }
};

} // namespace support
