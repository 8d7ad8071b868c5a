#include "server/recorder.h"
#include "server/server.h"
#include "support/deaf_client.h"
#include "support/raw_client.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace support;

namespace {

/// A request with its Host, and what follows.
QByteArray get(const QByteArray &target, const QByteArray &more = {}, const QByteArray &method = "GET")
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

} // namespace

/// The server as its peers see it: bytes in, bytes out. What it makes of odd bytes is in server_conformance.cpp.
class TestServerHttp : public QObject
{
    Q_OBJECT

private:
    server::Recorder m_recorder;
    server::Server m_server{m_recorder};

private Q_SLOTS:
    void initTestCase();
    void eachEndpointAnswersItsMessage_data();
    void eachEndpointAnswersItsMessage();
    void aConnectionTakesOneRequestAfterTheOther();
    void pipelinedRequestsAreAnsweredInOrder();
    void theRootSaysWhatThisIs();
    void headAnswersWithoutABody();
    void whatComesOnTopOfTheLimitIsRefused();
    void aPeerThatReadsNothingIsLetGo();
    void aPortThatIsTakenIsNamed();
    void aTakenPortIsLeftForAFreeOneWhenAsked();
    void stoppingAnswersThoseWhoWait();
    void aClientThatVanishesDropsItsTask();
};

void TestServerHttp::initTestCase()
{
    server::ServerOptions options;
    options.port = 0;
    QCOMPARE(m_server.start(options), QString());
}

void TestServerHttp::eachEndpointAnswersItsMessage_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("message");
    QTest::newRow("sync") << QByteArray("/sync-endpoint") << QStringLiteral("Sync endpoint completed!");
    QTest::newRow("async") << QByteArray("/async-endpoint") << QStringLiteral("Async endpoint completed!");
    QTest::newRow("wrong") << QByteArray("/async-wrong") << QStringLiteral("Async endpoint completed!");
}

void TestServerHttp::eachEndpointAnswersItsMessage()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, message);
    RawClient client(m_server.port());
    client.send(get(path + "?sleep=0.05"));
    const Answer answer = client.read();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
    QVERIFY(!answer.header("Date").isEmpty());
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(body.value(QStringLiteral("message")).toString(), message);
    QVERIFY(body.value(QStringLiteral("duration")).toDouble() >= 0.05);
}

void TestServerHttp::aConnectionTakesOneRequestAfterTheOther()
{
    RawClient client(m_server.port());
    for (int i = 0; i < 20; ++i) {
        client.send(get(i % 2 ? "/sync-endpoint?sleep=0" : "/async-endpoint?sleep=0"));
        QCOMPARE(client.read().status, 200);
    }
}

void TestServerHttp::pipelinedRequestsAreAnsweredInOrder()
{
    RawClient client(m_server.port());
    client.send(get("/async-endpoint?sleep=0.1") + get("/") + get("/nowhere") + get("/sync-endpoint?sleep=0"));
    QVERIFY(client.read().body.contains("Async"));
    QVERIFY(client.read().body.startsWith("Loopscope"));
    QCOMPARE(client.read().status, 404);
    QVERIFY(client.read().body.contains("Sync"));
}

void TestServerHttp::theRootSaysWhatThisIs()
{
    RawClient client(m_server.port());
    client.send(get("/"));
    const Answer answer = client.read();
    QCOMPARE(answer.status, 200);
    for (const char *path : {"/async-endpoint", "/sync-endpoint", "/async-wrong"})
        QVERIFY(answer.body.contains(path));
    QCOMPARE(answer.header("X-Content-Type-Options"), QByteArray("nosniff"));
}

void TestServerHttp::headAnswersWithoutABody()
{
    RawClient client(m_server.port());
    client.send(get("/", {}, "HEAD") + get("/"));
    const Answer head = client.read(true);
    const Answer whole = client.read();
    QCOMPARE(head.status, 200);
    QCOMPARE(head.header("Content-Length"), QByteArray::number(whole.body.size()));
}

void TestServerHttp::whatComesOnTopOfTheLimitIsRefused()
{
    server::Recorder recorder;
    server::Server server(recorder);
    server::ServerOptions options;
    options.port = 0;
    options.limits.inFlight = 2;
    QCOMPARE(server.start(options), QString());
    RawClient first(server.port()), second(server.port()), third(server.port());
    first.send(get("/async-endpoint?sleep=0.5"));
    second.send(get("/sync-endpoint?sleep=0.5"));
    QTRY_COMPARE(server.inFlight(), 2);
    third.send(get("/async-endpoint?sleep=0"));
    QCOMPARE(third.read().status, 503);
    QCOMPARE(first.read().status, 200); // unharmed
    QCOMPARE(second.read().status, 200);
    third.send(get("/async-endpoint?sleep=0"));
    QCOMPARE(third.read().status, 200); // and there is room again
}

/// It asks and asks, and takes no answer: its requests wait once its answers pile up, and then it is let go.
void TestServerHttp::aPeerThatReadsNothingIsLetGo()
{
    server::Recorder recorder;
    server::Server server(recorder);
    server::ServerOptions options;
    options.port = 0;
    options.limits.writeMillis = 300;
    QCOMPARE(server.start(options), QString());
    DeafClient deaf(server.port());
    const qint64 sent = deaf.sendUntilRefused(get("/"), 20'000);
    QVERIFY2(deaf.letGo(), "it was kept");
    QVERIFY2(sent < 64 * 1024 * 1024, qPrintable(QString::number(sent))); // it was not read without end
    RawClient other(server.port());
    other.send(get("/"));
    QCOMPARE(other.read().status, 200);
}

void TestServerHttp::aPortThatIsTakenIsNamed()
{
    server::Recorder recorder;
    server::Server second(recorder);
    server::ServerOptions options;
    options.port = m_server.port();
    QVERIFY(second.start(options).contains(QString::number(m_server.port())));
    QCOMPARE(second.port(), quint16(0));
}

void TestServerHttp::aTakenPortIsLeftForAFreeOneWhenAsked()
{
    server::Recorder recorder;
    server::Server second(recorder);
    server::ServerOptions options;
    options.port = m_server.port();
    options.anyPortIfTaken = true;
    QCOMPARE(second.start(options), QString());
    QVERIFY(second.port() != 0 && second.port() != m_server.port());
}

void TestServerHttp::stoppingAnswersThoseWhoWait()
{
    server::Recorder recorder;
    auto server = std::make_unique<server::Server>(recorder);
    server::ServerOptions options;
    options.port = 0;
    options.pool = 1;
    QCOMPARE(server->start(options), QString());
    RawClient async(server->port()), working(server->port()), queued(server->port());
    async.send(get("/async-endpoint?sleep=60"));
    working.send(get("/sync-endpoint?sleep=60"));
    queued.send(get("/sync-endpoint?sleep=60"));
    QTRY_COMPARE(server->inFlight(), 3);
    server->stop();
    for (RawClient *client : {&async, &working, &queued}) {
        QCOMPARE(client->read().status, 503);
        QVERIFY(client->closedByPeer());
    }
    QCOMPARE(server->inFlight(), 0);
}

void TestServerHttp::aClientThatVanishesDropsItsTask()
{
    std::vector<server::Event> events;
    m_recorder.drain(events);
    {
        RawClient client(m_server.port());
        client.send(get("/async-endpoint?sleep=60"));
        QTRY_COMPARE(m_server.inFlight(), 1);
    }
    QTRY_COMPARE(m_server.inFlight(), 0);
    m_recorder.drain(events);
    const auto last = std::find_if(events.rbegin(), events.rend(), [](const server::Event &e) { return e.kind != server::EventKind::Lag; });
    QVERIFY(last != events.rend());
    QCOMPARE(last->kind, server::EventKind::Dropped);
}

QTEST_GUILESS_MAIN(TestServerHttp)
#include "server_http.moc"
