#include "server/server.h"

#include "server/descriptors.h"
#include "server/epoll_dispatcher.h"
#include "server/handover.h"
#include "server/http_server.h"
#include "server/recorder.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QThread>

namespace server {
namespace {

constexpr int leastAvailable = 16; ///< descriptors: a few connections, each with a worker
constexpr RequestId everyRequest = RequestId(std::numeric_limits<quint32>::max());

} // namespace

struct Server::Private {
    explicit Private(Recorder &r) : recorder(r)
    {
        const auto random = QRandomGenerator::system();
        key = QByteArray::number(random->generate64(), 16) + QByteArray::number(random->generate64(), 16);
    }

    Recorder &recorder;
    QByteArray key;
    Interrupt interrupt;
    Traffic traffic;
    QThread thread;
    HttpServer *http = nullptr; ///< lives on `thread`
    std::atomic<quint16> port{0};
    std::atomic<int> pool{0};
};

Server::Server(Recorder &recorder) : d(std::make_unique<Private>(recorder)) { }

Server::~Server()
{
    stop();
}

QString Server::start(const ServerOptions &options)
{
    const int available = availableDescriptors();
    if (available < leastAvailable) {
        const int limit = descriptorLimit();
        return QCoreApplication::translate("server", "This system lets the program have %L1 files open at once, and the server "
                                                     "needs at least %L2. Raise the limit (ulimit -n %2).")
                .arg(limit).arg(limit - available + leastAvailable);
    }
    QString error;
    auto *starter = new QObject;
    starter->moveToThread(&d->thread);
    d->thread.setObjectName(QStringLiteral("event-loop"));
    useEpoll(d->thread);
    d->thread.start();
    QMetaObject::invokeMethod(starter, handover([&] {
        d->recorder.registerThread(QStringLiteral("event-loop"));
        d->http = new HttpServer(d->recorder, d->interrupt, d->traffic, options, d->key);
        error = d->http->listenOn(options);
        d->port = d->http->serverPort();
        d->pool = options.pool;
    }), Qt::BlockingQueuedConnection);
    starter->deleteLater();
    if (!error.isEmpty())
        stop();
    return error;
}

void Server::stop()
{
    if (!d->thread.isRunning())
        return;
    d->interrupt.cancelThrough(everyRequest);
    QMetaObject::invokeMethod(d->http, handover([this] {
        d->http->shutDown();
        delete d->http;
        d->http = nullptr;
    }), Qt::BlockingQueuedConnection);
    d->port = 0;
    d->thread.quit();
    d->thread.wait();
}

quint16 Server::port() const { return d->port; }
int Server::pool() const { return d->pool; }
QByteArray Server::requestKey() const { return d->key; }
int Server::inFlight() const { return d->traffic.inFlight; }
int Server::mostInFlight() const { return d->traffic.mostInFlight; }

void Server::setPool(int workers)
{
    if (!d->http)
        return;
    d->pool = workers;
    QMetaObject::invokeMethod(d->http, handover([http = d->http, workers] { http->setPool(workers); }));
}

void Server::interrupt(RequestId through)
{
    if (!d->http)
        return;
    d->interrupt.cancelThrough(through);
    QMetaObject::invokeMethod(d->http, handover([http = d->http, through] { http->cancelThrough(through); }));
}

} // namespace server
