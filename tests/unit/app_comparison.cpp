#include "app/comparison.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using app::Compared;
using app::Endpoint;

/// What is told of several runs together.
class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHeadlineTellsEachRun();
    void theTitleSaysWhatTheyHaveInCommon();
    void namesTellRunsApart();
    void captionsSayHowItWasDone();
    void aMomentIsToldFromTheFirstRequestOn();
    void theUsualRangeLeavesShortRunsReadable();
    void runsToComeAreExpectedToBeIdeal();
};

namespace {

std::vector<Compared> allThree(int count)
{
    std::vector<Compared> runs;
    for (const Endpoint endpoint : {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong})
        runs.push_back(app::comparedOf(support::simulatedRun(endpoint, count)));
    return runs;
}

Compared asked(Endpoint endpoint, int count, int pool = 40, quint32 sleepMicros = 1'000'000)
{
    return app::comparedToCome({endpoint, count, sleepMicros, pool});
}

Compared lasting(qint64 ns)
{
    Compared run;
    run.stage = Compared::Stage::Done;
    run.makespan = ns;
    return run;
}

} // namespace

void TestComparison::theHeadlineTellsEachRun()
{
    QCOMPARE(app::comparisonHeadline(allThree(50)), u"50 requests: async 1.00 s, sync 2.00 s, async-wrong 50.0 s"_s);
    std::vector<Compared> runs = allThree(50);
    runs[1].stage = Compared::Stage::Live;
    runs[2].stage = Compared::Stage::ToCome;
    QCOMPARE(app::comparisonHeadline(runs), u"50 requests: async 1.00 s, sync 2.00 s so far"_s);
    runs = {app::comparedOf(support::simulatedRun(Endpoint::Sync, 20, 40)), app::comparedOf(support::simulatedRun(Endpoint::Sync, 20, 10))};
    QCOMPARE(app::comparisonHeadline(runs), u"20 requests: 40 workers 1.00 s, 10 workers 2.00 s"_s);
}

void TestComparison::theTitleSaysWhatTheyHaveInCommon()
{
    QCOMPARE(app::comparisonTitle(allThree(50)), u"50 requests, three ways to wait 1 second"_s);
    QCOMPARE(app::comparisonTitle({asked(Endpoint::Async, 1, 40, 500'000), asked(Endpoint::Sync, 1, 40, 500'000)}),
             u"1 request, two ways to wait 0.5 seconds"_s);
    QCOMPARE(app::comparisonTitle({asked(Endpoint::Sync, 50, 40), asked(Endpoint::Sync, 50, 10)}), u"2 runs of 50 \u00d7 /sync-endpoint"_s);
    QCOMPARE(app::comparisonTitle({asked(Endpoint::Sync, 50), asked(Endpoint::Async, 50, 40, 2'000'000)}), u"2 runs of 50 requests"_s);
    QCOMPARE(app::comparisonTitle({asked(Endpoint::Sync, 50), asked(Endpoint::Async, 10), asked(Endpoint::Async, 1)}), u"Comparison of 3 runs"_s);
}

void TestComparison::namesTellRunsApart()
{
    QCOMPARE(app::comparisonNames({asked(Endpoint::Async, 5), asked(Endpoint::Sync, 5)}), (QStringList{u"/async-endpoint"_s, u"/sync-endpoint"_s}));
    QCOMPARE(app::comparisonNames({asked(Endpoint::Async, 5), asked(Endpoint::Async, 1000)}), (QStringList{u"5 requests"_s, u"1,000 requests"_s}));
    QCOMPARE(app::comparisonNames({asked(Endpoint::Async, 5), asked(Endpoint::Async, 5, 40, 250'000)}), (QStringList{u"sleep 1 s"_s, u"sleep 0.25 s"_s}));
    QCOMPARE(app::comparisonNames({asked(Endpoint::Sync, 5), asked(Endpoint::Sync, 5, 2), asked(Endpoint::Async, 5)}),
             (QStringList{u"/sync-endpoint \u00b7 40 workers"_s, u"/sync-endpoint \u00b7 2 workers"_s, u"/async-endpoint"_s}));
    Compared first = asked(Endpoint::Async, 5), second = first;
    first.file = u"monday.jsonl"_s;
    second.file = u"friday.jsonl"_s;
    QCOMPARE(app::comparisonNames({first, second}), (QStringList{u"monday.jsonl"_s, u"friday.jsonl"_s}));
    const QStringList same = app::comparisonNames({first, first, second, asked(Endpoint::Async, 5), asked(Endpoint::Async, 5)});
    QCOMPARE(std::set<QString>(same.begin(), same.end()).size(), size_t(5));
}

void TestComparison::captionsSayHowItWasDone()
{
    const std::vector<Compared> runs = allThree(50);
    QCOMPARE(app::comparedCaption(runs[0]), u"one thread, 50 tasks"_s);
    QCOMPARE(app::comparedCaption(runs[1]), u"40 workers, 10 queued"_s);
    QCOMPARE(app::comparedCaption(runs[2]), u"the loop is blocked"_s);
    Compared quick = runs[0];
    quick.head.mostAwaiting = 12;
    QCOMPARE(app::comparedCaption(quick), u"one thread, 12 tasks at once"_s);
    QCOMPARE(app::comparedCaption(runs[0], true), u"one thread, 50 tasks, sleep 1 s"_s);
    QCOMPARE(app::comparedCaption(asked(Endpoint::Async, 5)), u"waits its turn"_s);
}

void TestComparison::aMomentIsToldFromTheFirstRequestOn()
{
    constexpr qint64 second = 1'000'000'000;
    QCOMPARE(app::momentText(support::simulatedRun(Endpoint::Async, 50), second / 2), u"50 awaiting"_s);
    const app::Run sync = support::simulatedRun(Endpoint::Sync, 50);
    QCOMPARE(app::momentText(sync, second / 2), u"40 workers busy, 10 queued"_s);
    QCOMPARE(app::momentText(sync, second * 3 / 2), u"10 workers busy"_s);
    QCOMPARE(app::momentText(sync, second * 3), u"done"_s);
    QCOMPARE(app::momentText(sync, -5), u"not begun"_s);
    QCOMPARE(app::momentText(support::simulatedRun(Endpoint::AsyncWrong, 5), second * 3 / 2), u"the loop is blocked, 3 queued"_s);
    support::SimulatedLog late; // long after the log's beginning
    late.sleepNs = second;
    late.async(1, 5 * second, second);
    app::Run run = support::runOf(late, {Endpoint::Async, 1, 1'000'000, 40});
    QCOMPARE(app::momentText(run, second / 2), u"1 awaiting"_s);
    run.state = app::RunState::Running;
    QCOMPARE(app::momentText(run, 2 * second), u"not yet"_s);
}

void TestComparison::theUsualRangeLeavesShortRunsReadable()
{
    constexpr qint64 second = 1'000'000'000;
    const std::vector<Compared> alike{lasting(second), lasting(2 * second), lasting(9 * second)};
    QCOMPARE(app::usualEnd(alike), 9 * second);
    const std::vector<Compared> cut{lasting(50 * second), lasting(second), lasting(2 * second)};
    QCOMPARE(app::wholeEnd(cut), 50 * second);
    QVERIFY(app::usualEnd(cut) >= 5 * second && app::usualEnd(cut) < 6 * second);
    // Two long ones are no reason to show the short ones as a hair.
    const std::vector<Compared> two{lasting(50 * second), lasting(51 * second), lasting(2 * second)};
    QCOMPARE(app::usualEnd(two), app::usualEnd(cut));
    QVERIFY(app::usualEnd({lasting(0)}) > 0);
}

void TestComparison::runsToComeAreExpectedToBeIdeal()
{
    QCOMPARE(app::wholeEnd({asked(Endpoint::Async, 50), asked(Endpoint::AsyncWrong, 50)}), 50'000'000'000);
    QCOMPARE(app::usualEnd({asked(Endpoint::Async, 50), asked(Endpoint::AsyncWrong, 50)}), app::usualEnd({lasting(1'000'000'000), lasting(50'000'000'000)}));
}

LOOPSCOPE_TEST(TestComparison)
#include "app_comparison.moc"
