#pragma once

#include "app/direct_manager.h"
#include "app/load_client.h"

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
    void sendMore();
    void send(int place);
    void take(int place, QNetworkReply &reply);
    void finish();
    void record(int place, server::EventKind kind, qint64 value = 0);

    server::Recorder &m_recorder;
    DirectManager m_manager{LoadClient::largestAnswer, this};
    Load m_load;
    std::vector<std::unique_ptr<QNetworkReply>> m_replies; ///< by place; as many as were sent
    std::vector<QByteArray> m_bodies;
    int m_open = 0;
};

} // namespace app
