#include "app/firing.h"

#include <QNetworkRequest>

#include <algorithm>

namespace app {
namespace {

constexpr int atOnce = 8; ///< requests; with more the server waits for the first, with fewer the rounds cost

using server::EventKind;
using server::FailureReason;

qint64 failureOf(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return qint64(FailureReason::Refused);
    case QNetworkReply::RemoteHostClosedError: return qint64(FailureReason::Closed);
    case QNetworkReply::HostNotFoundError: return qint64(FailureReason::HostNotFound);
    case QNetworkReply::TimeoutError: return qint64(FailureReason::TimedOut);
    case QNetworkReply::OperationCanceledError: return qint64(FailureReason::Stopped);
    case QNetworkReply::ProtocolFailure: return qint64(FailureReason::NotHttp);
    case QNetworkReply::TemporaryNetworkFailureError: return qint64(FailureReason::TooManyFiles);
    case QNetworkReply::UnknownContentError: return qint64(FailureReason::TooLong);
    default: break;
    }
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return status != 0 ? qint64(FailureReason::HttpStatus) + status : qint64(FailureReason::Other);
}

} // namespace

Firing::~Firing()
{
    for (const auto &reply : m_replies)
        reply->disconnect(this);
}

void Firing::begin(const Load &load)
{
    m_load = load;
    m_open = load.count;
    m_bodies.assign(size_t(load.count), {});
    m_replies.clear();
    m_replies.reserve(size_t(load.count));
    sendMore();
}

/// A portion at a time, so that the first requests are on their way while the last are still being made.
void Firing::sendMore()
{
    const int end = std::min(m_load.count, int(m_replies.size()) + atOnce);
    while (int(m_replies.size()) < end)
        send(int(m_replies.size()));
    if (end < m_load.count)
        QMetaObject::invokeMethod(this, &Firing::sendMore, Qt::QueuedConnection);
}

void Firing::send(int place)
{
    QNetworkRequest request(m_load.url);
    if (!m_load.requestKey.isEmpty())
        request.setRawHeader("Loopscope-Request", m_load.requestKey + '-' + QByteArray::number(quint32(m_load.first) + quint32(place)));
    record(place, EventKind::Sent);
    m_replies.emplace_back(m_manager.get(request));
    QNetworkReply *reply = m_replies.back().get();
    connect(reply, &QNetworkReply::finished, this, [this, place, reply] { take(place, *reply); });
}

void Firing::take(int place, QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() == QNetworkReply::NoError && status >= 200 && status < 300)
        record(place, EventKind::Received, status);
    else
        record(place, EventKind::Failed, failureOf(reply));
    if (reply.isOpen()) // Qt's own closes one that is stopped
        m_bodies[size_t(place)] = reply.read(reply.bytesAvailable()); // readAll() would keep 16 KiB for each
    if (--m_open == 0)
        QMetaObject::invokeMethod(this, &Firing::finish, Qt::QueuedConnection); // not from within a reply's signal
}

void Firing::finish()
{
    Q_EMIT finished(std::exchange(m_bodies, {}));
    m_replies.clear(); // and closes their connections
    m_manager.clearConnectionCache(); // those of Qt's own transport, where that is asked for
}

void Firing::abort()
{
    while (int(m_replies.size()) < m_load.count && m_open > 0)
        send(int(m_replies.size())); // each has its place in the log
    for (const auto &reply : m_replies)
        reply->abort(); // ends it at once, through take(); nothing happens to those that have ended
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
