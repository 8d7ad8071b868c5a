#pragma once

#include "server/call.h"
#include "server/http_parser.h"
#include "server/peer_socket.h"
#include "server/routes.h"
#include "server/task.h"

#include <QObject>

#include <list>
#include <memory>

namespace server {

class HttpServer;

/// Names a connection across threads: a worker posts its result to a number, never to a pointer.
enum class ConnectionId : quint64 {};

/// One client's connection: reads a request, has it handled, answers, then reads the next. While a request
/// is handled nothing more is read from the socket, which is what holds back a client that sends too fast.
/// Lives on the event loop, owned by the HttpServer.
class Connection : public QObject
{
    Q_OBJECT
public:
    /// `oneTooMany`: its request is answered 503, whatever it is.
    Connection(ConnectionId id, std::unique_ptr<PeerSocket> socket, HttpServer &server, bool oneTooMany);
    ~Connection() override; ///< drops the task

    /// A worker's result; ignored if no request waits for it. nullptr: the task was cancelled.
    void finishSync(const Reply *reply);
    /// Begins with the request that was held back (HttpServer::holdBack()).
    void goOn();
    /// Drops an awaiting task whose number is at most `last`, and answers 503.
    void cancelThrough(RequestId last);
    /// Answers 503 to what is under way and closes.
    void shutDown();
    /// Closes a connection that is idle, or slow to send its head, for too long. `now`: ms on a steady clock.
    void checkDeadline(qint64 now);
    /// Closes, and returns true, if no byte of a request is here and no answer is on its way.
    bool makeRoom();

    // The HttpServer's, which knows by them who is idle.
    std::list<Connection *>::iterator place;
    bool idle = false;

Q_SIGNALS:
    void closed(server::ConnectionId id);

private:
    void read();
    void handle();
    void refuse();
    void awaitBody();
    void begin(const EndpointCall &wanted);
    void drop(const Reply &answer);
    void finishTask();
    void answer(const Reply &reply);
    void write(const QByteArray &bytes);
    void written();
    void endSending(); ///< the answer is the last: says so to the peer, and waits for it to close
    void awaitRequest();
    void next();
    void close();

    const ConnectionId m_id;
    std::unique_ptr<PeerSocket> m_socket;
    HttpServer &m_server;
    HttpParser m_parser;
    std::optional<EndpointCall> m_held; ///< waits for the log to follow
    std::shared_ptr<Call> m_call; ///< the request being handled; shared with a worker
    Task<Reply> m_task;           ///< of an async endpoint
    const bool m_oneTooMany;
    bool m_handling = false;
    bool m_taskEnded = false;
    bool m_closing = false;
    bool m_saidContinue = false;
    bool m_full = false;          ///< the next request waits until the peer has taken its answers
    qint64 m_since;               ///< ms: when this wait for a request began
    qint64 m_lastTaken = 0;       ///< ms: when the peer last took something, or had all
};

} // namespace server
