#pragma once

#include "app/trace.h"

namespace app {

/// Keeps a run's Headline as its requests change, so that nobody has to look at all of them again.
class Totals
{
public:
    void addRequest(const Request &request);
    /// The endpoint of a request that was first mentioned without one.
    void setEndpoint(Endpoint endpoint);
    void change(const Request &before, const Request &after);
    void queue(State before, State after); ///< of one request: Running stands for "never"
    void endQueue(const Request &request);
    void addState(State state);
    void addLag(qint64 lag) { m_head.worstLag = std::max(m_head.worstLag, lag); }

    Headline headline(const Observed &observed, int pool, int mostAwaiting, int workers) const;
    size_t slices() const { return m_slices; }
    void dropSlice() { --m_slices; }

private:
    void count(const Request &request, int sign);
    void countQueue(State state, int change);

    Headline m_head;
    std::array<int, 4> m_byEndpoint{};
    qint64 m_first = -1, m_last = -1;
    size_t m_slices = 0;
};

} // namespace app
