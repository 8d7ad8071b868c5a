#include "app/loop_meter.h"

#include <algorithm>

namespace app {
namespace {

/// The time of [begin, end) in which somebody awaits.
qint64 awaitingTime(const Counts &counts, qint64 begin, qint64 end)
{
    qint64 sum = 0;
    size_t next = counts.firstAfter(begin);
    for (qint64 t = begin; t < end; ++next) {
        const qint64 until = next < counts.size() ? std::min(counts[next].t, end) : end;
        if (next > 0 && counts[next - 1].count > 0)
            sum += until - t;
        t = until;
    }
    return sum;
}

} // namespace

LoopShare loopShare(const Trace &trace, qint64 begin, qint64 end, qint64 now)
{
    LoopShare share;
    end = std::min(end, now);
    const Lane *loop = trace.eventLoop();
    const Counts &counts = trace.awaiting().counts;
    const auto free = [&](qint64 from, qint64 to) {
        const qint64 awaiting = awaitingTime(counts, from, to);
        share.awaiting += awaiting;
        share.idle += to - from - awaiting;
    };
    const size_t size = loop ? loop->slices.size() : 0;
    qint64 t = begin;
    for (size_t i = loop ? loop->slices.firstEndingAfter(begin) : 0; i < size && t < end; ++i) {
        const Slice slice = loop->slices[i];
        if (slice.begin >= end)
            break;
        if (slice.begin > t)
            free(t, slice.begin);
        t = std::max(t, slice.begin);
        const qint64 until = std::max(t, std::min(slice.end, end));
        (slice.state == State::BlockingLoop ? share.blocking : share.running) += until - t;
        t = until;
    }
    if (t < end)
        free(t, end);
    return share;
}

LoopShare LoopMeter::share(const Trace &trace, qint64 now) const
{
    if (trace.begin() != m_begin || trace.end() < m_end) {
        m_counted = {}; // another trace
        m_begin = m_end = trace.begin();
    }
    const auto add = [](LoopShare a, const LoopShare &b) {
        return LoopShare{a.running + b.running, a.blocking + b.blocking, a.awaiting + b.awaiting, a.idle + b.idle};
    };
    if (trace.end() > m_end) {
        m_counted = add(m_counted, loopShare(trace, m_end, trace.end(), trace.end()));
        m_end = trace.end();
    }
    return add(m_counted, loopShare(trace, m_end, std::max(now, m_end), std::max(now, m_end)));
}

} // namespace app
