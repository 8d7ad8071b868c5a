#include "server/recorder.h"
#include "server/server.h"
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

/// The server as its peers see it: bytes in, bytes out.
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
    void eachFaultHasItsStatus_data();
    void eachFaultHasItsStatus();
    void theVerdictIsTheSameByteByByte_data() { eachFaultHasItsStatus_data(); }
    void theVerdictIsTheSameByteByByte();
    void aPortThatIsTakenIsNamed();
    void aTakenPortIsLeftForAFreeOneWhenAsked();
    void stoppingAnswersThoseWhoWait();
    void aClientThatVanishesDropsItsTask();
};

void TestServerHttp::initTestCase()
{
    server::ServerOptions options;
    options.port = 0;
    options.limits.bodyBytes = 1000;
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

void TestServerHttp::eachFaultHasItsStatus_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("closes");
    const auto row = [](const char *name, const QByteArray &bytes, int status, bool closes = true) {
        QTest::newRow(name) << bytes << status << closes;
    };
    const QByteArray line = "GET / HTTP/1.1\r\n";
    const QByteArray host = "Host: localhost\r\n";
    row("an unknown path", get("/nowhere"), 404, false);
    row("a path with a slash more", get("/sync-endpoint/"), 404, false);
    row("a method that is not allowed", get("/sync-endpoint", "Content-Length: 0\r\n", "POST"), 405, false);
    row("a sleep that is no number", get("/async-endpoint?sleep=abc"), 400, false);
    row("a negative sleep", get("/async-endpoint?sleep=-1"), 400, false);
    row("a sleep past a minute", get("/async-endpoint?sleep=60.001"), 400, false);
    row("an endless sleep", get("/async-endpoint?sleep=inf"), 400, false);
    row("two sleeps", get("/async-endpoint?sleep=1&sleep=2"), 400, false);
    row("no host", line + "\r\n", 400);
    row("two hosts", line + host + host + "\r\n", 400);
    row("another host", line + "Host: example.org\r\n\r\n", 421, false);
    row("a host that only begins like ours", line + "Host: localhost.example.org\r\n\r\n", 421, false);
    row("a foreign origin", get("/", "Origin: http://example.org\r\n"), 403, false);
    row("a bare line feed", "GET / HTTP/1.1\nHost: localhost\n\n", 400);
    row("a folded header", line + host + "X: a\r\n b\r\n\r\n", 400);
    row("a blank before the colon", line + "Host : localhost\r\n\r\n", 400);
    row("a length and chunks", line + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("two lengths", line + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400);
    row("an unknown coding", line + host + "Transfer-Encoding: gzip\r\n\r\n", 501);
    row("a control byte", line + host + QByteArray("X: a\0b\r\n\r\n", 10), 400);
    row("a body past the limit", line + host + "Content-Length: 1001\r\n\r\n", 413);
    row("a long target", get('/' + QByteArray(9000, 'a')), 414);
    row("a long header", get("/", "X: " + QByteArray(17000, 'a') + "\r\n"), 431);
    row("an expectation we cannot meet", get("/", "Expect: miracles\r\n"), 417);
    row("HTTP/2.0", "GET / HTTP/2.0\r\n" + host + "\r\n", 505);
    row("no HTTP", "hello\r\n\r\n", 400);
}

void TestServerHttp::eachFaultHasItsStatus()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(bool, closes);
    RawClient client(m_server.port());
    client.send(bytes);
    const Answer answer = client.read();
    QCOMPARE(answer.status, status);
    QVERIFY(!QJsonDocument::fromJson(answer.body).object().value(QStringLiteral("error")).toString().isEmpty());
    if (status == 405)
        QCOMPARE(answer.header("Allow"), QByteArray("GET, HEAD, OPTIONS"));
    if (closes) {
        QVERIFY(client.closedByPeer());
    } else {
        client.send(get("/"));
        QCOMPARE(client.read().status, 200);
    }
}

void TestServerHttp::theVerdictIsTheSameByteByByte()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RawClient client(m_server.port());
    client.sendSplit(bytes);
    QCOMPARE(client.read().status, status);
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
