#pragma once

#include "app/packer.h"
#include "app/request_index.h"
#include "app/totals.h"

namespace app {

/// Turns events into lanes and slices, one at a time. Every order of events gives a valid trace: what does
/// not fit (an end without its beginning, a step of an unknown request) changes as little as it can.
class TraceBuilder
{
public:
    TraceBuilder(int workers, std::optional<Observed> observed) : pool(workers), declared(observed) {}

    void add(const Event &event, const std::vector<server::Thread> &threads, size_t index);
    const Request *find(RequestId id) const;

    const int pool;
    const std::optional<Observed> declared; ///< by the source
    std::vector<Lane> lanes; ///< workers, in order of first use
    Lane loop;
    bool hasLoop = false, hasClient = false; ///< it recorded something
    Packer awaiting, waiting, client;
    std::vector<LagSample> lag;
    std::deque<Request> requests;
    Totals totals;
    qint64 first = 0, last = 0;
    size_t consumed = 0;

private:
    /// What a request holds now; -1: nothing.
    struct Holding {
        int awaitingRow = -1, waitingRow = -1, clientRow = -1;
        int lane = noLane;
        bool poolPlace = false; ///< handed to the pool, not yet done there
        bool operator==(const Holding &) const = default;
    };
    static constexpr int noLane = -1, loopLane = -2;

    size_t indexOf(const Event &event, size_t eventIndex);
    int laneOf(const Event &event, const std::vector<server::Thread> &threads);
    Lane *lane(int number);

    void stepOfClient(const Event &event, size_t request);
    void stepOfLoop(const Event &event, size_t request, int laneNumber);
    void stepOfHandler(const Event &event, size_t request, int laneNumber);

    Holding &holding(size_t request); ///< makes one where the request has none
    void releaseHolding(size_t request);
    void remember(quint32 request);
    void openSlice(int laneNumber, qint64 t, size_t request, State state);
    void closeSlice(size_t request, qint64 t, bool failed = false);
    void turnSlice(size_t request, qint64 t, State state);
    void beginWaiting(size_t request, qint64 t, State state, RequestId blockedBy);
    void endWaiting(size_t request, qint64 t, bool failed = false);
    void endAwaiting(size_t request, qint64 t, bool failed = false);
    void leavePool(size_t request);
    void drop(size_t request, qint64 t);
    /// The request that sleeps on the event loop now.
    RequestId blocker() const;

    std::deque<quint32> m_holdingOf;        ///< beside `requests`: index + 1 into m_holdings; 0: it holds nothing
    std::vector<Holding> m_holdings;        ///< of the requests that are under way
    std::vector<quint32> m_freeHoldings;
    std::vector<int> m_laneOf;              ///< by ThreadId
    RequestIndex m_places;                  ///< in `requests`
    std::vector<quint32> m_unread;          ///< sent, perhaps not yet arrived: who queues when the loop blocks
    size_t m_pruneUnreadAt = 1024;
    int m_inPool = 0;
};

} // namespace app
