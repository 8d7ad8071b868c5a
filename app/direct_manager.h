#pragma once

#include "app/answer_reader.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpSocket>

namespace app {

/// A QNetworkAccessManager whose GETs of plain http have a connection each, from the first moment, on the manager's
/// own thread. Qt's own transport opens at most six to a host and keeps the other requests in a queue of the
/// client's, which a picture of the server must not show; and it reads the head of an answer one byte a system call,
/// in a thread of its own. All other requests are Qt's; and these, too, where the environment has LOOPSCOPE_QT_TRANSPORT=1,
/// so that the two can be compared: all at once even so, but an answer that is too long fails as stopped.
class DirectManager : public QNetworkAccessManager
{
    Q_OBJECT
public:
    /// `largestAnswer`: bytes of body; a longer one fails with UnknownContentError.
    explicit DirectManager(qint64 largestAnswer, QObject *parent = nullptr);

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *data) override;

private:
    QNetworkReply *byQt(QNetworkRequest request);

    qint64 m_largestAnswer;
    bool m_byQt;       ///< whose transport
    int m_askedQt = 0; ///< requests
};

/// One GET on a connection of its own, which lives as long as this reply: closing takes time, which the answers to
/// other requests should not have to wait for. No redirects, cookies, caches, proxies.
/// readyRead() and finished() come together, when the answer is whole. Errors are Qt's; besides: a status from 400 on
/// is ProtocolInvalidOperationError or UnknownServerError, no descriptor left TemporaryNetworkFailureError.
class DirectReply : public QNetworkReply
{
    Q_OBJECT
public:
    DirectReply(const QNetworkRequest &request, qint64 largestAnswer, QObject *parent);

    void abort() override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char *data, qint64 most) override;

private:
    void send();
    void read();
    void socketFailed(QAbstractSocket::SocketError error);
    void end();
    void fail(NetworkError error, const QString &text);

    QTcpSocket m_socket;
    AnswerReader m_reader;
    qint64 m_taken = 0; ///< bytes of the body that were read from this device
};

} // namespace app
