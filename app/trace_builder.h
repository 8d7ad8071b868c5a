#pragma once

#include "app/packer.h"

namespace app {

/// Turns events into lanes and slices, one at a time. Every order of events gives a valid trace: what does
/// not fit (an end without its beginning, a step of an unknown request) changes as little as it can.
class TraceBuilder
{
public:
    explicit TraceBuilder(int workers) : pool(workers) {}

    void add(const Event &event, const std::vector<server::Thread> &threads, size_t index);
    const Request *find(RequestId id) const;

    const int pool;
    std::vector<Lane> lanes; ///< workers, in order of first use
    Lane loop;
    bool hasLoop = false;
    Packer awaiting, waiting, client;
    std::vector<LagSample> lag;
    std::vector<Request> requests;
    qint64 first = 0, last = 0;
    size_t consumed = 0;

private:
    /// What a request holds now; -1: nothing.
    struct Holding {
        int awaitingRow = -1, waitingRow = -1, clientRow = -1;
        int lane = noLane;
        bool poolPlace = false; ///< handed to the pool, not yet done there
    };
    static constexpr int noLane = -1, loopLane = -2;

    size_t indexOf(const Event &event, size_t eventIndex);
    int laneOf(const Event &event, const std::vector<server::Thread> &threads);
    Lane *lane(int number);

    void stepOfClient(const Event &event, size_t request);
    void stepOfLoop(const Event &event, size_t request, int laneNumber);
    void stepOfHandler(const Event &event, size_t request, int laneNumber);

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

    std::vector<Holding> m_holding;         ///< beside `requests`
    std::vector<int> m_laneOf;              ///< by ThreadId
    std::vector<quint32> m_dense;           ///< RequestId -> index + 1, for small numbers
    std::unordered_map<quint32, quint32> m_sparse; ///< the same for the others
    std::vector<quint32> m_unread;          ///< sent, perhaps not yet arrived: who queues when the loop blocks
    int m_inPool = 0;
};

} // namespace app
