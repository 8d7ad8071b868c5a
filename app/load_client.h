#pragma once

#include "server/recorder.h"

#include <QByteArray>
#include <QObject>
#include <QThread>
#include <QUrl>

#include <vector>

namespace app {

/// What to fire: `count` GETs of `url` at once.
struct Load {
    QUrl url; ///< whole, with its query
    server::Endpoint endpoint = server::Endpoint::None;
    int count = 1;
    quint32 sleepMicros = 0;
    server::RequestId first{}; ///< number of the first; the others follow it
    QByteArray requestKey;     ///< of our own server (Server::requestKey()); empty for any other
};

/// The url of an endpoint: `base` with its path, and "?sleep=S" where S is not the default.
QUrl endpointUrl(const QUrl &base, server::Endpoint endpoint, quint32 sleepMicros);

class Firing;

/// The HTTP client: fires all requests of a load at once, on QNetworkAccessManager in a thread of its
/// own, and records sent and received there. One load at a time. Make, use and destroy it on one thread.
class LoadClient : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 largestAnswer = 1024 * 1024; ///< bytes; a longer one fails

    /// `recorder` must outlive the client.
    explicit LoadClient(server::Recorder &recorder, QObject *parent = nullptr);
    ~LoadClient() override; ///< aborts what is under way

    void fire(const Load &load);
    /// Every request without an answer fails as stopped; finished() follows.
    void abort();

Q_SIGNALS:
    /// Each request was answered or failed. Bodies by place in the load; empty where none came.
    void finished(const std::vector<QByteArray> &bodies);

private:
    QThread m_thread;
    Firing *m_firing; ///< lives on m_thread
};

} // namespace app
