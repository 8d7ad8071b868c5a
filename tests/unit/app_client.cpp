#include "app/load_client.h"
#include "server/descriptors.h"
#include "server/server.h"
#include "support/held_port.h"
#include "support/registered.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <map>

using namespace server;

namespace {

/// The same tests are run on Qt's own transport, which has other words for two of the failures.
bool onQts() { return qEnvironmentVariableIntValue("LOOPSCOPE_QT_TRANSPORT") != 0; }

struct Answer {
    std::map<EventKind, int> counts;
    std::vector<qint64> values; ///< of Received and Failed
    std::vector<QByteArray> bodies;
};

} // namespace

/// The client against real servers: ours, one that misbehaves, none at all.
class TestClient : public QObject
{
    Q_OBJECT

private:
    Answer fire(app::Load load);
    Answer fireUntilAllAreInFlight(const app::Load &load); ///< then it is stopped
    app::Load at(Endpoint endpoint, int count, quint32 micros);

    Recorder m_recorder;
    Server m_server{m_recorder};
    app::LoadClient m_client{m_recorder};

private Q_SLOTS:
    void initTestCase();
    void theTutorialsCounts_data();
    void theTutorialsCounts();
    void allRequestsAreInFlightAtOnce_data();
    void allRequestsAreInFlightAtOnce();
    void aRefusedConnectionFails();
    void anAnswerWithAnotherStatusFails();
    void aServerThatHangsUpFails();
    void anAnswerInPiecesIsWhole();
    void anEndlessAnswerFails();
    void whatIsNotHttpFails();
    void abortEndsAllAsStopped();
};

void TestClient::initTestCase()
{
    raiseDescriptorLimit();
    ServerOptions options;
    options.port = 0;
    QCOMPARE(m_server.start(options), QString());
}

app::Load TestClient::at(Endpoint endpoint, int count, quint32 micros)
{
    app::Load load;
    load.url = app::endpointUrl(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.port())), endpoint, micros);
    load.endpoint = endpoint;
    load.count = count;
    load.sleepMicros = micros;
    load.first = m_recorder.reserveRequests(quint32(count));
    load.requestKey = m_server.requestKey();
    return load;
}

Answer TestClient::fire(app::Load load)
{
    std::vector<Event> events;
    m_recorder.drain(events);
    QSignalSpy finished(&m_client, &app::LoadClient::finished);
    Answer outcome;
    connect(&m_client, &app::LoadClient::finished, &finished, [&outcome](const std::vector<QByteArray> &bodies) { outcome.bodies = bodies; });
    m_client.fire(load);
    if (!finished.wait(60'000))
        return outcome;
    m_recorder.drain(events);
    for (const Event &event : events) {
        ++outcome.counts[event.kind];
        if (event.kind == EventKind::Received || event.kind == EventKind::Failed)
            outcome.values.push_back(event.value);
    }
    return outcome;
}

Answer TestClient::fireUntilAllAreInFlight(const app::Load &load)
{
    QTimer poll;
    poll.callOnTimeout(this, [this, &load] {
        if (m_server.inFlight() == load.count)
            m_client.abort();
    });
    poll.start(5);
    return fire(load);
}

void TestClient::theTutorialsCounts_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::addColumn<int>("count");
    for (const Endpoint endpoint : {Endpoint::Sync, Endpoint::Async, Endpoint::AsyncWrong}) {
        for (const int count : {1, 2, 50})
            QTest::addRow("%s %d", qPrintable(endpointName(endpoint)), count) << endpoint << count;
    }
}

void TestClient::theTutorialsCounts()
{
    QFETCH(Endpoint, endpoint);
    QFETCH(int, count);
    const quint32 micros = endpoint == Endpoint::AsyncWrong ? 20'000 : 200'000;
    QElapsedTimer clock;
    clock.start();
    const Answer outcome = fire(at(endpoint, count, micros));
    const double sleeps = double(clock.nsecsElapsed()) / (micros * 1e3);
    QCOMPARE(outcome.counts.at(EventKind::Sent), count);
    QCOMPARE(outcome.counts.at(EventKind::Received), count);
    QCOMPARE(int(outcome.bodies.size()), count);
    for (const QByteArray &body : outcome.bodies)
        QVERIFY(body.contains("completed!"));
    // As many sleeps one after the other as the endpoint must have: the shortest that is possible.
    const int atLeast = endpoint == Endpoint::Async ? 1 : endpoint == Endpoint::Sync ? (count + 39) / 40 : count;
    QVERIFY2(sleeps >= atLeast * 0.99, QByteArray::number(sleeps));
    if (endpoint == Endpoint::Async && count == 50)
        QVERIFY2(sleeps < count / 4.0, "fifty awaits did not overlap");
}

void TestClient::allRequestsAreInFlightAtOnce_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("50") << 50;
    QTest::newRow("1000") << 1000;
}

void TestClient::allRequestsAreInFlightAtOnce()
{
    QFETCH(int, count);
    const Answer outcome = fireUntilAllAreInFlight(at(Endpoint::Async, count, 60'000'000));
    QCOMPARE(outcome.counts.at(EventKind::Failed), count);
    QCOMPARE(m_server.mostInFlight(), count); // the rows before this one had fewer
    QTRY_COMPARE(m_server.inFlight(), 0);
}

void TestClient::aRefusedConnectionFails()
{
    const support::HeldPort closed;
    app::Load load = at(Endpoint::Async, 5, 0);
    load.url.setPort(closed.number());
    const Answer outcome = fire(load);
    QCOMPARE(outcome.counts.at(EventKind::Failed), 5);
    for (const qint64 value : outcome.values)
        QCOMPARE(value, qint64(FailureReason::Refused));
}

void TestClient::anAnswerWithAnotherStatusFails()
{
    app::Load load = at(Endpoint::Async, 3, 0);
    load.url.setPath(QStringLiteral("/nowhere"));
    const Answer outcome = fire(load);
    QCOMPARE(outcome.counts.at(EventKind::Failed), 3);
    for (const qint64 value : outcome.values)
        QCOMPARE(value, qint64(FailureReason::HttpStatus) + 404);
}

void TestClient::aServerThatHangsUpFails()
{
    QTcpServer rude;
    QVERIFY(rude.listen(QHostAddress::LocalHost));
    connect(&rude, &QTcpServer::newConnection, &rude, [&rude] {
        while (QTcpSocket *socket = rude.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                socket->disconnectFromHost();
            });
        }
    });
    app::Load load = at(Endpoint::Async, 4, 0);
    load.url.setPort(rude.serverPort());
    const Answer outcome = fire(load);
    QCOMPARE(outcome.counts.at(EventKind::Failed), 4);
    for (const qint64 value : outcome.values)
        QCOMPARE(value, qint64(FailureReason::Closed));
}

void TestClient::anAnswerInPiecesIsWhole()
{
    QTcpServer slow;
    QVERIFY(slow.listen(QHostAddress::LocalHost));
    QByteArray asked;
    connect(&slow, &QTcpServer::newConnection, &slow, [&slow, &asked] {
        QTcpSocket *socket = slow.nextPendingConnection();
        auto *pieces = new QList<QByteArray>{"HTTP/1.1 200 OK\r\nTransfer-Enc", "oding: chunked\r\n\r\n5\r\nhel", "lo\r\n0\r\n", "\r\n"};
        auto *next = new QTimer(socket);
        QObject::connect(next, &QTimer::timeout, socket, [socket, pieces, next] {
            socket->write(pieces->takeFirst());
            if (pieces->isEmpty()) {
                delete pieces;
                next->stop();
            }
        });
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, next, &asked] {
            asked += socket->readAll();
            if (asked.endsWith("\r\n\r\n"))
                next->start(20);
        });
    });
    app::Load load = at(Endpoint::Async, 1, 0);
    load.url.setPort(slow.serverPort());
    load.url.setPath(QStringLiteral("/a b"));
    load.requestKey.clear();
    const Answer outcome = fire(load);
    QCOMPARE(outcome.counts.at(EventKind::Received), 1);
    QCOMPARE(outcome.bodies.at(0), QByteArray("hello"));
    QVERIFY2(asked.startsWith("GET /a%20b?sleep=0 HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(slow.serverPort()) + "\r\n"), asked.constData());
}

void TestClient::whatIsNotHttpFails()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, &other, [&other] { other.nextPendingConnection()->write("220 mail ESMTP\r\n"); });
    app::Load load = at(Endpoint::Async, 2, 0);
    load.url.setPort(other.serverPort());
    const Answer outcome = fire(load);
    const auto reason = qint64(onQts() ? FailureReason::Closed : FailureReason::NotHttp);
    QCOMPARE(outcome.values, (std::vector<qint64>{reason, reason}));
}

void TestClient::anEndlessAnswerFails()
{
    QTcpServer endless;
    QVERIFY(endless.listen(QHostAddress::LocalHost));
    qint64 taken = 0; // bytes that the client's side was willing to keep
    connect(&endless, &QTcpServer::newConnection, &endless, [&endless, &taken] {
        QTcpSocket *socket = endless.nextPendingConnection();
        socket->write("HTTP/1.1 200 OK\r\n\r\n");
        connect(socket, &QTcpSocket::bytesWritten, socket, [socket, &taken](qint64 bytes) {
            taken += bytes;
            socket->write(QByteArray(65536, 'x'));
        });
    });
    app::Load load = at(Endpoint::Async, 1, 0);
    load.url.setPort(endless.serverPort());
    const Answer outcome = fire(load);
    QCOMPARE(outcome.counts.at(EventKind::Failed), 1);
    QCOMPARE(outcome.values.at(0), qint64(onQts() ? FailureReason::Stopped : FailureReason::TooLong));
    QVERIFY(outcome.bodies.at(0).size() < 4 * app::LoadClient::largestAnswer);
    QVERIFY2(taken < 32 * app::LoadClient::largestAnswer, qPrintable(QString::number(taken)));
}

void TestClient::abortEndsAllAsStopped()
{
    const Answer outcome = fireUntilAllAreInFlight(at(Endpoint::Async, 20, 60'000'000));
    QCOMPARE(outcome.counts.at(EventKind::Failed), 20);
    for (const qint64 value : outcome.values)
        QCOMPARE(value, qint64(FailureReason::Stopped));
    QTRY_COMPARE(m_server.inFlight(), 0);
}

LOOPSCOPE_TEST(TestClient)
#include "app_client.moc"
