#include "app/log_file.h"
#include "support/registered.h"
#include "support/simulated_log.h"

#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace app;
using support::SimulatedLog;

namespace {

Log sample()
{
    SimulatedLog log;
    log.sleepNs = 1'000'000'000;
    log.log.header = {4893, 1'795'400'640'123'456'000, 40, 1.0};
    log.async(1, 100, 1000);
    log.sync(2, 150, 1, 300, 900);
    log.wrong(3, 2500, 2600, 400);
    log.lag(2700, 12345);
    log.step(2800, EventKind::Sent, 4, Endpoint::Sync, log.client);
    log.step(2900, EventKind::Failed, 4, Endpoint::Sync, log.client, qint64(server::FailureReason::Refused));
    log.sort();
    return log.log;
}

QByteArray written(const Log &log)
{
    QByteArray bytes = headerLine(log.header);
    for (size_t i = 0; i < log.events.size(); ++i)
        bytes += eventLine(log, i);
    return bytes;
}

} // namespace

class TestLogFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void aLineIsTheAgreedOne();
    void whatIsWrittenReadsBackEqual();
    void ourBytesSurviveTheRoundTrip();
    void aLogWithTheAgreedKeysAloneIsRead();
    void foreignTextsAndUnknownKeysAreKeptOrIgnored();
    void carriageReturnsAndAByteOrderMarkAreTolerated();
    void eachUnusableFileIsASentence_data();
    void eachUnusableFileIsASentence();
    void eachBrokenLineKeepsWhatCameBefore_data();
    void eachBrokenLineKeepsWhatCameBefore();
    void aFileCutAnywhereNeverHurts();
    void aMissingFileAndAFolderAreNamed();
    void anOlderFileStaysWholeWhenWritingFails();
    void aGrowingLogIsOnDiskAfterEachPortion();
};

void TestLogFile::aLineIsTheAgreedOne()
{
    SimulatedLog log;
    log.sleepNs = 1'000'000'000;
    log.log.header = {1234, 1'795'400'640'123'456'789, 40, 1.0};
    log.step(123456789, EventKind::Called, 17, Endpoint::Sync, log.thread(QStringLiteral("worker-1")));
    QCOMPARE(headerLine(log.log.header),
             QByteArray(R"({"format":"loopscope","version":1,"pid":1234,"started":"2026-11-23T02:24:00.123456Z","pool":40,"sleep":1.0})" "\n"));
    QCOMPARE(eventLine(log.log, 0),
             QByteArray(R"({"t":123456789,"tid":1002,"thread":"worker-1","req":17,"endpoint":"/sync-endpoint","event":"called","depth":0,)"
                        R"("text":"/sync-endpoint just called.","sleep_us":1000000})" "\n"));
}

void TestLogFile::whatIsWrittenReadsBackEqual()
{
    const Log log = sample();
    QCOMPARE(writeLog(log, path("a.jsonl")), QString());
    const LogReading reading = readLog(path("a.jsonl"));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(reading.log.header, log.header);
    QCOMPARE(reading.log.events.size(), log.events.size());
    for (size_t i = 0; i < log.events.size(); ++i) { // threads are numbered in order of mention
        QCOMPARE(reading.log.threadName(reading.log.events[i].thread), log.threadName(log.events[i].thread));
        Event event = reading.log.events[i];
        event.thread = log.events[i].thread;
        QCOMPARE(event, log.events[i]);
    }
    QVERIFY(reading.log.foreignTexts.empty());
}

void TestLogFile::ourBytesSurviveTheRoundTrip()
{
    const QByteArray bytes = written(sample());
    QCOMPARE(written(parseLog(bytes).log), bytes);
}

void TestLogFile::aLogWithTheAgreedKeysAloneIsRead()
{
    const LogReading reading = parseLog(
            R"({"format":"loopscope","version":1,"pid":1,"started":"2026-11-23T02:24:00.123456Z","pool":40,"sleep":0.5})" "\n"
            R"({"t":5,"tid":139708839007936,"thread":"worker-1","req":17,"endpoint":"/sync-endpoint","event":"slept","depth":0,"text":"/sync-endpoint sleeped for sleep_time=0.5."})");
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(reading.log.events.at(0).sleepMicros, 500'000u);
    QVERIFY(reading.log.foreignTexts.empty());
    QCOMPARE(reading.log.tutorialLine(0), QStringLiteral("Process ID: 1 | Thread ID: 139708839007936 | /sync-endpoint sleeped for sleep_time=0.5."));
}

void TestLogFile::foreignTextsAndUnknownKeysAreKeptOrIgnored()
{
    const LogReading reading = parseLog(headerLine({}) + R"({"t":1,"event":"called","endpoint":"/async-wrong","text":"mine \"quoted\" \u00e4","colour":[1,{}]})");
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(reading.log.text(0), QString::fromUtf8("mine \"quoted\" \xc3\xa4"));
    QCOMPARE(parseLog(written(reading.log)).log, reading.log);
}

void TestLogFile::carriageReturnsAndAByteOrderMarkAreTolerated()
{
    const QByteArray bytes = written(sample());
    const LogReading reading = parseLog("\xef\xbb\xbf" + QByteArray(bytes).replace("\n", "\r\n"));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(written(reading.log), bytes);
}

void TestLogFile::eachUnusableFileIsASentence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const QByteArray &bytes, const char *named) { QTest::newRow(name) << bytes << QString::fromLatin1(named); };
    row("empty", "", "empty");
    row("blank lines", "\n\n", "empty");
    row("text", "hello\n", "no Loopscope log");
    row("a picture", QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11), "no Loopscope log");
    row("other JSON", "{\"traceEvents\":[]}\n", "no Loopscope log");
    row("an array", "[1,2]\n", "no Loopscope log");
    row("a newer version", R"({"format":"loopscope","version":2,"started":"2026-11-23T02:24:00Z"})", "newer");
    row("no version", R"({"format":"loopscope","started":"2026-11-23T02:24:00Z"})", "version");
    row("a pool of none", R"({"format":"loopscope","version":1,"started":"2026-11-23T02:24:00Z","pool":0})", "pool");
    row("a negative sleep", R"({"format":"loopscope","version":1,"started":"2026-11-23T02:24:00Z","sleep":-1})", "sleep");
    row("a sleep past 32 bits of microseconds", R"({"format":"loopscope","version":1,"started":"2026-11-23T02:24:00Z","sleep":4295})", "sleep");
    row("a year past 64 bits of nanoseconds", R"({"format":"loopscope","version":1,"started":"2263-01-01T00:00:00Z"})", "started");
    row("a year before the epoch", R"({"format":"loopscope","version":1,"started":"1969-12-31T23:59:59Z"})", "started");
    row("no date", R"({"format":"loopscope","version":1,"started":"yesterday"})", "started");
    row("an endless first line", "{\"format\":\"" + QByteArray(100'000, 'x'), "no Loopscope log");
}

void TestLogFile::eachUnusableFileIsASentence()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, named);
    const LogReading reading = parseLog(bytes);
    QVERIFY2(reading.error.contains(named), qPrintable(reading.error));
    QVERIFY(reading.error.endsWith(u'.'));
    QVERIFY(reading.log.events.empty());
}

void TestLogFile::eachBrokenLineKeepsWhatCameBefore_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char *name, const QByteArray &line) { QTest::newRow(name) << line; };
    row("cut", R"({"t":2900,"tid":1,"thr)");
    row("no JSON", "hello");
    row("an array", "[]");
    row("no time", R"({"event":"called"})");
    row("a time that falls", R"({"t":1,"event":"called"})");
    row("a negative time", R"({"t":-1,"event":"called"})");
    row("a time of half a nanosecond", R"({"t":3000.5,"event":"called"})");
    row("a time past 64 bits", R"({"t":99999999999999999999,"event":"called"})");
    row("a time of over a year", R"({"t":36028797018963969,"event":"called"})");
    row("a time as text", R"({"t":"3000","event":"called"})");
    row("an unknown event", R"({"t":3000,"event":"danced"})");
    row("no event", R"({"t":3000})");
    row("an unknown endpoint", R"({"t":3000,"event":"called","endpoint":"/other"})");
    row("a request past 32 bits", R"({"t":3000,"event":"called","req":4294967296})");
    row("a depth past a byte", R"({"t":3000,"event":"called","depth":256})");
    row("a line without end", "{\"t\":3000,\"event\":\"called\",\"text\":\"" + QByteArray(70'000, 'x') + "\"}");
}

void TestLogFile::eachBrokenLineKeepsWhatCameBefore()
{
    QFETCH(QByteArray, line);
    const Log log = sample();
    const QByteArray good = written(log);
    const LogReading reading = parseLog(good + line + '\n' + eventLine(log, log.events.size() - 1));
    QCOMPARE(reading.error, QString());
    QVERIFY2(reading.warning.contains(QString::number(log.events.size() + 2)), qPrintable(reading.warning));
    QCOMPARE(written(reading.log), good);
}

void TestLogFile::aFileCutAnywhereNeverHurts()
{
    const QByteArray bytes = written(sample());
    const qsizetype headerEnd = bytes.indexOf('\n');
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        const LogReading reading = parseLog(bytes.left(cut));
        const qsizetype lines = bytes.left(cut).count('\n');
        if (cut < headerEnd) {
            QVERIFY(!reading.error.isEmpty());
            continue;
        }
        QCOMPARE(reading.error, QString());
        const bool whole = cut == bytes.size() || bytes[cut] == '\n'; // only the line's end is missing
        const size_t events = size_t(std::max<qsizetype>(0, whole && cut > headerEnd && bytes[cut - 1] != '\n' ? lines : lines - 1));
        QCOMPARE(reading.log.events.size(), events);
    }
}

void TestLogFile::aMissingFileAndAFolderAreNamed()
{
    QVERIFY(readLog(path("nowhere.jsonl")).error.contains(QStringLiteral("nowhere.jsonl")));
    QVERIFY(readLog(m_folder.path()).error.contains(QStringLiteral("folder")));
}

void TestLogFile::anOlderFileStaysWholeWhenWritingFails()
{
    const QString file = path("older.jsonl");
    QCOMPARE(writeLog(sample(), file), QString());
    QFile older(file);
    QVERIFY(older.open(QIODevice::ReadOnly));
    const QByteArray before = older.readAll();
    QVERIFY(!writeLog(sample(), path("no/such/folder/x.jsonl")).isEmpty());
    // A folder of the file's own name cannot be replaced by it.
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("taken/inside")));
    const QString fault = writeLog(sample(), path("taken"));
    QVERIFY2(fault.contains(QStringLiteral("taken")), qPrintable(fault));
    QVERIFY(QFileInfo(path("taken/inside")).isDir());
    older.seek(0);
    QCOMPARE(older.readAll(), before);
    QVERIFY(!writeLog(sample(), QStringLiteral("/dev/full/x")).isEmpty());
}

void TestLogFile::aGrowingLogIsOnDiskAfterEachPortion()
{
    const Log log = sample();
    Log growing = log;
    growing.events.clear();
    LogWriter writer;
    QCOMPARE(writer.open(path("growing.jsonl"), log.header), QString());
    for (const Event &event : log.events) {
        growing.events.push_back(event);
        QCOMPARE(writer.append(growing, growing.events.size() - 1), QString());
        QCOMPARE(readLog(path("growing.jsonl")).log.events.size(), growing.events.size());
    }
    QVERIFY(writer.isOpen());
    LogWriter full;
    const QString fault = full.open(QStringLiteral("/dev/full"), log.header);
    QVERIFY2(fault.contains(QStringLiteral("/dev/full")), qPrintable(fault));
    QCOMPARE(full.append(log, 0), QString()); // said once
}

LOOPSCOPE_TEST(TestLogFile)
#include "app_log_file.moc"
