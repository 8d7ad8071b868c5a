#include "server/recorder.h"
#include "server/server.h"
#include "support/http_cases.h"
#include "support/raw_client.h"
#include "support/registered.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace support;

/// Every case of tests/data/http/cases.txt, to a real server whole and byte by byte, and to its parser split at
/// every place.
class TestConformance : public QObject
{
    Q_OBJECT

private:
    void cases();
    void check(const HttpCase &wanted, bool bytewise);

    server::Limits m_limits;
    server::Recorder m_recorder;
    server::Server m_server{m_recorder};
    std::vector<HttpCase> m_cases;

private Q_SLOTS:
    void initTestCase();
    void whole_data() { cases(); }
    void whole();
    void byteByByte_data() { cases(); }
    void byteByByte();
    void splitEverywhere_data() { cases(); }
    void splitEverywhere();
};

void TestConformance::initTestCase()
{
    m_limits.headerBytes = 2048;
    m_limits.targetBytes = 1024;
    m_limits.bodyBytes = 1000;
    server::ServerOptions options;
    options.port = 0;
    options.limits = m_limits;
    QCOMPARE(m_server.start(options), QString());
    m_cases = readHttpCases(QStringLiteral(TEST_DATA "/http/cases.txt"), m_server.port());
    QVERIFY2(m_cases.size() >= 120, "the table was not read");
}

void TestConformance::cases()
{
    QTest::addColumn<size_t>("index");
    for (size_t i = 0; i < m_cases.size(); ++i)
        QTest::newRow(m_cases[i].name) << i;
}

void TestConformance::check(const HttpCase &wanted, bool bytewise)
{
    RawClient client(m_server.port());
    size_t next = 0;
    for (const QByteArray &piece : wanted.pieces) {
        if (next > 0) // it waits to be asked for the rest
            QCOMPARE(client.read().status, wanted.answers[next - 1].status);
        ++next;
        if (bytewise)
            client.sendSplit(piece);
        else
            client.send(piece);
    }
    for (size_t i = next - 1; i < wanted.answers.size(); ++i) {
        const Answer answer = client.read(wanted.answers[i].withoutBody);
        QCOMPARE(answer.status, wanted.answers[i].status);
        if (answer.status >= 400 && !wanted.answers[i].withoutBody)
            QVERIFY(!QJsonDocument::fromJson(answer.body).object().value(QStringLiteral("error")).toString().isEmpty());
        if (answer.status == 405 || answer.status == 204)
            QCOMPARE(answer.header("Allow"), QByteArray("GET, HEAD, OPTIONS"));
    }
    if (wanted.closes) {
        QVERIFY(client.closedByPeer());
        QCOMPARE(client.unread(), QByteArray());
        return;
    }
    client.send("GET /last HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.read().status, 404); // nothing came in between
}

void TestConformance::whole()
{
    QFETCH(size_t, index);
    check(m_cases[index], false);
}

void TestConformance::byteByByte()
{
    QFETCH(size_t, index);
    check(m_cases[index], true);
}

void TestConformance::splitEverywhere()
{
    QFETCH(size_t, index);
    const QByteArray bytes = m_cases[index].pieces.join();
    const QByteArray wanted = verdict({bytes}, m_limits);
    QVERIFY(!wanted.isEmpty());
    QByteArrayList single;
    for (const char byte : bytes)
        single << QByteArray(1, byte);
    QCOMPARE(verdict(single, m_limits), wanted);
    for (qsizetype at = 1; at < bytes.size(); ++at) {
        const QByteArray split = verdict({bytes.left(at), bytes.mid(at)}, m_limits);
        QVERIFY2(split == wanted, "at " + QByteArray::number(at) + ": " + split + " and not " + wanted);
    }
}

LOOPSCOPE_TEST(TestConformance)
#include "server_conformance.moc"
