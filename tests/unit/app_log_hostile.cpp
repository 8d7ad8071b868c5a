#include "app/log_file.h"
#include "app/packer.h"
#include "app/run_file.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 gib = qint64(1) << 30;

LogReading parse(const QByteArray &lines) { return parseLog(headerLine({}) + lines); }

} // namespace

/// Logs that others wrote, or nobody: JSON in every way it may be written, files of any size.
class TestLogHostile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString write(const char *name, const QByteArray &bytes, qint64 size = 0);

private Q_SLOTS:
    void jsonMayBeWrittenInAnyWay_data();
    void jsonMayBeWrittenInAnyWay();
    void whatFollowsAnEventIsAFault_data();
    void whatFollowsAnEventIsAFault();
    void textsAreComparedAsTheyRead_data();
    void textsAreComparedAsTheyRead();
    void threadsAreToldApartByNameAndNumber();
    void oneThreadTooManyIsAFault();
    void requestsThatNeverEndHaveABound();
    void linesCrossPortionsAnywhere();
    void progressIsToldAndEndsWhole();
    void aCancelledReadingSaysSo();
    void anEmptyFileOfTenGigabytesIsRefusedAtOnce();
    void tenGigabytesOfNothingAfterTheHeaderEndTheLog();
    void whatAFileIsItsFirstBytesSay_data();
    void whatAFileIsItsFirstBytesSay();
};

QString TestLogHostile::write(const char *name, const QByteArray &bytes, qint64 size)
{
    QFile file(m_folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || (size > 0 && !file.resize(size)))
        return {};
    return file.fileName();
}

void TestLogHostile::jsonMayBeWrittenInAnyWay_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char *name, const char *line) { QTest::newRow(name) << QByteArray(line); };
    row("as ours", R"({"t":3000,"tid":7,"thread":"a-1","req":2,"endpoint":"/async-wrong","event":"called","depth":1,"text":"","value":5,"sleep_us":9})");
    row("the other way round", R"({"sleep_us":9,"value":5,"text":"","depth":1,"event":"called","endpoint":"/async-wrong","req":2,"thread":"a-1","tid":7,"t":3000})");
    row("with blanks", "\t{ \"t\" : 3000 ,\t\"tid\":7, \"thread\" : \"a-1\",\"req\":2,\"endpoint\":\"/async-wrong\",\"event\":\"called\",\"depth\":1 ,\"text\": \"\",\"value\":5,\"sleep_us\":9 } \r");
    row("escaped keys", R"({"\u0074":3000,"t\u0069d":7,"thr\u0065ad":"a-1","req":2,"endpoint":"/async-wrong","event":"called","depth":1,"te\u0078t":"","value":5,"sleep_us":9})");
    row("escaped values", R"({"t":3000,"tid":7,"thread":"\u0061-1","req":2,"endpoint":"\/async\u002dwrong","event":"c\u0061lled","depth":1,"text":"","value":5,"sleep_us":9})");
    row("numbers as floats", R"({"t":3e3,"tid":7.0,"thread":"a-1","req":20E-1,"endpoint":"/async-wrong","event":"called","depth":1,"text":"","value":5,"sleep_us":9})");
    row("keys twice: the last", R"({"t":-1,"t":3000,"tid":7,"thread":"b","thread":"a-1","req":9,"req":2,"endpoint":"/x","endpoint":"/async-wrong","event":"x","event":"called","depth":1,"text":"","value":5,"sleep_us":9})");
    row("unknown keys", R"({"t":3000,"more":{"t":1,"a":[[],{"}":"]"}]},"tid":7,"thread":"a-1","req":2,"endpoint":"/async-wrong","event":"called","te":null,"texts":"x","depth":1,"text":"","value":5,"sleep_us":9})");
}

void TestLogHostile::jsonMayBeWrittenInAnyWay()
{
    QFETCH(QByteArray, line);
    const LogReading reading = parse(line);
    QCOMPARE(reading.error + reading.warning, QString());
    const Event wanted{3000, 5, 9, RequestId(2), ThreadId(0), EventKind::Called, Endpoint::AsyncWrong, 1};
    QCOMPARE(reading.log.events, std::vector<Event>{wanted});
    QCOMPARE(reading.log.threads, (std::vector<server::Thread>{{u"a-1"_s, 7}}));
}

void TestLogHostile::whatFollowsAnEventIsAFault_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char *name, const QByteArray &line) { QTest::newRow(name) << line; };
    row("a word", R"({"t":1,"event":"lag"} x)");
    row("another event", R"({"t":1,"event":"lag"}{"t":2,"event":"lag"})");
    row("a comma", R"({"t":1,"event":"lag"},)");
    row("no comma", R"({"t":1 "event":"lag"})");
    row("no colon", R"({"t" 1,"event":"lag"})");
    row("no quote", R"({"t":1,"event":"lag})");
    row("no brace", R"({"t":1,"event":"lag")");
    row("no UTF-8", "{\"t\":1,\"event\":\"lag\",\"text\":\"\xff\"}");
    row("half an escape", R"({"t":1,"event":"lag","thread":"\u12"})");
    row("a thread that is no escape", R"({"t":1,"event":"lag","thread":"\x"})");
    row("a thousand brackets", R"({"t":1,"event":"lag","more":)" + QByteArray(30'000, '[') + "}");
    row("zeros", QByteArray(100, '\0'));
}

void TestLogHostile::whatFollowsAnEventIsAFault()
{
    QFETCH(QByteArray, line);
    const LogReading reading = parse("{\"t\":0,\"event\":\"lag\"}\n" + line + "\n{\"t\":5,\"event\":\"lag\"}\n");
    QCOMPARE(reading.error, QString());
    QVERIFY2(reading.warning.contains(u"Line 3"), qPrintable(reading.warning));
    QCOMPARE(reading.log.events.size(), size_t(1));
}

void TestLogHostile::textsAreComparedAsTheyRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("foreign");
    const auto row = [](const char *text, const char *foreign) { QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(foreign); };
    row(R"("Call depth 2")", "");
    row(R"("Call d\u0065pth 2")", "");
    row(R"("Call depth 22")", "Call depth 22");
    row(R"("Call depth")", "Call depth");
    row(R"("Call depth 2\n")", "Call depth 2\n");
    row(R"("")", "");
    row(R"("\ud83d\ude00 \"\\")", "\xf0\x9f\x98\x80 \"\\");
}

void TestLogHostile::textsAreComparedAsTheyRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, foreign);
    const LogReading reading = parse(R"({"t":1,"event":"calling","depth":1,"text":)" + text + "}");
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(reading.log.foreignTexts.size(), size_t(text == "\"\"" || !foreign.isEmpty() ? 1 : 0));
    QCOMPARE(reading.log.text(0), foreign.isEmpty() && text != "\"\"" ? u"Call depth 2"_s : foreign);
}

void TestLogHostile::threadsAreToldApartByNameAndNumber()
{
    QByteArray lines;
    const char *const threads[] = {R"("thread":"a","tid":1)", R"("thread":"b","tid":1)", R"("thread":"a","tid":2)", R"("thread":"\u0061","tid":1)", R"("tid":257)", R"("tid":1)"};
    for (const char *thread : threads)
        lines += "{\"t\":1,\"event\":\"lag\"," + QByteArray(thread) + "}\n";
    const LogReading reading = parse(lines + lines);
    QCOMPARE(reading.warning, QString());
    std::vector<int> ids;
    for (const Event &event : reading.log.events)
        ids.push_back(int(event.thread));
    QCOMPARE(ids, (std::vector<int>{0, 1, 2, 0, 3, 4, 0, 1, 2, 0, 3, 4}));
}

void TestLogHostile::oneThreadTooManyIsAFault()
{
    QByteArray lines;
    for (int i = 0; i < 65'536; ++i)
        lines += "{\"t\":1,\"event\":\"lag\",\"tid\":" + QByteArray::number(i) + "}\n";
    const LogReading reading = parse(lines);
    QVERIFY2(reading.warning.contains(u"Line 65537"), qPrintable(reading.warning));
    QCOMPARE(reading.log.threads.size(), size_t(65'535));
}

/// 3 MB of lines of all lengths: each stands across the end of a portion somewhere.
void TestLogHostile::requestsThatNeverEndHaveABound()
{
    Log log;
    log.threads = {{u"client"_s, 1}};
    const auto count = quint32(Packer::mostRows + 10);
    for (const EventKind kind : {EventKind::Sent, EventKind::Received}) {
        for (quint32 i = 1; i <= count; ++i)
            log.events.push_back({qint64(log.events.size()), 200, 0, RequestId(i), ThreadId{}, kind, Endpoint::Async, 0});
    }
    Trace trace;
    trace.append(log);
    QCOMPARE(trace.client().rows.size(), Packer::mostRows);
    QCOMPARE(trace.headline().answered, int(count)); // they are left out of the picture alone
}

void TestLogHostile::linesCrossPortionsAnywhere()
{
    QByteArray bytes = headerLine({});
    int events = 0;
    for (qsizetype length = 0; bytes.size() < 3'000'000; length = (length + 7919) % 60'000, ++events)
        bytes += "{\"t\":" + QByteArray::number(events) + ",\"event\":\"lag\",\"pad\":\"" + QByteArray(length, 'x') + "\"}\r\n";
    const LogReading reading = parseLog(bytes);
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(reading.log.events.size(), size_t(events));
    for (int i = 0; i < events; ++i)
        QCOMPARE(reading.log.events[size_t(i)].t, qint64(i));
}

void TestLogHostile::progressIsToldAndEndsWhole()
{
    const Log log = support::simulatedRun(Endpoint::Async, 1000).log;
    const QString path = m_folder.filePath(u"progress.jsonl"_s);
    QCOMPARE(writeLog(log, path), QString());
    Reading reading;
    const RunFile file = readRunFile(path, &reading);
    QCOMPARE(file.error + file.warning, QString());
    QCOMPARE(reading.total.load(), QFileInfo(path).size());
    QCOMPARE(reading.done.load(), reading.total.load());
    QCOMPARE(file.log.events.size(), log.events.size());
    QCOMPARE(file.trace.requests().size(), size_t(1000));
}

void TestLogHostile::aCancelledReadingSaysSo()
{
    const QString path = m_folder.filePath(u"cancelled.jsonl"_s);
    QCOMPARE(writeLog(support::simulatedRun(Endpoint::Async, 10).log, path), QString());
    Reading reading;
    reading.cancelled = true;
    const RunFile file = readRunFile(path, &reading);
    QCOMPARE(file.error, u"Opening was cancelled."_s);
    QVERIFY(file.log.events.empty() && file.trace.empty());
}

void TestLogHostile::anEmptyFileOfTenGigabytesIsRefusedAtOnce()
{
    const QString path = write("zeros.jsonl", {}, 10 * gib);
    QVERIFY(!path.isEmpty());
    Reading reading;
    const RunFile file = readRunFile(path, &reading);
    QVERIFY2(file.error.contains(u"no Loopscope log"), qPrintable(file.error));
    QVERIFY(reading.done < 4 * 1024 * 1024);
}

void TestLogHostile::tenGigabytesOfNothingAfterTheHeaderEndTheLog()
{
    const QString path = write("long.jsonl", headerLine({}) + "{\"t\":1,\"event\":\"lag\"}\n{", 10 * gib);
    QVERIFY(!path.isEmpty());
    Reading reading;
    const RunFile file = readRunFile(path, &reading);
    QVERIFY2(file.warning.contains(u"Line 3"), qPrintable(file.warning));
    QCOMPARE(file.log.events.size(), size_t(1));
    QVERIFY(reading.done < 4 * 1024 * 1024);
}

void TestLogHostile::whatAFileIsItsFirstBytesSay_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("foreign");
    QTest::addColumn<QString>("error"); ///< a part of it; empty: it is read
    const auto row = [](const char *name, const QByteArray &bytes, bool foreign, const char *error) {
        QTest::newRow(name) << bytes << foreign << QString::fromLatin1(error);
    };
    const QByteArray event = R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1,"dur":1})";
    row("a log", headerLine({}) + "{\"t\":1,\"event\":\"lag\"}\n", false, "");
    row("a log with a mark and blanks", "\xef\xbb\xbf" R"( { "version":1, "format" : "loopscope", "started":"2026-11-23T02:24:00Z" })" "\n", false, "");
    row("a log of the future", R"({"format":"loopscope","version":9})", false, "newer");
    row("half a header", R"({"format":"loopsc)", false, "no Loopscope log");
    row("an array of events", "[" + event + "]", true, "");
    row("an object of events", "{\"traceEvents\":[" + event + "]}", true, "");
    row("a trace that names a format", "{\"otherData\":{\"format\":\"loopscope\"},\n\"traceEvents\":[" + event + "]}", true, "");
    row("an object of nothing", "{}", true, "traceEvents");
    row("a table", "a,b,c\n1,2,3\n", false, "no Loopscope log and no Chrome trace");
    row("a packed trace", "\x1f\x8b\x08", true, "gunzip");
    row("nothing", "", false, "empty");
}

void TestLogHostile::whatAFileIsItsFirstBytesSay()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, foreign);
    QFETCH(QString, error);
    const QString path = write("any.txt", bytes);
    const RunFile file = readRunFile(path);
    QVERIFY2(error.isEmpty() ? file.error.isEmpty() : file.error.contains(error), qPrintable(file.error));
    QVERIFY(error.isEmpty() || file.error.startsWith(u"any.txt: "));
    QCOMPARE(file.trace.tracks().empty(), !foreign || !error.isEmpty());
}

LOOPSCOPE_TEST(TestLogHostile)
#include "app_log_hostile.moc"
