#include "server/connection.h"

#include "server/endpoints.h"
#include "server/hosts.h"
#include "server/http_server.h"
#include "server/routes.h"

namespace server {
namespace {

constexpr size_t readAtOnce = 16 * 1024; ///< bytes
constexpr qint64 lingerMillis = 2000;     ///< for a peer to take its last answer and close
constexpr char stopped[] = "the run or the server was stopped";

} // namespace

Connection::Connection(ConnectionId id, std::unique_ptr<PeerSocket> socket, HttpServer &server, bool oneTooMany)
    : m_id(id), m_socket(std::move(socket)), m_server(server), m_parser(server.limits()), m_oneTooMany(oneTooMany), m_since(server.clock())
{
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &Connection::read);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &Connection::written);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &Connection::close);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &Connection::close);
}

Connection::~Connection()
{
    m_socket->disconnect(this);
    if (m_handling && m_task && !m_taskEnded)
        drop(errorReply(503, stopped));
}

void Connection::read()
{
    if (m_closing)
        m_socket->discard();
    if (m_handling || m_closing)
        return;
    char bytes[readAtOnce];
    qint64 length = 0;
    while (m_parser.state() < HttpParser::State::Complete && (length = m_socket->take(bytes, sizeof bytes)) > 0)
        m_parser.feed(QByteArrayView(bytes, length));
    if (m_parser.started())
        m_server.noteBusy(*this);
    if (m_parser.state() == HttpParser::State::Failed) {
        Reply reply = errorReply(m_parser.failure().status, m_parser.failure().reason);
        reply.close = true;
        answer(reply);
    } else if (m_parser.state() == HttpParser::State::Complete) {
        handle();
    } else if (m_parser.state() == HttpParser::State::Body) {
        awaitBody();
    }
}

void Connection::awaitBody()
{
    const Expectation expectation = m_parser.request().expectation;
    if (expectation == Expectation::Unknown)
        return handle(); // its body may never come
    if (expectation == Expectation::Continue && !std::exchange(m_saidContinue, true))
        write("HTTP/1.1 100 Continue\r\n\r\n");
}

void Connection::write(const QByteArray &bytes)
{
    if (m_socket->bytesToWrite() == 0)
        m_lastTaken = m_server.clock();
    m_socket->send(bytes);
}

void Connection::handle()
{
    m_handling = true;
    const HttpRequest &request = m_parser.request();
    if (m_server.stopping())
        return answer(errorReply(503, stopped));
    if (m_oneTooMany)
        return refuse();
    if (!request.host.isEmpty() && !isOurHost(request.host, m_server.serverPort(), m_socket->localAddress()))
        return answer(errorReply(421, "the request names another host than the address it came to"));
    if (!m_server.originAllowed(request.origin, m_socket->localAddress()))
        return answer(errorReply(403, "requests from other sites' pages are refused"));
    const Route route = server::route(request);
    const auto *reply = std::get_if<Reply>(&route);
    if (reply && reply->status >= 400)
        return answer(*reply); // what is wrong with the target comes first
    if (request.expectation == Expectation::Unknown)
        return answer(errorReply(417, "the only Expect understood is 100-continue"));
    if (reply)
        return answer(*reply);
    begin(std::get<EndpointCall>(route));
}

void Connection::refuse()
{
    Reply reply = errorReply(503, "too many connections are open: try again later");
    reply.close = true;
    answer(reply);
}

void Connection::goOn()
{
    if (m_held && !m_closing)
        begin(*std::exchange(m_held, std::nullopt));
}

void Connection::begin(const EndpointCall &wanted)
{
    if (m_server.isAhead()) {
        m_held = wanted;
        return m_server.holdBack(m_id);
    }
    const auto [endpoint, sleepMicros] = wanted;
    if (m_server.traffic().inFlight >= m_server.limits().inFlight)
        return answer(errorReply(503, "too many requests are under way: send this one again later"));
    const RequestId id = m_server.requestId(m_parser.request().tag);
    if (m_server.interrupt().cancelled(id))
        return answer(errorReply(503, stopped));
    m_call = std::make_shared<Call>(m_server.recorder(), m_server.interrupt(), id, endpoint, sleepMicros);
    m_server.traffic().begin();
    m_server.probeLag();
    m_call->record(Step::Arrived, m_socket->peerPort());
    if (endpoint == Endpoint::Sync) {
        m_call->record(Step::Queued);
        m_server.runOnWorker(m_id, m_call);
        return;
    }
    m_taskEnded = false;
    m_task = endpoint == Endpoint::Async ? asyncEndpoint(*m_call) : asyncWrong(*m_call);
    m_task.start([this] { finishTask(); });
}

void Connection::finishTask()
{
    m_taskEnded = true; // its frame is still on the stack: next() lets it go later
    try {
        answer(m_task.result());
    } catch (const Cancelled &) {
        drop(errorReply(503, stopped));
    }
}

void Connection::finishSync(const Reply *reply)
{
    if (!m_call)
        return;
    if (!reply) {
        m_call.reset(); // the worker recorded that it was dropped
        return answer(errorReply(503, stopped));
    }
    m_call->record(Step::Replying);
    answer(*reply);
}

void Connection::drop(const Reply &reply)
{
    m_call->record(Step::Dropped);
    m_server.traffic().end();
    m_call.reset();
    if (!m_taskEnded)
        m_task = {};
    answer(reply);
}

void Connection::cancelThrough(RequestId last)
{
    // A worker's task ends by itself; here those that await.
    if (m_call && m_task && !m_taskEnded && m_call->id() <= last)
        drop(errorReply(503, stopped));
}

void Connection::shutDown()
{
    cancelThrough(RequestId(std::numeric_limits<quint32>::max()));
    if (std::exchange(m_held, std::nullopt))
        answer(errorReply(503, stopped));
    m_closing = true;
    if (m_socket->isOpen())
        m_socket->disconnectFromHost();
}

void Connection::checkDeadline(qint64 now)
{
    if (m_closing && now - m_since >= lingerMillis)
        return close();
    if (m_socket->bytesToWrite() > 0 && now - m_lastTaken >= m_server.limits().writeMillis)
        return close(); // it reads nothing, so there is nobody to tell
    if (m_handling || m_closing)
        return;
    if (m_oneTooMany && now - m_since >= lingerMillis)
        return refuse(); // it would keep others from being told
    const bool begun = m_parser.started();
    if (now - m_since < (begun ? m_server.limits().headerMillis : m_server.limits().idleMillis))
        return;
    if (!begun)
        return endSending();
    Reply reply = errorReply(408, "the request took too long to arrive");
    reply.close = true;
    answer(reply);
}

void Connection::answer(const Reply &reply)
{
    const HttpRequest &request = m_parser.request();
    const bool bodyMayFollow = request.expectation == Expectation::Unknown; // which nobody has asked for
    m_closing = reply.close || !request.keepAlive || bodyMayFollow || m_server.stopping();
    Reply last = reply;
    last.close = m_closing;
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        write(serialise(last, request, m_server.date()));
    if (m_call) {
        m_call->record(Step::Responded, reply.status);
        m_server.traffic().end();
        m_call.reset();
    }
    if (m_closing)
        endSending();
    else if (m_parser.buffered() > 0 || m_socket->bytesAvailable() > 0 || m_socket->bytesToWrite() > 0)
        QMetaObject::invokeMethod(this, &Connection::next, Qt::QueuedConnection); // not from within the task that ends here
    else
        awaitRequest();
}

/// The task stays where it is: it may be what calls this.
void Connection::awaitRequest()
{
    m_handling = false;
    m_saidContinue = false;
    m_since = m_server.clock();
    m_parser.reset();
    if (!m_parser.started())
        m_server.noteIdle(*this);
}

void Connection::endSending()
{
    m_closing = true;
    m_since = m_server.clock();
    m_socket->discard();
    m_socket->endSending();
}

/// The peer took some of its answers.
void Connection::written()
{
    m_lastTaken = m_server.clock();
    if (m_closing)
        m_socket->endSending();
    if (m_full && m_socket->bytesToWrite() <= m_server.limits().writeBytes)
        next();
}

void Connection::next()
{
    if (m_closing)
        return; // it was closed since: the server it belongs to may be gone
    m_task = {};
    m_full = m_socket->bytesToWrite() > m_server.limits().writeBytes;
    if (m_full)
        return; // a client that only asks and never reads: written() goes on
    awaitRequest();
    read();
    if (!m_handling && m_parser.state() == HttpParser::State::Complete)
        handle();
}

bool Connection::makeRoom()
{
    if (m_handling || m_parser.started() || m_socket->hasUnread() || m_socket->bytesToWrite() > 0)
        return false;
    close();
    return true;
}

void Connection::close()
{
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->abort();
    m_closing = true;
    Q_EMIT closed(m_id);
}

} // namespace server
