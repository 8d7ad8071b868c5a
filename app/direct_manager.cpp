#include "app/direct_manager.h"

#include <QNetworkProxy>

#include <cstring>

namespace app {
namespace {

constexpr qint64 readAtOnce = 16 * 1024; ///< bytes
constexpr int plainHttp = 80;
constexpr int qtsToOneHost = 6; ///< connections that Qt's own transport opens at most

/// The request as it goes over the wire; every header that the QNetworkRequest has, after those HTTP wants.
QByteArray serialise(const QNetworkRequest &request)
{
    const QUrl url = request.url();
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    QByteArray bytes = "GET " + (path.isEmpty() ? QByteArray("/") : path);
    if (url.hasQuery())
        bytes += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    bytes += " HTTP/1.1\r\nHost: " + host;
    if (const int port = url.port(plainHttp); port != plainHttp)
        bytes += ':' + QByteArray::number(port);
    bytes += "\r\nUser-Agent: loopscope/" LOOPSCOPE_VERSION "\r\nAccept: */*\r\n";
    for (const QByteArray &name : request.rawHeaderList())
        bytes += name + ": " + request.rawHeader(name) + "\r\n";
    return bytes + "\r\n";
}

QNetworkReply::NetworkError replyError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError: return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::RemoteHostClosedError: return QNetworkReply::RemoteHostClosedError;
    case QAbstractSocket::HostNotFoundError: return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::SocketTimeoutError: return QNetworkReply::TimeoutError;
    case QAbstractSocket::SocketResourceError: return QNetworkReply::TemporaryNetworkFailureError;
    default: return QNetworkReply::UnknownNetworkError;
    }
}

} // namespace

DirectManager::DirectManager(qint64 largestAnswer, QObject *parent)
    : QNetworkAccessManager(parent), m_largestAnswer(largestAnswer), m_byQt(qEnvironmentVariableIntValue("LOOPSCOPE_QT_TRANSPORT") != 0)
{
    setProxy(QNetworkProxy::NoProxy);
}

QNetworkReply *DirectManager::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *data)
{
    if (operation != GetOperation || request.url().scheme() != u"http")
        return QNetworkAccessManager::createRequest(operation, request, data);
    return m_byQt ? byQt(request) : new DirectReply(request, m_largestAnswer, this);
}

/// The name is one of those things by which Qt tells hosts apart: another for every six, and none waits for another.
QNetworkReply *DirectManager::byQt(QNetworkRequest request)
{
    request.setPeerVerifyName(QString::number(m_askedQt++ / qtsToOneHost));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    QNetworkReply *reply = QNetworkAccessManager::createRequest(GetOperation, request, nullptr);
    connect(reply, &QNetworkReply::readyRead, reply, [reply, most = m_largestAnswer] {
        if (reply->bytesAvailable() > most)
            reply->abort();
    });
    return reply;
}

DirectReply::DirectReply(const QNetworkRequest &request, qint64 largestAnswer, QObject *parent)
    : QNetworkReply(parent), m_reader(largestAnswer)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(QNetworkAccessManager::GetOperation);
    open(ReadOnly);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QTcpSocket::connected, this, &DirectReply::send);
    connect(&m_socket, &QTcpSocket::readyRead, this, &DirectReply::read);
    // Queued: a socket may fail within connectToHost(), before anybody can listen to this reply.
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &DirectReply::socketFailed, Qt::QueuedConnection);
    // Unbuffered: Qt would keep 48 KiB for each socket, and all that comes is read at once anyhow.
    m_socket.connectToHost(request.url().host(), quint16(request.url().port(plainHttp)), ReadWrite | Unbuffered);
}

void DirectReply::send()
{
    if (m_socket.write(serialise(request())) < 0 && !isFinished())
        socketFailed(m_socket.error()); // an unbuffered socket signals nothing of what it meets in writing
}

void DirectReply::read()
{
    char bytes[readAtOnce];
    qint64 length = 0;
    while (!isFinished() && (length = m_socket.read(bytes, sizeof bytes)) > 0) {
        m_reader.feed(QByteArrayView(bytes, length));
        if (m_reader.ended())
            end();
    }
    if (length < 0 && !isFinished())
        socketFailed(m_socket.error()); // what an unbuffered socket meets in reading it does not signal
}

void DirectReply::socketFailed(QAbstractSocket::SocketError error)
{
    if (isFinished())
        return;
    if (error != QAbstractSocket::RemoteHostClosedError)
        return fail(replyError(error), m_socket.errorString());
    m_reader.finish();
    end();
}

void DirectReply::end()
{
    if (const int status = m_reader.status(); status > 0)
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
    switch (m_reader.state()) {
    case AnswerReader::State::Cut: return fail(RemoteHostClosedError, tr("the connection ended before the answer did"));
    case AnswerReader::State::TooLong: return fail(UnknownContentError, tr("the answer is too long"));
    case AnswerReader::State::NotHttp: return fail(ProtocolFailure, tr("the answer is not HTTP"));
    default: break;
    }
    if (m_reader.status() >= 400)
        return fail(m_reader.status() >= 500 ? UnknownServerError : ProtocolInvalidOperationError, tr("status %1").arg(m_reader.status()));
    setFinished(true);
    Q_EMIT readyRead();
    Q_EMIT finished();
}

void DirectReply::fail(NetworkError error, const QString &text)
{
    setError(error, text);
    setFinished(true);
    Q_EMIT errorOccurred(error);
    Q_EMIT finished();
    m_socket.abort();
}

void DirectReply::abort()
{
    if (!isFinished())
        fail(OperationCanceledError, tr("stopped"));
}

qint64 DirectReply::bytesAvailable() const
{
    return QNetworkReply::bytesAvailable() + m_reader.body().size() - m_taken;
}

qint64 DirectReply::readData(char *data, qint64 most)
{
    const qint64 bytes = std::min(most, m_reader.body().size() - m_taken);
    if (bytes <= 0)
        return isFinished() ? -1 : 0;
    std::memcpy(data, m_reader.body().constData() + m_taken, size_t(bytes));
    m_taken += bytes;
    return bytes;
}

} // namespace app
