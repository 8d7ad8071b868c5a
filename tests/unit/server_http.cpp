#include "server/recorder.h"
#include "server/server.h"
#include "support/raw_client.h"
#include "support/registered.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <sys/socket.h>

using namespace support;

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
    void itListensWhereItIsTold_data();
    void itListensWhereItIsTold();
    void whoHalfClosesIsTakenForGone();
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

void TestServerHttp::itListensWhereItIsTold_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<QString>("reach");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const char *listen, const char *reach, const char *host, int status) {
        QTest::addRow("%s at %s as %s", listen, reach, host) << QString::fromLatin1(listen) << QString::fromLatin1(reach) << QByteArray(host) << status;
    };
    row("127.0.0.1", "127.0.0.1", "127.0.0.1", 200);
    row("127.0.0.1", "127.0.0.1", "localhost", 200);
    row("127.0.0.1", "127.0.0.1", "127.0.0.2", 421);
    row("127.0.0.1", "127.0.0.2", "127.0.0.2", 0);
    row("127.0.0.2", "127.0.0.2", "127.0.0.2", 200);
    row("127.0.0.2", "127.0.0.2", "127.0.0.3", 421);
    row("0.0.0.0", "127.0.0.3", "127.0.0.3", 200);
    row("0.0.0.0", "127.0.0.3", "0.0.0.0", 421);
    row("0.0.0.0", "127.0.0.3", "attacker.example", 421);
}

void TestServerHttp::itListensWhereItIsTold()
{
    QFETCH(QString, listen);
    QFETCH(QString, reach);
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    server::Recorder recorder;
    server::Server server(recorder);
    server::ServerOptions options;
    options.port = 0;
    options.listen = QHostAddress(listen);
    QCOMPARE(server.start(options), QString());
    for (const QByteArray &port : {QByteArray(), ':' + QByteArray::number(server.port())}) {
        QTcpSocket socket;
        socket.connectToHost(reach, server.port());
        if (status == 0) {
            QVERIFY(!socket.waitForConnected(5000));
            continue;
        }
        QVERIFY(socket.waitForConnected(5000));
        socket.write("GET / HTTP/1.1\r\nHost: " + host + port + "\r\nOrigin: http://" + host + ":" + QByteArray::number(server.port()) + "\r\n\r\n");
        QVERIFY(socket.waitForReadyRead(5000));
        QCOMPARE(socket.readLine().mid(9, 3).toInt(), status);
    }
}

/// QTcpSocket closes when the peer ends its half of the connection, and cannot be told otherwise: a client that
/// says "no more requests" this way while it waits loses its answer, as with the tutorial's server (the README says so).
void TestServerHttp::whoHalfClosesIsTakenForGone()
{
    std::vector<server::Event> events;
    m_recorder.drain(events);
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_server.port());
    QVERIFY(client.waitForConnected(5000));
    client.write(get("/async-endpoint?sleep=60"));
    QVERIFY(client.waitForBytesWritten(5000));
    QTRY_COMPARE(m_server.inFlight(), 1);
    QCOMPARE(::shutdown(int(client.socketDescriptor()), SHUT_WR), 0);
    QTRY_COMPARE(m_server.inFlight(), 0); // long before its 60 s
    QVERIFY(client.state() == QAbstractSocket::UnconnectedState || client.waitForDisconnected(5000));
    QCOMPARE(client.readAll(), QByteArray());
    m_recorder.drain(events);
    QVERIFY(std::any_of(events.begin(), events.end(), [](const server::Event &e) { return e.kind == server::EventKind::Dropped; }));
    // With its answer ready at once nothing is lost.
    QTcpSocket quick;
    quick.connectToHost(QHostAddress(QHostAddress::LocalHost), m_server.port());
    QVERIFY(quick.waitForConnected(5000));
    quick.write(get("/"));
    QVERIFY(quick.waitForBytesWritten(5000));
    ::shutdown(int(quick.socketDescriptor()), SHUT_WR);
    QByteArray bytes;
    QTRY_VERIFY((bytes += quick.readAll()).contains("/async-wrong"));
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

LOOPSCOPE_TEST(TestServerHttp)
#include "server_http.moc"
