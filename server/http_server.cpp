#include "server/http_server.h"

#include "server/descriptors.h"
#include "server/endpoints.h"
#include "server/handover.h"
#include "server/hosts.h"
#include "server/recorder.h"
#include "server/routes.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <ctime>

namespace server {
namespace {

constexpr int backlog = 4096;          ///< Qt's 50 makes the 51st at once wait a second for its SYN to be sent again
constexpr int lagProbeMillis = 10;
constexpr int holdBackMillis = 2;
constexpr int deadlineMillis = 1000;   ///< how often slow connections are looked at

} // namespace

void Traffic::begin()
{
    const int now = ++inFlight;
    int most = mostInFlight.load();
    while (now > most && !mostInFlight.compare_exchange_weak(most, now)) { }
}

HttpServer::HttpServer(Recorder &recorder, Interrupt &interrupt, Traffic &traffic, const ServerOptions &options,
                       const QByteArray &requestKey)
    : m_recorder(recorder), m_interrupt(interrupt), m_traffic(traffic), m_limits(options.limits),
      m_connectionsAsked(options.limits.connections), m_descriptors(availableDescriptors()), m_requestKey(requestKey),
      m_pool(std::make_unique<WorkerPool>(recorder, options.pool))
{
    fitConnections(options.pool);
    setListenBacklogSize(backlog);
    setMaxPendingConnections(1); // see acceptWhileThereIsRoom()
    m_deadlines.callOnTimeout(this, [this] {
        for (Connection *connection : all())
            connection->checkDeadline(clock());
    });
    m_deadlines.start(deadlineMillis);
    m_holdingBack.setTimerType(Qt::PreciseTimer);
    m_holdingBack.callOnTimeout(this, &HttpServer::letGoOn);
    m_lagProbe.setTimerType(Qt::PreciseTimer);
    m_lagProbe.setSingleShot(true);
    m_lagProbe.callOnTimeout(this, &HttpServer::probe);
}

HttpServer::~HttpServer()
{
    m_pool.reset(); // before the connections: its jobs post to them
    m_retired.clear();
    m_connections.clear();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // connections that closed just now know this server
}

QString HttpServer::listenOn(const ServerOptions &options)
{
    if (listen(options.listen, options.port))
        return {};
    const bool taken = serverError() == QAbstractSocket::AddressInUseError;
    if (taken && options.anyPortIfTaken && listen(options.listen, 0))
        return {};
    if (taken) {
        return QCoreApplication::translate("server", "Port %1 is taken by another program. Choose another port, "
                                                     "or end that program.").arg(options.port);
    }
    return QCoreApplication::translate("server", "Cannot listen on %1, port %2: %3. Choose another address or port.")
            .arg(options.listen.toString()).arg(options.port).arg(errorString());
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<PeerSocket>();
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (int(m_connections.size()) >= m_limits.connections)
        makeRoom();
    const auto id = ConnectionId(m_nextConnection++);
    const bool oneTooMany = int(m_connections.size()) >= m_limits.connections;
    auto connection = std::make_unique<Connection>(id, std::move(socket), *this, oneTooMany);
    connect(connection.get(), &Connection::closed, this, [this](ConnectionId closed) {
        const auto found = m_connections.find(closed);
        if (found == m_connections.end())
            return;
        (found->second->idle ? m_idle : m_busy).erase(found->second->place);
        found->second.release()->deleteLater(); // it is the one that signals
        m_connections.erase(found);
        acceptWhileThereIsRoom();
    });
    connection->place = m_busy.insert(m_busy.end(), connection.get());
    if (!oneTooMany)
        noteIdle(*connection);
    m_connections.emplace(id, std::move(connection));
    acceptWhileThereIsRoom();
}

/// Strangers that ask for nothing are not to keep others out. One whose request has just come in goes on.
void HttpServer::makeRoom()
{
    constexpr int tries = 8;
    std::array<Connection *, tries> longest{};
    std::copy_n(m_idle.begin(), std::min<size_t>(tries, m_idle.size()), longest.begin());
    for (Connection *connection : longest) {
        if (connection && connection->makeRoom())
            return;
    }
}

void HttpServer::noteIdle(Connection &connection)
{
    if (!std::exchange(connection.idle, true))
        m_idle.splice(m_idle.end(), m_busy, connection.place);
}

void HttpServer::noteBusy(Connection &connection)
{
    if (std::exchange(connection.idle, false))
        m_busy.splice(m_busy.end(), m_idle, connection.place);
}

void HttpServer::fitConnections(int workers)
{
    m_limits.connections = std::min(m_connectionsAsked, connectionsThatFit(m_descriptors, workers, 1));
}

/// QTcpServer stops in the middle of a burst only for its own pending connections: one that is none, where one is the
/// most, holds the others back with the kernel until it is taken.
void HttpServer::acceptWhileThereIsRoom()
{
    const bool room = int(m_connections.size()) < m_limits.connections + toBeRefused;
    if (!room && !hasPendingConnections())
        addPendingConnection(new QTcpSocket(this));
    else if (room && hasPendingConnections() && isListening())
        delete nextPendingConnection();
}

RequestId HttpServer::requestId(const QByteArray &tag)
{
    if (!m_requestKey.isEmpty() && tag.startsWith(m_requestKey + '-')) {
        bool ok = false;
        const uint number = tag.mid(m_requestKey.size() + 1).toUInt(&ok);
        if (ok && number > 0)
            return RequestId(number);
    }
    return m_recorder.nextRequest();
}

bool HttpServer::originAllowed(const QByteArray &origin, const QHostAddress &local) const
{
    return origin.isEmpty() || isOurOrigin(origin, serverPort(), local);
}

qint64 HttpServer::clock() const
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

QByteArray HttpServer::date()
{
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    if (second != m_dateSecond) {
        m_dateSecond = second;
        m_date = QLocale::c().toString(QDateTime::fromSecsSinceEpoch(second).toUTC(),
                                       QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1();
    }
    return m_date;
}

void HttpServer::runOnWorker(ConnectionId connection, const std::shared_ptr<Call> &call)
{
    const auto reply = std::make_shared<std::optional<Reply>>();
    m_pool->run([this, call, reply] {
        try {
            if (call->cancelled())
                throw Cancelled{};
            *reply = syncEndpoint(*call);
        } catch (const Cancelled &) {
            call->record(Step::Dropped);
            m_traffic.end();
        }
    }, [this, connection, call, reply] {
        QMetaObject::invokeMethod(this, handover([this, connection, call, reply] {
            finishOnLoop(connection, call, *reply ? &**reply : nullptr);
        }));
    });
}

void HttpServer::finishOnLoop(ConnectionId connection, const std::shared_ptr<Call> &call, const Reply *reply)
{
    const auto found = m_connections.find(connection);
    if (found != m_connections.end()) {
        found->second->finishSync(reply);
    } else if (reply) { // the client is gone: nobody takes the result
        call->record(Step::Dropped);
        m_traffic.end();
    }
}

void HttpServer::holdBack(ConnectionId connection)
{
    m_heldBack.push_back(connection);
    if (!m_holdingBack.isActive())
        m_holdingBack.start(holdBackMillis);
}

void HttpServer::letGoOn()
{
    if (isAhead())
        return;
    m_holdingBack.stop();
    for (const ConnectionId id : std::exchange(m_heldBack, {})) {
        if (const auto found = m_connections.find(id); found != m_connections.end())
            found->second->goOn();
    }
}

void HttpServer::setPool(int workers)
{
    if (!canOpen(WorkerPool::descriptorsKept))
        return;
    fitConnections(workers);
    m_retired.push_back(std::move(m_pool));
    std::erase_if(m_retired, [](const auto &pool) { return pool->idle(); });
    m_pool = std::make_unique<WorkerPool>(m_recorder, workers);
}

void HttpServer::cancelThrough(RequestId last)
{
    for (Connection *connection : all())
        connection->cancelThrough(last);
}

std::vector<Connection *> HttpServer::all() const
{
    std::vector<Connection *> connections;
    connections.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        connections.push_back(connection.get());
    return connections;
}

void HttpServer::shutDown()
{
    m_stopping = true;
    close();
    m_pool.reset(); // its sleepers were woken by the interrupt
    m_retired.clear();
    QCoreApplication::sendPostedEvents(this); // their last words
    auto connections = std::move(m_connections);
    m_connections.clear();
    for (const auto &[id, connection] : connections)
        connection->shutDown();
}

void HttpServer::probeLag()
{
    if (m_lagProbe.isActive())
        return;
    m_lagDue = m_recorder.now() + lagProbeMillis * 1'000'000LL;
    m_lagProbe.start(lagProbeMillis);
}

void HttpServer::probe()
{
    Event event;
    event.kind = EventKind::Lag;
    event.value = std::max<qint64>(0, m_recorder.now() - m_lagDue);
    m_recorder.record(event);
    if (m_traffic.inFlight > 0)
        probeLag();
}

} // namespace server
