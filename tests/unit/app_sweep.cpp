#include "app/sweep.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace app;

/// Makespan over count: what is planned, what real runs give, what is written.
class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCountIsFiredAtEveryEndpoint();
    void whatWouldTakeTooLongIsLeftOut();
    void theExpectedDurationIsTheIdealsAndALittle();
    void countsAreReadAsTyped_data();
    void countsAreReadAsTyped();
    void onlyWholeRunsGiveAPoint();
    void thePointsAreCsv();
    void realRunsAreMeasuredInOrder();
    void aStopKeepsWhatWasMeasured();
    void oneSweepAtATime();
    void aRunThatCannotBeFiredIsSaidAtOnce();
    void theMedianAndTheRangeOfItsRunsAreAPoint();
};

void TestSweep::everyCountIsFiredAtEveryEndpoint()
{
    const SweepPlan plan = planSweep({});
    const std::vector<int> counts{1, 2, 5, 10, 20, 50, 100, 200};
    QCOMPARE(plan.runs.size(), 3 * 3 * counts.size()); // all of it three times over
    QVERIFY(plan.leftOut.empty());
    const Endpoint order[] = {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong};
    for (size_t i = 0; i < plan.runs.size(); ++i)
        QCOMPARE(plan.runs[i], (RunRequest{order[i % 3], counts[i / 3 % counts.size()], 50'000, 40}));
}

void TestSweep::whatWouldTakeTooLongIsLeftOut()
{
    const SweepPlan plan = planSweep({.counts = {1, 30, 31, 200}, .sleepMicros = 1'000'000, .pool = 7});
    std::vector<std::pair<Endpoint, int>> leftOut;
    for (const RunRequest &run : plan.leftOut)
        leftOut.emplace_back(run.endpoint, run.count);
    QCOMPARE(leftOut, (std::vector<std::pair<Endpoint, int>>{{Endpoint::AsyncWrong, 31}, {Endpoint::AsyncWrong, 200}})); // 30 s is not over 30 s; sync takes 29
    QCOMPARE(plan.runs.size(), size_t(3 * 10));
    QCOMPARE(leftOutText(plan.leftOut), u"async-wrong 31, 200: over 30 s each"_s);
    QCOMPARE(leftOutText({}), QString());
}

void TestSweep::theExpectedDurationIsTheIdealsAndALittle()
{
    constexpr qint64 second = 1'000'000'000;
    const SweepPlan plan = planSweep({});
    // async 8, sync 1+1+1+1+1+2+3+5, async-wrong 388; each 0.05 s, three times
    const qint64 ideals = 3 * (8 + 15 + 388) * second / 20;
    QVERIFY(expectedNs(plan.runs) > ideals);
    QVERIFY(expectedNs(plan.runs) < ideals + 12 * second);
    QCOMPARE(expectedNs({}), 0);
    MakespanFigures figures;
    figures.asked = {Endpoint::Sync, 81, 250'000, 40};
    QCOMPARE(figures.ideal(), 3 * second / 4);
    figures.asked.count = 80;
    QCOMPARE(figures.ideal(), second / 2);
}

void TestSweep::countsAreReadAsTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::vector<int>>("counts");
    QTest::addColumn<QString>("fault");
    QTest::newRow("commas") << u"1, 2,5"_s << std::vector<int>{1, 2, 5} << QString();
    QTest::newRow("blanks") << u" 1 2  5 "_s << std::vector<int>{1, 2, 5} << QString();
    QTest::newRow("any order, twice") << u"50;1;50,\t2"_s << std::vector<int>{1, 2, 50} << QString();
    QTest::newRow("most") << u"10000"_s << std::vector<int>{10000} << QString();
    QTest::newRow("too many requests") << u"1, 10001"_s << std::vector<int>{} << u"\"10001\""_s;
    QTest::newRow("none") << u"0"_s << std::vector<int>{} << u"\"0\""_s;
    QTest::newRow("less") << u"-5"_s << std::vector<int>{} << u"\"-5\""_s;
    QTest::newRow("no number") << u"1, two"_s << std::vector<int>{} << u"\"two\""_s;
    QTest::newRow("a part") << u"1.5"_s << std::vector<int>{} << u"\"1.5\""_s;
    QTest::newRow("past 64 bits") << u"99999999999999999999999"_s << std::vector<int>{} << u"no count"_s;
    QTest::newRow("empty") << u" , "_s << std::vector<int>{} << u"Write the counts"_s;
    QStringList many;
    for (int i = 1; i <= 21; ++i)
        many << QString::number(i);
    QTest::newRow("too many counts") << many.join(u' ') << std::vector<int>{} << u"21 counts"_s;
}

void TestSweep::countsAreReadAsTyped()
{
    QFETCH(QString, text);
    QFETCH(std::vector<int>, counts);
    QFETCH(QString, fault);
    const SweepCounts read = countsIn(text);
    QCOMPARE(read.counts, counts);
    QCOMPARE(read.fault.isEmpty(), fault.isEmpty());
    QVERIFY2(read.fault.contains(fault), qPrintable(read.fault));
    if (read.fault.isEmpty())
        QCOMPARE(countsIn(countsText(read.counts)).counts, read.counts);
}

void TestSweep::onlyWholeRunsGiveAPoint()
{
    Run run = support::simulatedRun(Endpoint::Sync, 50);
    const std::optional<MakespanPoint> point = makespanPoint(run);
    QVERIFY(point);
    QCOMPARE(point->asked, (RunRequest{Endpoint::Sync, 50, 1'000'000, 40}));
    QCOMPARE(point->makespan, headline(run.trace).makespan);
    QCOMPARE(point->startedEpochNs, run.log.header.startedEpochNs);
    run.state = RunState::Running;
    QVERIFY(!makespanPoint(run));
    run.state = RunState::Stopped;
    QVERIFY(!makespanPoint(run));
    QVERIFY(!makespanPoint(Run()));
}

void TestSweep::thePointsAreCsv()
{
    const MakespanFigures points[] = {{{Endpoint::Async, 50, 100'000, 40}, 3, 102'345'678, 101'000'000, 107'000'000, 1'795'400'640'123'456'000},
                                      {{Endpoint::AsyncWrong, 3, 1, 7}, 1, 60'000'000'001, 60'000'000'001, 60'000'000'001, 0}};
    QCOMPARE(makespanCsv(points), u"endpoint,count,sleep_s,pool,runs,makespan_s,least_s,most_s,ideal_s,started\r\n"
                                  "async-endpoint,50,0.100000000,40,3,0.102345678,0.101000000,0.107000000,0.100000000,2026-11-23T02:24:00.123Z\r\n"
                                  "async-wrong,3,0.000001000,7,1,60.000000001,60.000000001,60.000000001,0.000003000,1970-01-01T00:00:00.000Z\r\n"_s);
}

void TestSweep::realRunsAreMeasuredInOrder()
{
    Sweep sweep;
    std::vector<MakespanPoint> points;
    std::vector<int> done;
    connect(&sweep, &Sweep::measured, this, [&](const MakespanPoint &point) {
        points.push_back(point);
        done.push_back(sweep.done());
    });
    QSignalSpy ended(&sweep, &Sweep::ended);
    const qint64 before = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    const SweepPlan plan = planSweep({.counts = {1, 3}, .sleepMicros = 20'000, .pool = 2});
    QCOMPARE(sweep.start(plan), QString());
    QVERIFY(sweep.running());
    QCOMPARE(sweep.total(), 18);
    QVERIFY(sweep.left() > 0);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
    QCOMPARE(ended.front().front().toString(), QString());
    QVERIFY(!sweep.running());
    QCOMPARE(sweep.left(), 0);
    QCOMPARE(done.front(), 1);
    QCOMPARE(done.back(), 18);
    QCOMPARE(points.size(), plan.runs.size());
    const std::vector<MakespanFigures> figures = makespanFigures(points);
    QCOMPARE(figures.size(), size_t(6));
    for (const MakespanFigures &one : figures) {
        QCOMPARE(one.runs, 3);
        QVERIFY(one.ideal() <= one.least && one.least <= one.median && one.median <= one.most); // precise timers never fire early
    }
    QCOMPARE(figures[4].ideal(), 40'000'000); // three on two workers
    for (size_t i = 0; i < points.size(); ++i) {
        QCOMPARE(points[i].asked, plan.runs[i]);
        QVERIFY(points[i].startedEpochNs >= (i ? points[i - 1].startedEpochNs + points[i - 1].makespan : before));
    }
}

void TestSweep::aStopKeepsWhatWasMeasured()
{
    Sweep sweep;
    QSignalSpy measured(&sweep, &Sweep::measured), ended(&sweep, &Sweep::ended);
    QCOMPARE(sweep.start({.runs = {{Endpoint::Async, 1, 0, 1}, {Endpoint::AsyncWrong, 2, 60'000'000, 1}}, .leftOut = {}}), QString());
    QTRY_COMPARE(measured.size(), 1);
    QVERIFY(ended.isEmpty());
    sweep.stop(); // a minute before its end
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
    QCOMPARE(ended.front().front().toString(), QString());
    QCOMPARE(sweep.done(), 1);
    QCOMPARE(measured.size(), 1);
    QCOMPARE(sweep.start({.runs = {{Endpoint::Sync, 2, 0, 1}}, .leftOut = {}}), QString()); // and once more
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, 30'000);
    QCOMPARE(measured.size(), 2);
}

void TestSweep::oneSweepAtATime()
{
    Sweep sweep;
    QVERIFY(sweep.start({}).contains(u"over 30 s"));
    QVERIFY(!sweep.running());
    QCOMPARE(sweep.start({.runs = {{Endpoint::Async, 1, 60'000'000, 1}}, .leftOut = {}}), QString());
    QVERIFY(sweep.start({.runs = {{Endpoint::Async, 1, 0, 1}}, .leftOut = {}}).contains(u"under way"));
    QVERIFY(sweep.running()); // goes in mid-run with its session
}

void TestSweep::aRunThatCannotBeFiredIsSaidAtOnce()
{
    Sweep sweep;
    QSignalSpy ended(&sweep, &Sweep::ended);
    const QString fault = sweep.start({.runs = {{Endpoint::Async, maximumCount + 1, 0, 1}}, .leftOut = {}});
    QVERIFY2(fault.contains(u"10,000") && fault.endsWith(u'.'), qPrintable(fault));
    QVERIFY(!sweep.running());
    QCOMPARE(ended.size(), 0); // it never began
    QCOMPARE(sweep.start({.runs = {{Endpoint::Async, 1, 0, 1}}, .leftOut = {}}), QString());
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
    QCOMPARE(sweep.done(), 1);
}

void TestSweep::theMedianAndTheRangeOfItsRunsAreAPoint()
{
    const RunRequest one{Endpoint::Sync, 5, 10, 40}, two{Endpoint::Sync, 6, 10, 40};
    const std::vector<MakespanFigures> figures =
            makespanFigures(std::vector<MakespanPoint>{{one, 30, 7}, {two, 4, 8}, {one, 10, 9}, {two, 1, 10}, {one, 20, 11}, {two, 2, 12}, {two, 9, 13}});
    QCOMPARE(figures, (std::vector<MakespanFigures>{{one, 3, 20, 10, 30, 7}, {two, 4, 3, 1, 9, 8}}));
    QVERIFY(makespanFigures({}).empty());
}

LOOPSCOPE_TEST(TestSweep)
#include "app_sweep.moc"
