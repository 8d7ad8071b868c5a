#pragma once

#include "server/event.h"
#include "server/limits.h"

#include <QHostAddress>
#include <QString>

#include <memory>

namespace server {

class Recorder;

inline constexpr quint16 defaultPort = 8000;
inline constexpr int defaultPool = 40;
inline constexpr int maximumPool = 1000;
inline constexpr quint32 defaultSleepMicros = 1'000'000;
inline constexpr quint32 maximumSleepMicros = 60'000'000;

struct ServerOptions {
    QHostAddress listen{QHostAddress::LocalHost}; ///< anything else can be reached from other machines
    quint16 port = defaultPort;     ///< 0: any free one
    bool anyPortIfTaken = false;    ///< the window's way: take a free port when `port` is in use
    int pool = defaultPool;         ///< workers, 1 to maximumPool
    Limits limits;
};

/// The HTTP server: an event loop in a thread of its own ("event-loop"), a pool of workers, the three
/// endpoints. Make it, command it and destroy it on one thread; what it tells may be asked on any.
class Server
{
public:
    /// `recorder` must outlive the server.
    explicit Server(Recorder &recorder);
    ~Server(); ///< stops

    /// Blocks until the server listens. An empty string: it does. Else what is wrong and what to do.
    QString start(const ServerOptions &options);
    /// Closes the listener, wakes every sleeper, answers what is open with 503, ends the thread. At most about 1 s.
    void stop();

    quint16 port() const;
    int pool() const;

    /// The secret a client in this process sends as `Loopscope-Request: KEY-N` to say which RequestId a
    /// request has; others get the next free number.
    QByteArray requestKey() const;

    /// Gives requests from now on a fresh pool of this many workers; jobs of the one before it go on.
    void setPool(int workers);
    /// Cancels the requests with a number up to `through`: wakes those that sleep and hold a thread, drops
    /// those that await, answers 503 to those that still arrive.
    void interrupt(RequestId through);

    /// Requests between Arrived and Responded now, and the most there ever were at once.
    int inFlight() const;
    int mostInFlight() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace server
