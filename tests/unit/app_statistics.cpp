#include "app/statistics.h"
#include "support/registered.h"
#include "support/simulated_log.h"

#include <QTest>

using namespace app;
using support::SimulatedLog;

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theIdealIsTheTutorials();
    void aHeadlineCountsWhatTheTraceShows();
    void aMomentSaysWhoHoldsWhat();
    void aTaskWhoseTimerIsDueIsReady();
    void durationsHaveAUnitThatSuits_data();
    void durationsHaveAUnitThatSuits();
    void titlesAndCaptionsUseTheVocabulary();
};

void TestStatistics::theIdealIsTheTutorials()
{
    const quint32 second = 1'000'000;
    QCOMPARE(idealMakespan(Endpoint::Async, 50, 40, second), 1'000'000'000);
    QCOMPARE(idealMakespan(Endpoint::Sync, 40, 40, second), 1'000'000'000);
    QCOMPARE(idealMakespan(Endpoint::Sync, 41, 40, second), 2'000'000'000);
    QCOMPARE(idealMakespan(Endpoint::Sync, 200, 40, second), 5'000'000'000);
    QCOMPARE(idealMakespan(Endpoint::AsyncWrong, 5, 40, second), 5'000'000'000);
    QCOMPARE(idealMakespan(Endpoint::None, 5, 40, second), 0);
    QCOMPARE(idealMakespan(Endpoint::Async, 0, 40, second), 0);
}

void TestStatistics::aHeadlineCountsWhatTheTraceShows()
{
    SimulatedLog log;
    log.sync(1, 100, 1, 130, 1000);
    log.sync(2, 105, 1, 1145, 1000);
    log.lag(1500, 77);
    log.sort();
    Trace trace(1);
    trace.append(log.log);
    const Headline head = headline(trace);
    QCOMPARE(head.endpoint, Endpoint::Sync);
    QCOMPARE(head.requests, 2);
    QCOMPARE(head.answered, 2);
    QCOMPARE(head.first, 100);
    QCOMPARE(head.makespan, 1145 + 10 + 1000 + 30 - 100);
    QCOMPARE(head.ideal, 2000);
    QCOMPARE(head.queuedNoWorker, 1);
    QCOMPARE(head.longestQueued, 1020);
    QCOMPARE(head.mostWorkers, 1);
    QCOMPARE(head.worstLag, 77);
}

void TestStatistics::aMomentSaysWhoHoldsWhat()
{
    SimulatedLog log;
    log.sleepNs = 5000;
    log.async(1, 0, 5000);
    log.sync(2, 100, 1, 130, 1000);
    log.wrong(3, 300, 400, 1000);
    log.wrong(4, 310, 1500, 100);
    log.sort();
    Trace trace(40);
    trace.append(log.log);
    const Moment moment = momentAt(trace, 800);
    QCOMPARE(moment.running, RequestId(3));
    QCOMPARE(moment.loopState, State::BlockingLoop);
    QCOMPARE(moment.awaiting, 1);
    QCOMPARE(moment.ready, 0);
    QCOMPARE(moment.busyWorkers, 1);
    QCOMPARE(moment.queuedLoopBlocked, 1);
    QCOMPARE(moment.inFlight, 4);
    QCOMPARE(momentAt(trace, -1), Moment{});
}

void TestStatistics::aTaskWhoseTimerIsDueIsReady()
{
    SimulatedLog log;
    log.sleepNs = 1000;
    log.async(1, 0, 3000); // its timer was due after 1000: the loop was late
    Trace trace(40);
    trace.append(log.log);
    QCOMPARE(momentAt(trace, 500).awaiting, 1);
    QCOMPARE(momentAt(trace, 500).ready, 0);
    QCOMPARE(momentAt(trace, 2000).awaiting, 0);
    QCOMPARE(momentAt(trace, 2000).ready, 1);
}

void TestStatistics::durationsHaveAUnitThatSuits_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << QStringLiteral("0 ns");
    QTest::newRow("nanoseconds") << qint64(17) << QStringLiteral("17 ns");
    QTest::newRow("microseconds") << qint64(850'000) << QStringLiteral("850 us");
    QTest::newRow("milliseconds") << qint64(12'300'000) << QStringLiteral("12.3 ms");
    QTest::newRow("nearly a second") << qint64(999'600'000) << QStringLiteral("1.00 s");
    QTest::newRow("seconds") << qint64(2'010'000'000) << QStringLiteral("2.01 s");
    QTest::newRow("minutes") << qint64(500'123'000'000) << QStringLiteral("500.12 s");
    QTest::newRow("negative") << qint64(-1'500'000) << QStringLiteral("-1.50 ms");
}

void TestStatistics::durationsHaveAUnitThatSuits()
{
    QFETCH(qint64, ns);
    QFETCH(QString, text);
    QCOMPARE(durationText(ns), text);
}

void TestStatistics::titlesAndCaptionsUseTheVocabulary()
{
    Headline head;
    head.observed = ownRun;
    head.endpoint = Endpoint::Sync;
    head.requests = 50;
    head.ideal = 2'000'000'000;
    head.mostWorkers = 40;
    head.queuedNoWorker = 10;
    head.longestQueued = 1'000'000'000;
    head.failed = 3;
    QCOMPARE(runTitle(head), QStringLiteral("50 \u00d7 /sync-endpoint"));
    QCOMPARE(runCaption(head), QStringLiteral("ideal 2.00 s \u00b7 40 workers \u00b7 10 queued up to 1.00 s: all workers busy \u00b7 3 failed"));
}

LOOPSCOPE_TEST(TestStatistics)
#include "app_statistics.moc"
