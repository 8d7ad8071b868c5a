#include "app/load_client.h"

#include "app/firing.h"
#include "server/epoll_dispatcher.h"
#include "server/handover.h"

#include <QUrlQuery>

namespace app {

QUrl endpointUrl(const QUrl &base, server::Endpoint endpoint, quint32 sleepMicros)
{
    QUrl url = base;
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + server::endpointPath(endpoint));
    if (sleepMicros != 1'000'000) { // the servers' default: the tutorial's own url then
        QUrlQuery query(url);
        query.addQueryItem(QStringLiteral("sleep"), QString::number(sleepMicros / 1e6, 'g', 8));
        url.setQuery(query);
    }
    return url;
}

LoadClient::LoadClient(server::Recorder &recorder, QObject *parent) : QObject(parent), m_firing(new Firing(recorder))
{
    m_thread.setObjectName(QStringLiteral("client"));
    server::useEpoll(m_thread);
    m_firing->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_firing, &QObject::deleteLater);
    connect(m_firing, &Firing::finished, m_firing, [this](const std::vector<QByteArray> &bodies) {
        QMetaObject::invokeMethod(this, server::handover([this, bodies] { Q_EMIT finished(bodies); }), Qt::QueuedConnection);
    });
    m_thread.start();
    QMetaObject::invokeMethod(m_firing, server::handover([&recorder] { recorder.registerThread(QStringLiteral("client")); }));
}

LoadClient::~LoadClient()
{
    m_thread.quit();
    m_thread.wait();
}

void LoadClient::fire(const Load &load)
{
    QMetaObject::invokeMethod(m_firing, server::handover([firing = m_firing, load] { firing->begin(load); }));
}

void LoadClient::abort()
{
    QMetaObject::invokeMethod(m_firing, server::handover([firing = m_firing] { firing->abort(); }));
}

} // namespace app
