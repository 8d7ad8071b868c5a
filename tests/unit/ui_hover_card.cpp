#include "app/depth.h"
#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/hover_card.h"

#include <QTest>

using namespace ui;
using app::State;

namespace {

constexpr qint64 oneSecond = 1'000'000'000;

/// The first slice of the request in that state, with the row it is in.
Hit hitOf(const app::Run &run, quint32 id, State state, qint64 at = -1)
{
    std::vector<Band> bands{{Region::Loop, 0, 0, 1}};
    const auto rows = [&bands](Region region, size_t count) {
        for (size_t i = 0; i < count; ++i)
            bands.push_back({region, int(i), 0, 1});
    };
    rows(Region::Worker, run.trace.workers().size());
    rows(Region::Awaiting, run.trace.awaiting().rows.size());
    rows(Region::Waiting, run.trace.waiting().rows.size());
    rows(Region::Client, run.trace.client().rows.size());
    for (const Band &band : bands) {
        const app::Row *row = rowOf(run.trace, band);
        for (size_t i = 0; row && i < row->size(); ++i) {
            const app::Slice slice = (*row)[i];
            if (slice.request == app::RequestId(id) && slice.state == state && (at < 0 || (slice.begin <= at && at < slice.end)))
                return {band, at < 0 ? slice.begin : at, slice};
        }
    }
    return {};
}

QString reasonOf(const app::Run &run, quint32 id, State state)
{
    const Hit hit = hitOf(run, id, state);
    return hit.slice ? reason(run, *hit.slice) : QStringLiteral("no such slice");
}

QStringList linesOf(const app::Run &run, const Hit &hit)
{
    const auto text = hoverText(run, hit);
    return text ? text->lines : QStringList();
}

} // namespace

class TestHoverCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSentenceSaysWhyARequestWaits();
    void whoBlockedTheLoopIsNamed();
    void aTimerThatIsLateIsSaid();
    void theCardNamesThreadProcessAndDepth();
    void depthIsThatOfTheMoment();
    void whatIsStillOpenLastsUntilNow();
    void aFailureIsSaid();
    void aFoldedGroupSaysHowMany();
};

void TestHoverCard::aSentenceSaysWhyARequestWaits()
{
    const app::Run sync = support::simulatedRun(app::Endpoint::Sync, 50);
    QCOMPARE(reasonOf(sync, 45, State::QueuedNoWorker), QStringLiteral("queued 1.00 s: all 40 workers busy"));
    QCOMPARE(reasonOf(sync, 45, State::BlockingWorker), QStringLiteral("blocking 1.00 s: asleep, and holds this worker"));
    QCOMPARE(reasonOf(sync, 45, State::InFlight), QStringLiteral("in flight 2.00 s: from sent to received"));
    const app::Run one = support::simulatedRun(app::Endpoint::Sync, 2, 1);
    QCOMPARE(reasonOf(one, 2, State::QueuedNoWorker), QStringLiteral("queued 1.00 s: the only worker busy"));
    const app::Run async = support::simulatedRun(app::Endpoint::Async, 3);
    QCOMPARE(reasonOf(async, 2, State::Awaiting), QStringLiteral("awaiting 1.00 s: the thread is free for others"));
    QCOMPARE(reasonOf(async, 2, State::Running), QStringLiteral("running 10 ns: its code holds the thread"));
    const app::Run wrong = support::simulatedRun(app::Endpoint::AsyncWrong, 2);
    QCOMPARE(reasonOf(wrong, 1, State::BlockingLoop), QStringLiteral("blocking 1.00 s: asleep ON the event loop, nothing else runs"));
    // Once it runs, the card still says what it waited for before.
    QVERIFY(linesOf(sync, hitOf(sync, 45, State::BlockingWorker)).contains(QStringLiteral("before that queued 1.00 s: all 40 workers were busy")));
    QVERIFY(!linesOf(sync, hitOf(sync, 45, State::QueuedNoWorker)).join(u' ').contains(QStringLiteral("before that")));
}

void TestHoverCard::whoBlockedTheLoopIsNamed()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 5);
    QCOMPARE(reasonOf(run, 2, State::QueuedLoopBlocked), QStringLiteral("queued 1.00 s: event loop blocked by request 1"));
    QCOMPARE(reasonOf(run, 3, State::QueuedLoopBlocked), QStringLiteral("queued 2.00 s: event loop blocked by requests 1 and 2"));
    QCOMPARE(reasonOf(run, 5, State::QueuedLoopBlocked), QStringLiteral("queued 4.00 s: event loop blocked by request 1 and 3 others"));
}

void TestHoverCard::aTimerThatIsLateIsSaid()
{
    support::SimulatedLog log;
    log.sleepNs = oneSecond;
    log.async(1, 0, oneSecond);
    log.async(2, 100, oneSecond + 350'000'000);
    const app::Run run = support::runOf(log, {app::Endpoint::Async, 2, 1'000'000, 40});
    QCOMPARE(reasonOf(run, 1, State::Awaiting), QStringLiteral("awaiting 1.00 s: the thread is free for others"));
    QCOMPARE(reasonOf(run, 2, State::Awaiting), QStringLiteral("awaiting 1.35 s: its timer was due 350 ms before, the event loop was busy"));
}

void TestHoverCard::theCardNamesThreadProcessAndDepth()
{
    const app::Run sync = support::simulatedRun(app::Endpoint::Sync, 50);
    const Hit worker = hitOf(sync, 3, State::BlockingWorker);
    const quint64 tid = sync.trace.workers()[size_t(worker.band.row)].tid;
    QCOMPARE(hoverText(sync, worker)->heading, QStringLiteral("request 3 \u00b7 worker 3"));
    const QStringList lines = linesOf(sync, worker);
    QVERIFY(lines.contains(QStringLiteral("process 4893, thread %1").arg(tid)));
    QVERIFY(lines.contains(QStringLiteral("depth 0: in the endpoint itself")));
    QVERIFY(linesOf(sync, hitOf(sync, 45, State::QueuedNoWorker)).contains(QStringLiteral("process 4893; no thread has it yet")));
    QVERIFY(linesOf(sync, hitOf(sync, 45, State::InFlight)).contains(QStringLiteral("the client's thread 1000")));
    const app::Run async = support::simulatedRun(app::Endpoint::Async, 3);
    const QStringList awaiting = linesOf(async, hitOf(async, 2, State::Awaiting));
    QVERIFY(awaiting.contains(QStringLiteral("depth 2: in a coroutine, 2 below the endpoint")));
    QVERIFY(awaiting.contains(QStringLiteral("process 4893; goes on in thread %1").arg(async.trace.eventLoop()->tid)));
}

void TestHoverCard::depthIsThatOfTheMoment()
{
    support::SimulatedLog log;
    log.async(1, 0, 1000); // called at 12, depth 1 at 14, depth 2 at 16, awaits at 20, back at 1020 and up
    log.async(2, 100, 1000);
    const app::Run run = support::runOf(log, {app::Endpoint::Async, 2, 1, 40});
    const auto depth = [&run](qint64 t) { return app::depthAt(run.log, app::RequestId(1), t).value_or(-1); };
    QCOMPARE(depth(0), -1);
    QCOMPARE(depth(11), -1);
    QCOMPARE(depth(12), 0);
    QCOMPARE(depth(15), 1);
    QCOMPARE(depth(16), 2);
    QCOMPARE(depth(1019), 2);
    QCOMPARE(depth(1020), 2);
    QCOMPARE(depth(1021), 1); // left depth 2
    QCOMPARE(depth(1023), 0); // left depth 1
    QCOMPARE(depth(5000), 0);
    QVERIFY(!app::depthAt(run.log, app::RequestId(9), 100));
    QVERIFY(linesOf(run, hitOf(run, 1, State::Running, 15)).contains(QStringLiteral("depth 1: in a coroutine that the endpoint awaits")));
}

void TestHoverCard::whatIsStillOpenLastsUntilNow()
{
    support::SimulatedLog log;
    log.sleepNs = oneSecond;
    log.async(1, 0, oneSecond);
    log.sort();
    log.cutAt(oneSecond / 2);
    app::Run run = support::runOf(log, {app::Endpoint::Async, 1, 1'000'000, 40});
    run.now = oneSecond / 2;
    QCOMPARE(reasonOf(run, 1, State::Awaiting), QStringLiteral("awaiting 500 ms: the thread is free for others"));
    QCOMPARE(reasonOf(run, 1, State::InFlight), QStringLiteral("in flight 500 ms: sent, and not yet answered"));
    QVERIFY(linesOf(run, hitOf(run, 1, State::Awaiting)).contains(QStringLiteral("from 20 ns to now")));
    run.now = oneSecond + oneSecond / 2;
    QCOMPARE(reasonOf(run, 1, State::Awaiting), QStringLiteral("awaiting 1.50 s: its timer is due for 500 ms, the event loop is busy"));
}

void TestHoverCard::aFailureIsSaid()
{
    support::SimulatedLog log;
    log.async(1, 0, oneSecond);
    log.step(500, app::EventKind::Failed, 1, app::Endpoint::Async, log.client, qint64(server::FailureReason::Closed));
    const app::Run run = support::runOf(log, {app::Endpoint::Async, 1, 1'000'000, 40});
    QVERIFY(linesOf(run, hitOf(run, 1, State::Awaiting)).contains(QStringLiteral("failed: no answer reached the client")));
    QCOMPARE(reasonOf(run, 1, State::InFlight), QStringLiteral("in flight 500 ns: from sent to failed"));
}

void TestHoverCard::aFoldedGroupSaysHowMany()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 50);
    const auto text = hoverText(run, {{Region::Awaiting, -1, 0, 1}, oneSecond / 2, std::nullopt});
    QVERIFY(text && text->heading.contains(QStringLiteral("50")));
    QVERIFY(!hoverText(run, {{Region::Loop, 0, 0, 1}, oneSecond / 2, std::nullopt})); // an idle loop: nothing to tell
}

LOOPSCOPE_TEST(TestHoverCard)
#include "ui_hover_card.moc"
