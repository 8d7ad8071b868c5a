#include "app/levels.h"

#include <algorithm>

namespace app {
namespace {

constexpr int whole = 255;

Bucket merged(Bucket a, Bucket b)
{
    Bucket both;
    for (size_t channel = 0; channel < both.share.size(); ++channel)
        both.share[channel] = quint8((int(a.share[channel]) + int(b.share[channel]) + 1) / 2);
    both.failed = a.failed | b.failed;
    return both;
}

} // namespace

State stateOf(int channel, State member)
{
    switch (member) {
    case State::Awaiting:
    case State::InFlight:
    case State::Named: return member;
    case State::QueuedNoWorker:
    case State::QueuedLoopBlocked: return channel == 0 ? State::QueuedNoWorker : State::QueuedLoopBlocked;
    default: return channel == 0 ? State::Running : channel == 1 ? State::BlockingWorker : State::BlockingLoop;
    }
}

void Levels::add(qint64 begin, qint64 end, State state, bool failed)
{
    if (m_added++ == 0) {
        m_origin = begin;
        m_levels.resize(1);
    }
    const auto channel = size_t(channelOf(state));
    while (begin < end) {
        sealUntil(begin);
        const qint64 until = std::min(end, openBegin() + base());
        m_open.ns[channel] += until - begin;
        m_open.failed = m_open.failed || failed;
        begin = until;
    }
}

/// Closes the buckets before the one that holds `t`.
void Levels::sealUntil(qint64 t)
{
    while ((t - m_origin) >> m_shift > qint64(mostBuckets()))
        coarsen();
    while (openBegin() + base() <= t) {
        Bucket bucket;
        for (size_t channel = 0; channel < bucket.share.size(); ++channel)
            bucket.share[channel] = quint8(std::min<qint64>(whole, (m_open.ns[channel] * whole + base() - 1) >> m_shift));
        bucket.failed = m_open.failed;
        m_open = {};
        push(0, bucket);
    }
}

void Levels::push(size_t k, Bucket bucket)
{
    if (k == m_levels.size())
        m_levels.emplace_back();
    m_levels[k].push_back(bucket);
    const size_t count = m_levels[k].size();
    if (count % 2 == 0)
        push(k + 1, merged(m_levels[k][count - 2], m_levels[k][count - 1]));
}

/// The base doubles. A last bucket without a partner goes back into the open one.
void Levels::coarsen()
{
    std::vector<Bucket> finest = std::move(m_levels.front());
    m_levels.erase(m_levels.begin());
    if (m_levels.empty())
        m_levels.emplace_back();
    if (finest.size() % 2 == 1) {
        const Bucket &left = finest.back();
        for (size_t channel = 0; channel < left.share.size(); ++channel)
            m_open.ns[channel] += (qint64(left.share[channel]) << m_shift) / whole;
        m_open.failed = m_open.failed || left.failed;
    }
    ++m_shift;
}

} // namespace app
