#pragma once

#include "app/session.h"
#include "support/simulated_log.h"

#include <array>
#include <map>

// Runs with as many slices as a benchmark asks for: 40 workers that are never idle, each with one request
// after the other, of lengths that differ, as `serve` under load would record them.
namespace support {

inline constexpr int lanes = 40;
inline constexpr size_t slicesPerRequest = 6; // two on the loop, three on a worker, one of the client
inline constexpr size_t eventsPerRequest = 12;

/// Writes `count` requests, the first numbered first + 1, after what `log` has; keeps when each worker is free.
class Load
{
public:
    Load()
    {
        m_log.thread(QStringLiteral("client"));
        m_log.thread(QStringLiteral("event-loop"));
        for (int worker = 1; worker <= lanes; ++worker)
            m_log.thread(QStringLiteral("worker-%1").arg(worker));
        m_log.sleepNs = 100'000;
    }
    const Log &log() const { return m_log.log; }

    /// Rounds of one request a worker, staggered so that no two steps of the loop fall together.
    void add(size_t requests)
    {
        m_log.log.events.clear();
        for (size_t done = 0; done < requests; ++done) {
            const int worker = int(m_next % lanes);
            const qint64 t = qint64(m_next / lanes) * round + worker * (round / lanes);
            const qint64 sleep = 60'000 + qint64((m_next * 2654435761u) % 30'000);
            m_log.sync(quint32(++m_next), t, worker + 1, t + 40, sleep);
        }
        m_log.sort();
    }

private:
    static constexpr qint64 round = 100'000; // ns
    SimulatedLog m_log;
    size_t m_next = 0;
};

inline Log logOfEvents(size_t events)
{
    Load load;
    load.add(events / eventsPerRequest);
    return load.log();
}

/// In portions, as a session would: the events are not kept.
inline void appendSlices(Trace &trace, size_t slices)
{
    constexpr size_t portion = 40'000;
    Load load;
    for (size_t left = slices / slicesPerRequest; left > 0;) {
        const size_t now = std::min(left, portion);
        load.add(now);
        trace.append(load.log().events, load.log().threads);
        left -= now;
    }
}

/// Made once for each size.
inline const Run &runOfSlices(size_t slices)
{
    static std::map<size_t, Run> runs;
    Run &run = runs[slices];
    if (run.trace.empty()) {
        run.trace = Trace(lanes);
        appendSlices(run.trace, slices);
        run.state = RunState::Finished;
        run.now = run.trace.end();
    }
    return run;
}

} // namespace support
