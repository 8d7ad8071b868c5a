#pragma once

#include "app/session.h"
#include "support/simulated_log.h"

// Whole runs with the times they would have on an ideal machine, for pictures and layouts.
namespace support {

inline app::Run runOf(SimulatedLog log, app::RunRequest asked)
{
    app::Run run;
    log.sort();
    run.id = app::RunId(1);
    run.state = app::RunState::Finished;
    run.asked = asked;
    run.log = std::move(log.log);
    run.log.header = {4893, 1'795'400'640'000'000'000, asked.pool, asked.sleepMicros / 1e6};
    run.trace = app::Trace(asked.pool);
    run.trace.append(run.log);
    run.now = run.trace.end();
    return run;
}

/// `count` requests at once, each asleep for one second.
inline app::Run simulatedRun(app::Endpoint endpoint, int count, int pool = 40)
{
    constexpr qint64 second = 1'000'000'000, step = 50'000; // the loop needs 50 us for each
    SimulatedLog log;
    log.sleepNs = second;
    qint64 wrongAt = 1'000'000;
    for (int i = 0; i < count; ++i) {
        const qint64 sent = 1'000'000 + i * step;
        const auto id = quint32(i + 1);
        if (endpoint == app::Endpoint::Async) {
            log.async(id, sent, second);
        } else if (endpoint == app::Endpoint::Sync) {
            log.sync(id, sent, i % pool + 1, sent + 30 + (i / pool) * (second + 100'000), second);
        } else {
            log.wrong(id, 1'000'000 + i, wrongAt + 10, second);
            wrongAt += second + 100;
        }
    }
    for (qint64 t = 10'000'000; endpoint != app::Endpoint::AsyncWrong && t < second; t += 10'000'000)
        log.lag(t, 80'000);
    return runOf(log, {endpoint, count, 1'000'000, pool});
}

/// What is left of a run where only one side was observed: `header` says which, and of what server.
inline app::Run partOf(app::Run run, const app::LogHeader &header)
{
    std::erase_if(run.log.events, [&](const app::Event &event) { return server::isOfClient(event.kind) != header.observed->client; });
    for (app::Event &event : run.log.events)
        event.sleepMicros = header.sleep > 0 ? event.sleepMicros : 0;
    run.log.header = header;
    run.trace = app::Trace(header);
    run.trace.append(run.log);
    run.now = run.trace.end();
    run.state = app::RunState::Opened;
    return run;
}

/// A run at somebody else's server.
inline app::Run seenByClient(app::Run run)
{
    return partOf(std::move(run), {0, 1'795'400'640'000'000'000, 40, 0, app::foreignServer, QStringLiteral("http://127.0.0.1:9000")});
}

/// Requests of somebody else's client to our server.
inline app::Run seenByServer(app::Run run)
{
    const int pool = run.trace.pool();
    return partOf(std::move(run), {4893, 1'795'400'640'000'000'000, pool, 1.0, app::ownServer, {}});
}

} // namespace support
