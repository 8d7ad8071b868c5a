#pragma once

#include "server/call.h"
#include "server/connection.h"
#include "server/server.h"
#include "server/worker_pool.h"

#include <QTcpServer>

#include <list>
#include <unordered_map>

namespace server {

class Recorder;

/// Counts that other threads may read.
struct Traffic {
    std::atomic<int> inFlight{0};
    std::atomic<int> mostInFlight{0};
    void begin();
    void end() { --inFlight; }
};

/// Accepts connections and knows what they share: routes, pool, recorder, limits. Lives on the event loop.
class HttpServer : public QTcpServer
{
    Q_OBJECT
public:
    HttpServer(Recorder &recorder, Interrupt &interrupt, Traffic &traffic, const ServerOptions &options,
               const QByteArray &requestKey);
    ~HttpServer() override;

    /// An empty string: it listens. Else what is wrong and what to do.
    QString listenOn(const ServerOptions &options);
    /// A fresh pool, at once; the one before it ends its jobs. Where no descriptor is left for a thread, it stays.
    void setPool(int workers);
    void cancelThrough(RequestId last);
    void shutDown();

    // What a connection needs.
    const Limits &limits() const { return m_limits; }
    Recorder &recorder() { return m_recorder; }
    Interrupt &interrupt() { return m_interrupt; }
    Traffic &traffic() { return m_traffic; }
    qint64 clock() const; ///< ms, steady; a few ms late, which is cheap
    bool stopping() const { return m_stopping; }
    /// The number this request says it has, if it knows the key; else the next free one.
    RequestId requestId(const QByteArray &tag);
    /// No Origin, or one of our own.
    bool originAllowed(const QByteArray &origin, const QHostAddress &local) const;
    QByteArray date(); ///< now, as HTTP writes it
    /// Runs a handler on a worker and posts its result back to the connection.
    void runOnWorker(ConnectionId connection, const std::shared_ptr<Call> &call);
    /// Starts the loop-lag probe if it does not run; it ends by itself when no request is in flight.
    void probeLag();

    /// An idle connection waits for its next request; when all places are taken, the one that waits longest loses its own.
    void noteIdle(Connection &connection);
    void noteBusy(Connection &connection);

    /// More was recorded than anybody takes away.
    bool isAhead() const { return int(m_recorder.backlog()) > m_limits.backlog; }
    /// Calls the connection's goOn() once the recorder's reader has caught up.
    void holdBack(ConnectionId connection);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void letGoOn();
    void acceptWhileThereIsRoom();
    void makeRoom();
    void fitConnections(int workers);
    std::vector<Connection *> all() const; ///< one that closes leaves the map at once, and is deleted later
    void finishOnLoop(ConnectionId connection, const std::shared_ptr<Call> &call, const Reply *reply);
    void probe();

    Recorder &m_recorder;
    Interrupt &m_interrupt;
    Traffic &m_traffic;
    Limits m_limits;
    const int m_connectionsAsked;
    const int m_descriptors; ///< for connections and the workers' threads
    QByteArray m_requestKey;
    std::unique_ptr<WorkerPool> m_pool;
    std::vector<std::unique_ptr<WorkerPool>> m_retired;
    bool m_stopping = false;
    quint64 m_nextConnection = 1;
    std::unordered_map<ConnectionId, std::unique_ptr<Connection>> m_connections;
    std::list<Connection *> m_idle, m_busy; ///< each is in one of them; the longest idle is the first
    QByteArray m_date;
    qint64 m_dateSecond = -1;
    QTimer m_deadlines;
    QTimer m_holdingBack;
    std::vector<ConnectionId> m_heldBack;
    QTimer m_lagProbe;
    qint64 m_lagDue = 0; ///< recorder's clock, ns
};

} // namespace server
