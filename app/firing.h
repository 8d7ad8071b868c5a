#pragma once

#include "app/load_client.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace app {

/// The part of LoadClient that lives on the client's thread.
class Firing : public QObject
{
    Q_OBJECT
public:
    explicit Firing(server::Recorder &recorder) : m_recorder(recorder) {}
    ~Firing() override;

    void begin(const Load &load);
    void abort();

Q_SIGNALS:
    void finished(const std::vector<QByteArray> &bodies);

private:
    void send(int place);
    void take(int place, QNetworkReply *reply);
    void finish();
    void record(int place, server::EventKind kind, qint64 value = 0);

    server::Recorder &m_recorder;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_managers; ///< each has a network thread of its own
    size_t m_managersInUse = 1;
    Load m_load;
    std::vector<QNetworkReply *> m_replies; ///< by place; nullptr once it ended
    std::vector<QByteArray> m_bodies;
    int m_open = 0;
};

} // namespace app
