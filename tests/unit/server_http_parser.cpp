#include "server/http_parser.h"

#include <QTest>

using server::HttpParser;
using State = HttpParser::State;

namespace {

server::Limits limits()
{
    server::Limits limits;
    limits.headerBytes = 300;
    limits.bodyBytes = 100;
    return limits;
}

/// A word for each request, and what is at the end.
QString verdict(const QByteArray &bytes, qsizetype portion)
{
    HttpParser parser(limits());
    QStringList words;
    for (qsizetype at = 0; at < bytes.size(); at += portion) {
        for (State state = parser.feed(QByteArrayView(bytes).sliced(at, std::min(portion, bytes.size() - at))); state == State::Complete; state = parser.reset())
            words << QString::fromLatin1(parser.request().method);
    }
    if (parser.state() == State::Failed)
        words << QString::number(parser.failure().status);
    else if (parser.started())
        words << QStringLiteral("more");
    return words.join(u' ');
}

} // namespace

/// What the server's tests over sockets cannot choose: where the bytes are cut.
class TestHttpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBodyIsTheSameInAnyPortions_data();
    void aBodyIsTheSameInAnyPortions();
};

void TestHttpParser::aBodyIsTheSameInAnyPortions_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    const QByteArray next = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const auto row = [&next](const char *name, const QByteArray &chunks, const char *words) {
        QTest::newRow(name) << "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + next << QString::fromLatin1(words);
    };
    row("chunks", "5\r\nhello\r\nA;name=\"v\"\r\n0123456789\r\n0\r\n\r\n", "POST GET");
    row("no data", "0\r\n\r\n", "POST GET");
    row("no data, a trailer", "0\r\nX: 1\r\n\r\n", "POST GET");
    row("trailers", "1\r\na\r\n00\r\nX: 1\r\nY:\r\n\r\n", "POST GET");
    row("blanks in front of an extension", "1 \t;x\r\na\r\n0\r\n\r\n", "POST GET");
    row("blanks after a size", "1 \r\na\r\n0\r\n\r\n", "400");
    row("all that is allowed", "64\r\n" + QByteArray(100, 'a') + "\r\n0\r\n\r\n", "POST GET");
    row("one more", "64\r\n" + QByteArray(100, 'a') + "\r\n1\r\na\r\n0\r\n\r\n", "413");
    row("a size past 64 bits", "10000000000000000\r\n", "400");
    row("a size that 63 bits hold", "7fffffffffffffff\r\n", "413");
    row("an endless size", QByteArray(500, '0') + "\r\n\r\n", "413");
    row("an endless extension", "1;" + QByteArray(500, 'a') + "\r\na\r\n0\r\n\r\n", "413");
    row("small chunks with long extensions", QByteArray("1;aaaa\r\na\r\n").repeated(60) + "0\r\n\r\n", "413");
    row("no size", "\r\n\r\n", "400");
    row("no hexadecimal size", "xyz\r\nabc\r\n0\r\n\r\n", "400");
    row("a negative size", "-1\r\n\r\n", "400");
    row("a bare line feed", "1\na\r\n0\r\n\r\n", "400");
    row("a bare carriage return", "1\ra\r\n0\r\n\r\n", "400");
    row("more data than its size", "1\r\nab\r\n0\r\n\r\n", "400");
    row("a control byte in an extension", "1;\1\r\na\r\n0\r\n\r\n", "400");
    row("a folded trailer", "0\r\nX: 1\r\n 2\r\n\r\n", "400");
    row("a trailer without a colon", "0\r\nhello\r\n\r\n", "400");
    QTest::newRow("a length") << "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello" + next << QStringLiteral("POST GET");
    QTest::newRow("cut") << QByteArray("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r") << QStringLiteral("more");
}

void TestHttpParser::aBodyIsTheSameInAnyPortions()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    for (const qsizetype portion : {bytes.size(), qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(64)})
        QCOMPARE(verdict(bytes, portion), words);
}

QTEST_GUILESS_MAIN(TestHttpParser)
#include "server_http_parser.moc"
