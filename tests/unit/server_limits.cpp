#include "server/recorder.h"
#include "server/server.h"
#include "support/deaf_client.h"
#include "support/raw_client.h"
#include "support/registered.h"

#include <QElapsedTimer>
#include <QThread>

#include <atomic>
#include <optional>

using namespace support;

namespace {

/// A server of its own, on any free port, with the limits that a test is about.
struct LimitedServer {
    server::Recorder recorder;
    server::Server server{recorder};

    explicit LimitedServer(const server::Limits &limits)
    {
        server::ServerOptions options;
        options.port = 0;
        options.limits = limits;
        if (const QString fault = server.start(options); !fault.isEmpty())
            qFatal("the server did not start: %s", qPrintable(fault));
    }
};

} // namespace

/// What a peer can make grow has a limit; at it there is an answer, and the others go on.
class TestServerLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatComesOnTopOfTheLimitIsRefused();
    void aConnectionOnTopOfTheLimitIsRefused();
    void silentOnesOnTopAreToldSoToo();
    void idleStrangersMakeRoomAtOnce();
    void theLongestIdleMakesRoom();
    void nothingAPeerSendsMakesQtSpeak_data();
    void nothingAPeerSendsMakesQtSpeak();
    void aPeerThatReadsNothingIsLetGo();
    void aRequestThatNeverEndsIsToldSo_data();
    void aRequestThatNeverEndsIsToldSo();
    void aConnectionWithoutARequestIsClosed();
    void requestsWaitForTheLogToFollow();
};

void TestServerLimits::whatComesOnTopOfTheLimitIsRefused()
{
    server::Limits limits;
    limits.inFlight = 2;
    LimitedServer limited(limits);
    server::Server &server = limited.server;
    RawClient first(server.port()), second(server.port()), third(server.port());
    first.send(get("/async-endpoint?sleep=2"));
    second.send(get("/sync-endpoint?sleep=2"));
    QTRY_COMPARE(server.inFlight(), 2);
    third.send(get("/async-endpoint?sleep=0"));
    QCOMPARE(third.read().status, 503);
    QCOMPARE(first.read().status, 200); // unharmed
    QCOMPARE(second.read().status, 200);
    third.send(get("/async-endpoint?sleep=0"));
    QCOMPARE(third.read().status, 200); // and there is room again
}

void TestServerLimits::aConnectionOnTopOfTheLimitIsRefused()
{
    server::Limits limits;
    limits.connections = 2;
    LimitedServer limited(limits);
    server::Server &server = limited.server;
    std::optional<RawClient> first(server.port());
    first->send(get("/async-endpoint?sleep=60"));
    RawClient second(server.port());
    second.send(get("/async-endpoint?sleep=60"));
    QTRY_COMPARE(server.inFlight(), 2);
    for (int i = 0; i < 100; ++i) { // more than are taken at once
        RawClient third(server.port());
        third.send(get("/"));
        const Answer answer = third.read();
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.body.contains("too many connections"));
        QVERIFY(third.closedByPeer());
    }
    QCOMPARE(server.inFlight(), 2); // unharmed
    first.reset();
    const auto welcome = [&server] {
        RawClient next(server.port());
        next.send(get("/"));
        return next.read().status == 200;
    };
    QTRY_VERIFY(welcome());
}

void TestServerLimits::silentOnesOnTopAreToldSoToo()
{
    server::Limits limits;
    limits.connections = 1;
    LimitedServer limited(limits);
    server::Server &server = limited.server;
    RawClient first(server.port());
    first.send(get("/async-endpoint?sleep=60")); // one without a request would make room
    QTRY_COMPARE(server.inFlight(), 1);
    std::vector<std::unique_ptr<RawClient>> silent;
    for (int i = 0; i < 60; ++i) // more than are taken at once
        silent.push_back(std::make_unique<RawClient>(server.port()));
    for (const auto &client : silent) {
        QCOMPARE(client->read(false, 20'000).status, 503);
        QVERIFY(client->closedByPeer());
    }
}

void TestServerLimits::idleStrangersMakeRoomAtOnce()
{
    server::Limits limits;
    limits.connections = 10;
    LimitedServer limited(limits);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 300; ++i)
        idle.push_back(std::make_unique<RawClient>(limited.server.port()));
    RawClient real(limited.server.port());
    real.send(get("/async-endpoint?sleep=0"));
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(real.read().status, 200);
    QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed()))); // no time limit has to pass for it
}

void TestServerLimits::theLongestIdleMakesRoom()
{
    server::Limits limits;
    limits.connections = 3;
    LimitedServer limited(limits);
    RawClient begun(limited.server.port()), first(limited.server.port()), second(limited.server.port());
    begun.send("GET / HTTP/1.1\r\n");
    for (RawClient *client : {&second, &first, &second}) { // so that the first is idle for longer
        client->send(get("/"));
        QCOMPARE(client->read().status, 200);
    }
    RawClient third(limited.server.port());
    third.send(get("/"));
    QCOMPARE(third.read().status, 200);
    QVERIFY(first.closedByPeer());
    second.send(get("/"));
    QCOMPARE(second.read().status, 200);
    begun.send("Host: localhost\r\n\r\n");
    QCOMPARE(begun.read().status, 200);
}

void TestServerLimits::nothingAPeerSendsMakesQtSpeak_data()
{
    QTest::addColumn<QByteArray>("sent");
    const QByteArray request = get("/");
    QTest::newRow("garbage behind a request") << request + QByteArray(2000, 'x') + "\r\n\r\n";
    QTest::newRow("garbage") << QByteArray(40'000, '\x01');
    QTest::newRow("many requests") << request.repeated(300);
    QTest::newRow("a request that awaits, and more") << get("/async-endpoint?sleep=0.001") + request.repeated(20);
    QTest::newRow("a request for a worker, and garbage") << get("/sync-endpoint?sleep=0.001") + "x\r\n\r\n";
    QTest::newRow("an expectation") << get("/", "Expect: 100-continue\r\nContent-Length: 9\r\n");
    QTest::newRow("a last request") << get("/", "Connection: close\r\n") + request;
}

/// Each is sent and the connection reset, at once or a little later: Qt says on stderr what it is asked of a closed socket.
void TestServerLimits::nothingAPeerSendsMakesQtSpeak()
{
    QFETCH(QByteArray, sent);
    static std::atomic<int> lines;
    lines = 0;
    LimitedServer limited({});
    const QtMessageHandler usual = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) { ++lines; });
    for (int i = 0; i < 60; ++i) {
        auto client = std::make_unique<RawClient>(limited.server.port());
        client->send(sent);
        QThread::usleep(i % 6 * 300);
        client.reset(); // over unread bytes: a reset
    }
    RawClient other(limited.server.port());
    other.send(get("/"));
    const int status = other.read().status;
    QTest::qWait(50);
    qInstallMessageHandler(usual);
    QCOMPARE(status, 200);
    QCOMPARE(lines.load(), 0);
}

/// It asks and asks, and takes no answer: its requests wait once its answers pile up, and then it is let go.
void TestServerLimits::aPeerThatReadsNothingIsLetGo()
{
    server::Limits limits;
    limits.writeMillis = 300;
    LimitedServer limited(limits);
    server::Server &server = limited.server;
    DeafClient deaf(server.port());
    const qint64 sent = deaf.sendUntilRefused(get("/"), 20'000);
    QVERIFY2(deaf.letGo(), "it was kept");
    QVERIFY2(sent < 64 * 1024 * 1024, qPrintable(QString::number(sent))); // it was not read without end
    RawClient other(server.port());
    other.send(get("/"));
    QCOMPARE(other.read().status, 200);
}

void TestServerLimits::aRequestThatNeverEndsIsToldSo_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("half a line") << QByteArray("GET /asy");
    QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHost: loc");
    QTest::newRow("half a body") << QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345");
}

void TestServerLimits::aRequestThatNeverEndsIsToldSo()
{
    QFETCH(QByteArray, sent);
    server::Limits limits;
    limits.headerMillis = 200;
    LimitedServer limited(limits);
    server::Server &server = limited.server;
    RawClient slow(server.port());
    slow.send(sent);
    const Answer answer = slow.read();
    QCOMPARE(answer.status, 408);
    QVERIFY(answer.body.contains("too long to arrive"));
    QVERIFY(slow.closedByPeer());
}

void TestServerLimits::aConnectionWithoutARequestIsClosed()
{
    server::Limits limits;
    limits.idleMillis = 1000;
    LimitedServer limited(limits);
    server::Server &server = limited.server;
    RawClient waiting(server.port());
    waiting.send(get("/async-endpoint?sleep=4")); // who waits for an answer is not idle
    RawClient used(server.port()), silent(server.port());
    used.send(get("/"));
    QCOMPARE(used.read().status, 200);
    QVERIFY(silent.closedByPeer());
    QVERIFY(used.closedByPeer());
    QCOMPARE(waiting.read().status, 200);
}

void TestServerLimits::requestsWaitForTheLogToFollow()
{
    server::Limits limits;
    limits.backlog = 100; // of some 15 steps a request
    LimitedServer limited(limits);
    server::Server &server = limited.server;
    server::Recorder &recorder = limited.recorder;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 30; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        clients.back()->send(get("/async-endpoint?sleep=0"));
    }
    std::vector<server::Event> events, drained;
    QCOMPARE(clients.front()->read().status, 200); // the first are not held up by the rest
    QTRY_VERIFY(recorder.backlog() > 100);
    for (int i = 0; i < 2; ++i) { // who comes later is answered once all that came before was looked at
        RawClient later(server.port());
        later.send(get("/"));
        QCOMPARE(later.read().status, 200);
    }
    QVERIFY2(recorder.backlog() < 400, qPrintable(QString::number(recorder.backlog())));
    const auto arrived = [&] {
        recorder.drain(drained);
        events.insert(events.end(), drained.begin(), drained.end());
        return std::count_if(events.begin(), events.end(), [](const server::Event &event) { return event.kind == server::EventKind::Arrived; });
    };
    QTRY_COMPARE(arrived(), 30); // once somebody takes the steps away
    for (size_t i = 1; i < clients.size(); ++i)
        QCOMPARE(clients[i]->read().status, 200);
}

LOOPSCOPE_TEST(TestServerLimits)
#include "server_limits.moc"
