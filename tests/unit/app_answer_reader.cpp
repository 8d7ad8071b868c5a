#include "app/answer_reader.h"
#include "support/registered.h"

#include <QTest>

using AnswerState = app::AnswerReader::State;

namespace {

constexpr qint64 most = 64; ///< bytes of body that the reader may keep

struct Case {
    const char *name;
    QByteArray bytes;
    bool closed; ///< the peer closes after them
    AnswerState state;
    int status;
    QByteArray body;
};

const Case cases[] = {
        {"a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false, AnswerState::Complete, 200, "hello"},
        {"no body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false, AnswerState::Complete, 200, ""},
        {"204 has none, whatever it says", "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", false, AnswerState::Complete, 204, ""},
        {"304", "HTTP/1.1 304 Not Modified\r\n\r\n", false, AnswerState::Complete, 304, ""},
        {"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=1\r\nlo\r\n0\r\nT: 1\r\n\r\n", false, AnswerState::Complete, 200, "hello"},
        {"until the end", "HTTP/1.0 200 OK\r\nServer: x\r\n\r\nhello", true, AnswerState::Complete, 200, "hello"},
        {"until an end that is not here yet", "HTTP/1.0 200 OK\r\n\r\nhello", false, AnswerState::Body, 200, "hello"},
        {"an interim answer before", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", false, AnswerState::Complete, 200, "ok"},
        {"an error", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\n{}", false, AnswerState::Complete, 503, "{}"},
        {"no reason phrase", "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok", false, AnswerState::Complete, 200, "ok"},
        {"what follows is not the body's", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1", false, AnswerState::Complete, 200, "ok"},
        {"nothing", "", true, AnswerState::Cut, 0, ""},
        {"half a head", "HTTP/1.1 200 OK\r\nContent-Le", true, AnswerState::Cut, 0, ""},
        {"half a body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", true, AnswerState::Cut, 200, "hello"},
        {"half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nhel", true, AnswerState::Cut, 200, "hel"},
        {"too long a length", "HTTP/1.1 200 OK\r\nContent-Length: 65\r\n\r\n", false, AnswerState::TooLong, 200, ""},
        {"a length past 64 bits", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", false, AnswerState::NotHttp, 0, ""},
        {"too long a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n", false, AnswerState::TooLong, 200, ""},
        {"too long until the end", "HTTP/1.0 200 OK\r\n\r\n" + QByteArray(65, 'x'), false, AnswerState::TooLong, 200, QByteArray(65, 'x')},
        {"a head without end", "HTTP/1.1 200 OK\r\nX: " + QByteArray(70'000, 'x'), false, AnswerState::TooLong, 0, ""},
        {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n", false, AnswerState::NotHttp, 0, ""},
        {"a web socket's frame", QByteArray("\x81\x05hello", 7), false, AnswerState::NotHttp, 0, ""},
        {"a bad status", "HTTP/1.1 abc OK\r\n\r\n", false, AnswerState::NotHttp, 0, ""},
        {"a bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", false, AnswerState::NotHttp, 200, ""},
};

} // namespace

class TestAnswerReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyPortionsGiveTheSame_data();
    void anyPortionsGiveTheSame();
};

void TestAnswerReader::anyPortionsGiveTheSame_data()
{
    QTest::addColumn<int>("which");
    for (size_t i = 0; i < std::size(cases); ++i)
        QTest::newRow(cases[i].name) << int(i);
}

void TestAnswerReader::anyPortionsGiveTheSame()
{
    QFETCH(int, which);
    const Case &wanted = cases[which];
    const auto check = [&wanted](app::AnswerReader &reader) {
        if (wanted.closed)
            reader.finish();
        QCOMPARE(int(reader.state()), int(wanted.state));
        QCOMPARE(reader.status(), wanted.status);
        QCOMPARE(reader.body(), wanted.body);
    };
    const qsizetype splits = std::min<qsizetype>(wanted.bytes.size(), 300);
    for (qsizetype split = 0; split <= splits; ++split) { // 0: whole
        app::AnswerReader reader(most);
        reader.feed(QByteArrayView(wanted.bytes).first(split));
        reader.feed(QByteArrayView(wanted.bytes).sliced(split));
        check(reader);
    }
    app::AnswerReader reader(most);
    for (const char c : wanted.bytes)
        reader.feed(QByteArrayView(&c, 1));
    check(reader);
}

LOOPSCOPE_TEST(TestAnswerReader)
#include "app_answer_reader.moc"
