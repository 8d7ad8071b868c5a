#include "server/recorder.h"
#include "server/server.h"
#include "support/deaf_client.h"
#include "support/raw_client.h"
#include "support/registered.h"

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
    first->send(get("/async-endpoint?sleep=0.5"));
    RawClient second(server.port());
    second.send(get("/"));
    QCOMPARE(second.read().status, 200);
    for (int i = 0; i < 100; ++i) { // more than are taken at once
        RawClient third(server.port());
        third.send(get("/"));
        const Answer answer = third.read();
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.body.contains("too many connections"));
        QVERIFY(third.closedByPeer());
    }
    QCOMPARE(first->read().status, 200); // unharmed
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
    first.send(get("/"));
    QCOMPARE(first.read().status, 200);
    std::vector<std::unique_ptr<RawClient>> silent;
    for (int i = 0; i < 60; ++i) // more than are taken at once
        silent.push_back(std::make_unique<RawClient>(server.port()));
    for (const auto &client : silent) {
        QCOMPARE(client->read(false, 20'000).status, 503);
        QVERIFY(client->closedByPeer());
    }
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
