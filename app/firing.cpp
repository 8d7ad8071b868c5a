#include "app/firing.h"

#include "server/handover.h"

#include <QNetworkProxy>
#include <QNetworkRequest>

namespace app {
namespace {

using server::EventKind;
using server::FailureReason;

/// Qt opens at most six connections to one host, and would keep the rest in a queue of its own. It tells
/// hosts apart by this name also, which has no other meaning for plain http.
constexpr int connectionsPerHost = 6;

/// A manager has one thread for its sockets, and that thread is what holds up a large run (it reads a reply's
/// head a byte a call): with two, 1,000 requests of 1 s take about 1.27 s instead of 1.35 on 2 cores; more gain little.
constexpr int manyRequests = 100;
constexpr size_t managersForMany = 2;

qint64 failureOf(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 0 && reply.error() != QNetworkReply::RemoteHostClosedError
        && reply.error() != QNetworkReply::OperationCanceledError)
        return qint64(FailureReason::HttpStatus) + status;
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return qint64(FailureReason::Refused);
    case QNetworkReply::RemoteHostClosedError: return qint64(FailureReason::Closed);
    case QNetworkReply::HostNotFoundError: return qint64(FailureReason::HostNotFound);
    case QNetworkReply::TimeoutError: return qint64(FailureReason::TimedOut);
    case QNetworkReply::OperationCanceledError: return qint64(FailureReason::Stopped);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError: return qint64(FailureReason::NotHttp);
    default: return qint64(FailureReason::Other);
    }
}

} // namespace

Firing::~Firing()
{
    for (QNetworkReply *reply : m_replies) {
        if (reply)
            reply->disconnect(this);
    }
}

void Firing::begin(const Load &load)
{
    const size_t wanted = load.count >= manyRequests ? managersForMany : 1;
    while (m_managers.size() < wanted) {
        m_managers.push_back(std::make_unique<QNetworkAccessManager>());
        m_managers.back()->setProxy(QNetworkProxy::NoProxy);
        m_managers.back()->setAutoDeleteReplies(true);
    }
    m_managersInUse = wanted;
    m_load = load;
    m_open = load.count;
    m_bodies.assign(size_t(load.count), {});
    m_replies.assign(size_t(load.count), nullptr);
    for (int place = 0; place < load.count; ++place)
        send(place);
}

void Firing::send(int place)
{
    QNetworkRequest request(m_load.url);
    const int host = place / connectionsPerHost;
    request.setPeerVerifyName(QString::number(host));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!m_load.requestKey.isEmpty())
        request.setRawHeader("Loopscope-Request", m_load.requestKey + '-' + QByteArray::number(quint32(m_load.first) + quint32(place)));
    record(place, EventKind::Sent);
    QNetworkReply *reply = m_managers[size_t(host) % m_managersInUse]->get(request);
    reply->setReadBufferSize(2 * LoadClient::largestAnswer); // else Qt reads ahead of us without end
    m_replies[size_t(place)] = reply;
    // Handed over, because it may be the network thread that lets go of a reply's connections.
    connect(reply, &QNetworkReply::finished, this, server::handover([this, place, reply] { take(place, reply); }));
    connect(reply, &QNetworkReply::readyRead, this, server::handover([reply] {
        if (reply->bytesAvailable() > LoadClient::largestAnswer)
            reply->abort();
    }));
}

void Firing::take(int place, QNetworkReply *reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->error() == QNetworkReply::NoError && status >= 200 && status < 300)
        record(place, EventKind::Received, status);
    else
        record(place, EventKind::Failed, failureOf(*reply));
    m_bodies[size_t(place)] = reply->readAll();
    m_replies[size_t(place)] = nullptr;
    if (--m_open > 0)
        return;
    QMetaObject::invokeMethod(this, &Firing::finish, Qt::QueuedConnection); // not from within a reply's signal
}

void Firing::finish()
{
    for (const auto &manager : m_managers)
        manager->clearConnectionCache(); // idle ones would live on for two minutes
    Q_EMIT finished(std::exchange(m_bodies, {}));
}

void Firing::abort()
{
    const std::vector<QNetworkReply *> open = m_replies; // abort() ends each at once, through take()
    for (QNetworkReply *reply : open) {
        if (reply)
            reply->abort();
    }
}

void Firing::record(int place, EventKind kind, qint64 value)
{
    server::Event event;
    event.value = value;
    event.sleepMicros = m_load.sleepMicros;
    event.request = server::RequestId(quint32(m_load.first) + quint32(place));
    event.kind = kind;
    event.endpoint = m_load.endpoint;
    m_recorder.record(event);
}

} // namespace app
