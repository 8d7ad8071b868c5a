#include "app/chrome_trace.h"
#include "app/comparison.h"
#include "app/log_file.h"
#include "app/run_csv.h"
#include "app/sweep_plan.h"
#include "support/chrome_rules.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QBuffer>
#include <QRegularExpression>
#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;

/// A source says who was watched, and nobody says anything of the others.
class TestObserved : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHeaderSaysWhoWasWatched();
    void whatTheHeaderDoesNotKnowIsNotThere_data();
    void whatTheHeaderDoesNotKnowIsNotThere();
    void aHeaderThatIsWrongIsSaid_data();
    void aHeaderThatIsWrongIsSaid();
    void namesOfANewerVersionAreLeftAlone();
    void anOlderLogIsUnderstoodByItsEvents();
    void whatEventsShowWasWatched();
    void nothingIsSaidOfAServerNobodyWatched_data();
    void nothingIsSaidOfAServerNobodyWatched();
    void nothingIsSaidOfAClientNobodyWatched();
    void filesHaveWhatWasWatched();
    void aForeignServerComparesWithOurs();
    void aProcessThatIsNotKnownIsNotNamed();
};

namespace {

QByteArray bytesOf(const Log &log)
{
    QByteArray bytes = headerLine(log.header);
    for (size_t i = 0; i < log.events.size(); ++i)
        bytes += eventLine(log, i);
    return bytes;
}

/// As a version without the header's key wrote it.
Run older(Run run)
{
    run.log.header.observed.reset();
    run.log.header.url.clear();
    run.trace = Trace(run.log.header);
    run.trace.append(run.log);
    return run;
}

bool speaksOfAServer(const QString &text)
{
    static const QRegularExpression words(u"process|pid|pool|worker|ideal|\\blag|event.loop|awaiting|queued|blocked|busy|idle"_s, QRegularExpression::CaseInsensitiveOption);
    return words.match(text).hasMatch();
}

} // namespace

void TestObserved::theHeaderSaysWhoWasWatched()
{
    const QByteArray own = R"({"format":"loopscope","version":1,"pid":1234,"started":"2026-11-23T02:24:00.123456Z","pool":40,"sleep":1.0,)"
                           R"("observes":["client","event-loop","pool","loop-lag"]})" "\n";
    QCOMPARE((headerLine({1234, 1'795'400'640'123'456'789, 40, 1.0, ownRun, {}})), own);
    const QByteArray foreign =
            R"({"format":"loopscope","version":1,"started":"2026-11-23T02:24:00.123456Z","observes":["client"],"url":"http://127.0.0.1:9000"})" "\n";
    QCOMPARE((headerLine({0, 1'795'400'640'123'456'789, 40, 0, foreignServer, u"http://127.0.0.1:9000"_s})), foreign);
}

void TestObserved::whatTheHeaderDoesNotKnowIsNotThere_data()
{
    QTest::addColumn<LogHeader>("header");
    const qint64 started = 1'795'400'640'123'456'000;
    QTest::newRow("our run") << LogHeader{1234, started, 7, 0.5, ownRun, {}};
    QTest::newRow("our server") << LogHeader{1234, started, 7, 0, ownServer, {}};
    QTest::newRow("a foreign server") << LogHeader{0, started, 40, 0, foreignServer, u"http://127.0.0.1:9000/a%20b"_s};
    QTest::newRow("a foreign server that was asked to wait") << LogHeader{0, started, 40, 0.25, foreignServer, u"http://[::1]:9000"_s};
    QTest::newRow("an older log") << LogHeader{0, started, 40, 0, {}, {}};
}

void TestObserved::whatTheHeaderDoesNotKnowIsNotThere()
{
    QFETCH(LogHeader, header);
    const LogReading reading = parseLog(headerLine(header));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(reading.log.header, header);
}

void TestObserved::aHeaderThatIsWrongIsSaid_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QString>("named");
    QTest::newRow("no list") << QByteArray(R"("observes":"client")") << u"observes"_s;
    QTest::newRow("null") << QByteArray(R"("observes":null)") << u"observes"_s;
    QTest::newRow("no url") << QByteArray(R"("url":17)") << u"url"_s;
    QTest::newRow("no server") << QByteArray(R"("url":"file:///etc/passwd")") << u"url"_s;
    QTest::newRow("no host") << QByteArray(R"("url":"http:///x")") << u"url"_s;
    QTest::newRow("a long url") << QByteArray(R"("url":"http://x/)" + QByteArray(3000, 'a') + '"') << u"url"_s;
}

void TestObserved::aHeaderThatIsWrongIsSaid()
{
    QFETCH(QByteArray, keys);
    QFETCH(QString, named);
    const LogReading reading = parseLog(R"({"format":"loopscope","version":1,"started":"2026-11-23T02:24:00.123456Z",)" + keys + "}\n");
    QVERIFY2(reading.error.contains(u'"' + named + u'"'), qPrintable(reading.error));
}

void TestObserved::namesOfANewerVersionAreLeftAlone()
{
    const LogReading reading = parseLog(R"({"format":"loopscope","version":1,"started":"2026-11-23T02:24:00.123456Z","observes":["client","disk",7],)"
                                        R"("url":"http://me:secret@127.0.0.1:9000/x/?token=1#y"})" "\n");
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.log.header.observed, std::optional(foreignServer));
    QCOMPARE(reading.log.header.url, u"http://127.0.0.1:9000/x"_s); // what it is called by is no secret
}

void TestObserved::anOlderLogIsUnderstoodByItsEvents()
{
    const Run whole = support::simulatedRun(Endpoint::Async, 3);
    QVERIFY(!whole.log.header.observed);
    QCOMPARE(whole.trace.observed(), ownRun); // no worker was needed, but it was our server
    QCOMPARE(older(support::seenByServer(support::simulatedRun(Endpoint::Async, 3))).trace.observed(), ownServer);
    const Run client = older(support::seenByClient(support::simulatedRun(Endpoint::Async, 3)));
    QCOMPARE(client.trace.observed(), foreignServer);
    QVERIFY(!speaksOfAServer(QString(runCaption(client)).remove(u"queueing unknown: the server was not observed"_s)));
    QCOMPARE(Trace().observed(), Observed());
    QCOMPARE(bytesOf(parseLog(bytesOf(client.log)).log), bytesOf(client.log));
}

void TestObserved::whatEventsShowWasWatched()
{
    Run run = support::simulatedRun(Endpoint::Sync, 3);
    run.log.header.observed = foreignServer; // says less than it has
    run.trace = Trace(run.log.header);
    QCOMPARE(run.trace.observed(), foreignServer);
    run.trace.append(run.log);
    QCOMPARE(run.trace.observed(), ownRun);
    QVERIFY(run.trace.eventLoop());
}

void TestObserved::nothingIsSaidOfAServerNobodyWatched_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::newRow("async") << Endpoint::Async;
    QTest::newRow("sync") << Endpoint::Sync;
    QTest::newRow("async-wrong") << Endpoint::AsyncWrong;
}

void TestObserved::nothingIsSaidOfAServerNobodyWatched()
{
    QFETCH(Endpoint, endpoint);
    const Run whole = support::simulatedRun(endpoint, 50), run = support::seenByClient(support::simulatedRun(endpoint, 50));
    const Headline head = headline(run.trace);
    QCOMPARE(head.makespan, headline(whole.trace).makespan);
    QCOMPARE(head.answered, 50);
    QCOMPARE(std::tuple(head.ideal, head.pool, head.mostWorkers, head.mostAwaiting), std::tuple(qint64(0), 0, 0, 0));
    QCOMPARE(runTitle(run), u"50 \u00d7 http://127.0.0.1:9000"_s + server::endpointPath(endpoint));
    const double rate = 50 / (double(head.makespan) / 1e9);
    QCOMPARE(throughput(head), rate);
    QCOMPARE(runCaption(run), u"%1 requests/s \u00b7 queueing unknown: the server was not observed"_s.arg(rate, 0, 'f', rate < 10 ? 2 : 1));
    QVERIFY(!makespanPoint(run));
    const Compared compared = comparedOf(run);
    QCOMPARE(compared.ideal, 0);
    QCOMPARE(comparedCaption(compared, true), u"50 requests, queueing unknown"_s);
    QCOMPARE(momentText(run, head.makespan / 2).section(u' ', 1), u"in flight"_s);
    QCOMPARE(inFlightOverTime(run.trace).size(), size_t(100));
}

void TestObserved::nothingIsSaidOfAClientNobodyWatched()
{
    const Run run = support::seenByServer(support::simulatedRun(Endpoint::Sync, 50));
    const Headline head = headline(run.trace);
    QCOMPARE(head.ideal, 0); // whether they were sent at once, nobody saw
    QCOMPARE(head.pool, 40);
    QCOMPARE(runCaption(run), u"from the first arrival to the last response: no client was observed \u00b7 40 workers \u00b7 10 queued up to 1.00 s: all workers busy"_s);
    QVERIFY(!makespanPoint(run));
    QCOMPARE(comparedOf(run).ideal, 0);
    QCOMPARE(comparedCaption(comparedOf(run)), u"40 workers, 10 queued, no client observed"_s);
    for (const Request &request : run.trace.requests())
        QCOMPARE(latency(request), -1);
}

void TestObserved::filesHaveWhatWasWatched()
{
    const Run run = support::seenByClient(support::simulatedRun(Endpoint::Async, 5));
    const auto written = [&run](auto write) {
        QBuffer buffer;
        return buffer.open(QIODevice::WriteOnly) && write(buffer) ? buffer.data() : QByteArray();
    };
    const QByteArray trace = written([&](QIODevice &device) { return writeChromeTrace(run.log, run.trace, device); });
    const support::ChromeRules rules(trace);
    QCOMPARE(rules.faults, QStringList());
    QVERIFY(trace.contains("Loopscope's client, 5 \u00d7 http://127.0.0.1:9000/async-endpoint"));
    QCOMPARE(trace.count("\"thread_name\""), 1);
    QVERIFY(!trace.contains("\"pid\":" + QByteArray::number(QCoreApplication::applicationPid())));
    QVERIFY(!trace.contains("loop lag") && !trace.contains("event-loop") && !trace.contains("\"pool\""));
    const Log again = parseLog(trace).log; // of its threads only those that speak
    QVERIFY(again.header == run.log.header && again.events.size() == run.log.events.size());
    for (const CsvRows rows : {CsvRows::Slices, CsvRows::Requests}) {
        const QString csv = QString::fromUtf8(written([&](QIODevice &device) { return writeCsv(run.trace, run.now, rows, device); }));
        QCOMPARE(csv.count(u'\n'), 6);
        QVERIFY2(!speaksOfAServer(csv.section(u'\n', 1)), qPrintable(csv));
    }
}

void TestObserved::aForeignServerComparesWithOurs()
{
    const std::vector<Compared> runs{comparedOf(support::simulatedRun(Endpoint::Sync, 50)), comparedOf(support::seenByClient(support::simulatedRun(Endpoint::Sync, 50)))};
    QCOMPARE(comparisonTitle(runs), u"2 runs of 50 requests"_s);
    QCOMPARE(comparisonNames(runs), (QStringList{u"/sync-endpoint"_s, u"http://127.0.0.1:9000/sync-endpoint"_s}));
    QVERIFY(runs[0].ideal > 0);
    const std::vector<Compared> foreign{comparedOf(support::seenByClient(support::simulatedRun(Endpoint::Async, 50))), runs[1]};
    QCOMPARE(comparisonTitle(foreign), u"2 runs of 50 requests"_s); // how they wait is that server's affair
    QVERIFY2(!speaksOfAServer(comparisonHeadline(foreign) + comparisonNames(foreign).join(u' ')), qPrintable(comparisonHeadline(foreign)));
}

void TestObserved::aProcessThatIsNotKnownIsNotNamed()
{
    Run run = support::simulatedRun(Endpoint::Async, 1);
    run.log.header.pid = 0;
    const auto called = std::find_if(run.log.events.begin(), run.log.events.end(), [](const Event &event) { return event.kind == EventKind::Called; });
    const auto index = size_t(called - run.log.events.begin());
    QCOMPARE(run.log.tutorialLine(index), u"Thread ID: 1001 | /async-endpoint just called."_s);
    run.log.threads[size_t(called->thread)].tid = 0;
    QCOMPARE(run.log.tutorialLine(index), u"/async-endpoint just called."_s);
}

LOOPSCOPE_TEST(TestObserved)
#include "app_observed.moc"
