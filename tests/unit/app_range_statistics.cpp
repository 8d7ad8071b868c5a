#include "app/loop_meter.h"
#include "app/range_statistics.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QRandomGenerator>
#include <QTest>

#include <functional>

using namespace app;

namespace {

Log randomLog(QRandomGenerator &random)
{
    support::SimulatedLog log;
    const int requests = random.bounded(1, 40);
    for (int i = 1; i <= requests; ++i) {
        const qint64 t = random.bounded(2000), sleep = random.bounded(1, 3000);
        switch (random.bounded(3)) {
        case 0: log.async(quint32(i), t, sleep); break;
        case 1: log.sync(quint32(i), t, random.bounded(1, 6), t + 20 + random.bounded(2000), sleep); break;
        default: log.wrong(quint32(i), t, t + random.bounded(2000), sleep);
        }
    }
    log.sort();
    if (random.bounded(2))
        log.cutAt(random.bounded(4000));
    return log.log;
}

void each(const Trace &trace, const std::function<void(const Slice &)> &see)
{
    const auto row = [&see](const Row &slices) {
        for (const Slice &slice : slices)
            see(slice);
    };
    if (trace.eventLoop())
        row(trace.eventLoop()->slices);
    for (const Lane &lane : trace.workers())
        row(lane.slices);
    for (const Group *group : {&trace.awaiting(), &trace.waiting(), &trace.client()}) {
        for (const Row &slices : group->rows)
            row(slices);
    }
}

/// Nanosecond by nanosecond: how long each state lasted in the range, over all slices.
std::array<qint64, stateCount> counted(const Trace &trace, qint64 now, qint64 begin, qint64 end)
{
    std::array<qint64, stateCount> result{};
    each(trace, [&](const Slice &slice) {
        for (qint64 t = begin; t < end; ++t)
            result[size_t(slice.state)] += t >= slice.begin && t < slice.end && t < now;
    });
    return result;
}

} // namespace

class TestRangeStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeRunOfFiftySyncIsFiftySeconds()
    {
        const Run run = support::simulatedRun(Endpoint::Sync, 50);
        const RangeStatistics whole = rangeStatistics(run.trace, run.now, 0, run.now);
        const StateFigures &blocking = whole.of(State::BlockingWorker);
        QCOMPARE(blocking.slices, 50);
        QCOMPARE(blocking.total, 50'000'000'000);
        QCOMPARE(blocking.longest, 1'000'000'000);
        QCOMPARE(blocking.mean(), 1e9);
        QVERIFY(whole.share(State::BlockingWorker) > 20 && whole.share(State::BlockingWorker) < 25);
        QCOMPARE(whole.of(State::QueuedNoWorker).slices, 10);
        QCOMPARE(whole.of(State::Awaiting), StateFigures{});
        QCOMPARE(whole.of(State::InFlight).slices, 50);
    }
    void slicesAreCutAtTheEdges()
    {
        support::SimulatedLog log;
        log.wrong(1, 0, 100, 1000); // blocks from 105 to 1105
        const Run run = support::runOf(log, {Endpoint::AsyncWrong, 1, 1, 40});
        const StateFigures middle = rangeStatistics(run.trace, run.now, 200, 300).of(State::BlockingLoop);
        QCOMPARE(middle, (StateFigures{1, 100, 100}));
        QCOMPARE(rangeStatistics(run.trace, run.now, 1105, 2000).of(State::BlockingLoop), StateFigures{});
        QCOMPARE(rangeStatistics(run.trace, run.now, 0, 105).of(State::BlockingLoop), StateFigures{});
        QCOMPARE(rangeStatistics(run.trace, run.now, 1104, 2000).of(State::BlockingLoop), (StateFigures{1, 1, 1}));
        QCOMPARE(rangeStatistics(run.trace, run.now, 500, 500).share(State::BlockingLoop), 0.0);
    }
    void whatIsOpenEndsNow()
    {
        support::SimulatedLog log;
        log.wrong(1, 0, 100, 1'000'000);
        log.cutAt(500);
        const Run run = support::runOf(log, {Endpoint::AsyncWrong, 1, 1, 40});
        QCOMPARE(rangeStatistics(run.trace, 4105, 0, 10'000).of(State::BlockingLoop), (StateFigures{1, 4000, 4000}));
        QCOMPARE(rangeStatistics(run.trace, 4105, 5000, 10'000).of(State::BlockingLoop), StateFigures{});
    }
    void anEmptyTraceHasNothing()
    {
        QCOMPARE(rangeStatistics(Trace(), 0, 0, 100).states, RangeStatistics{}.states);
        QCOMPARE(LoopMeter().share(Trace(), 100), (LoopShare{0, 0, 0, 100}));
    }
    void anyRangeOfAnyTraceIsWhatCountingGives()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 40; ++round) {
            const Log log = randomLog(random);
            Trace trace;
            trace.append(log);
            const qint64 now = trace.end() + random.bounded(300);
            const qint64 begin = random.bounded(4000), end = begin + random.bounded(2000);
            const RangeStatistics got = rangeStatistics(trace, now, begin, end);
            const auto expected = counted(trace, now, begin, end);
            for (size_t i = 0; i < expected.size(); ++i) {
                QCOMPARE(got.states[i].total, expected[i]);
                QCOMPARE(got.states[i].slices > 0, expected[i] > 0);
                QVERIFY(got.states[i].longest <= got.states[i].total);
            }
        }
    }
    void theLoopsShareIsWhatCountingGives()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 40; ++round) {
            const Log log = randomLog(random);
            Trace trace;
            trace.append(log);
            const qint64 now = trace.end() + random.bounded(300);
            const qint64 begin = random.bounded(3000), end = begin + random.bounded(2000);
            LoopShare expected;
            for (qint64 t = begin; t < std::min(end, now); ++t) {
                const Moment moment = momentAt(trace, t);
                const bool blocks = moment.loopState == State::BlockingLoop;
                if (moment.running != RequestId::None)
                    ++(blocks ? expected.blocking : expected.running);
                else
                    ++(moment.awaiting + moment.ready > 0 ? expected.awaiting : expected.idle);
            }
            QCOMPARE(loopShare(trace, begin, end, now), expected);
        }
    }
    void askedAtEveryStepTheMeterSaysTheSameAsAskedOnce()
    {
        QRandomGenerator random(13);
        for (int round = 0; round < 30; ++round) {
            const Log log = randomLog(random);
            Log growing;
            growing.threads = log.threads;
            Trace trace;
            LoopMeter meter;
            for (const Event &event : log.events) {
                growing.events.push_back(event);
                trace.append(growing);
                const qint64 now = trace.end() + random.bounded(50);
                QCOMPARE(meter.share(trace, now), loopShare(trace, trace.begin(), now, now));
            }
        }
    }
    void aMeterBeginsAnewWithAnotherTrace()
    {
        const Run run = support::simulatedRun(Endpoint::AsyncWrong, 3);
        LoopMeter meter;
        QVERIFY(meter.share(run.trace, run.now).blocking >= 3'000'000'000);
        support::SimulatedLog log;
        log.wrong(1, 0, 100, 1000);
        const Run other = support::runOf(log, {Endpoint::AsyncWrong, 1, 1, 40});
        QCOMPARE(meter.share(other.trace, other.now).blocking, 1000);
    }
};

LOOPSCOPE_TEST(TestRangeStatistics)
#include "app_range_statistics.moc"
