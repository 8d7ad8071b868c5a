#include "app/trace.h"
#include "support/registered.h"
#include "support/simulated_log.h"
#include "support/steps.h"

#include <QTest>

using namespace app;
using support::SimulatedLog;

namespace {

Slice slice(qint64 begin, qint64 end, quint32 request, State state, Endpoint endpoint, bool failed = false)
{
    return {begin, end, RequestId(request), state, endpoint, failed};
}

Trace traceOf(const SimulatedLog &log, int pool = 40)
{
    Trace trace(pool);
    trace.append(log.log);
    return trace;
}

} // namespace

/// Hand-made logs and the very slices they must give.
class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asyncAwaitsBesideTheLoop();
    void syncBlocksItsWorkerOnly();
    void aFullPoolQueues();
    void aBlockedLoopQueuesWhatIsSent();
    void aDroppedTaskEndsAsFailed();
    void aFailedRequestEndsItsFlight();
    void aLaneIsNeverHeldTwice();
    void freedRowsAreUsedAgain();
};

void TestTrace::asyncAwaitsBesideTheLoop()
{
    SimulatedLog log;
    log.async(1, 100, 1000);
    const Trace trace = traceOf(log);
    const Endpoint async = Endpoint::Async;
    QCOMPARE(trace.eventLoop()->slices.size(), size_t(2));
    QCOMPARE(trace.eventLoop()->slices[0], slice(110, 120, 1, State::Running, async));
    QCOMPARE(trace.eventLoop()->slices[1], slice(1120, 1130, 1, State::Running, async));
    QCOMPARE(trace.eventLoop()->busy, 20);
    QCOMPARE(trace.awaiting().rows, (std::deque<Row>{{slice(120, 1120, 1, State::Awaiting, async)}}));
    QCOMPARE(trace.client().rows, (std::deque<Row>{{slice(100, 1140, 1, State::InFlight, async)}}));
    QCOMPARE(support::stepsOf(trace.awaiting().counts), (std::vector<CountStep>{{120, 1}, {1120, 0}}));
    QVERIFY(trace.workers().empty());
    QVERIFY(trace.waiting().rows.empty());
    const Request *request = trace.request(RequestId(1));
    QCOMPARE(request->status, 200);
    QCOMPARE(request->sent, 100);
    QCOMPARE(request->ended, 1140);
    QCOMPARE(request->queuedNs, 0);
}

void TestTrace::syncBlocksItsWorkerOnly()
{
    SimulatedLog log;
    log.sync(1, 100, 1, 130, 1000);
    const Trace trace = traceOf(log);
    QCOMPARE(trace.workers().size(), size_t(1));
    QCOMPARE(trace.workers()[0].name, QStringLiteral("worker-1"));
    QCOMPARE(trace.workers()[0].slices, (Row{slice(130, 135, 1, State::Running, Endpoint::Sync),
                                             slice(135, 1135, 1, State::BlockingWorker, Endpoint::Sync),
                                             slice(1135, 1140, 1, State::Running, Endpoint::Sync)}));
    QCOMPARE(trace.eventLoop()->slices, (Row{slice(110, 120, 1, State::Running, Endpoint::Sync),
                                             slice(1150, 1160, 1, State::Running, Endpoint::Sync)}));
    QVERIFY(trace.waiting().rows.empty()); // a free worker took it
}

void TestTrace::aFullPoolQueues()
{
    SimulatedLog log;
    log.sync(1, 100, 1, 130, 1000);
    log.sync(2, 105, 1, 1145, 1000);
    log.sort();
    const Trace trace = traceOf(log, 1);
    QCOMPARE(trace.waiting().rows, (std::deque<Row>{{slice(125, 1145, 2, State::QueuedNoWorker, Endpoint::Sync)}}));
    QCOMPARE(trace.request(RequestId(2))->queuedNs, 1020);
    QCOMPARE(trace.request(RequestId(2))->queuedAs, State::QueuedNoWorker);
    QVERIFY(traceOf(log, 2).waiting().rows.empty());
}

void TestTrace::aBlockedLoopQueuesWhatIsSent()
{
    SimulatedLog log;
    log.wrong(1, 100, 110, 1000);
    log.wrong(2, 105, 1140, 1000); // sent before the loop blocked
    log.wrong(3, 500, 2170, 1000); // sent while it did
    log.sort();
    const Trace trace = traceOf(log);
    QCOMPARE(trace.waiting().rows, (std::deque<Row>{{slice(115, 1140, 2, State::QueuedLoopBlocked, Endpoint::AsyncWrong)},
                                                     {slice(500, 2170, 3, State::QueuedLoopBlocked, Endpoint::AsyncWrong)}}));
    QCOMPARE(trace.request(RequestId(3))->blockedBy, RequestId(1));
    int blocking = 0;
    for (const Slice &held : trace.eventLoop()->slices)
        blocking += held.state == State::BlockingLoop && held.end - held.begin == 1000;
    QCOMPARE(blocking, 3);
}

void TestTrace::aDroppedTaskEndsAsFailed()
{
    SimulatedLog log;
    log.async(1, 100, 1000);
    log.cutAt(120);
    log.step(600, EventKind::Dropped, 1, Endpoint::Async, log.loop);
    const Trace trace = traceOf(log);
    QCOMPARE(trace.awaiting().rows, (std::deque<Row>{{slice(120, 600, 1, State::Awaiting, Endpoint::Async, true)}}));
    QVERIFY(trace.request(RequestId(1))->failed);
}

void TestTrace::aFailedRequestEndsItsFlight()
{
    SimulatedLog log;
    log.step(10, EventKind::Sent, 1, Endpoint::Sync, log.client);
    log.step(90, EventKind::Failed, 1, Endpoint::Sync, log.client, qint64(server::FailureReason::HttpStatus) + 503);
    const Trace trace = traceOf(log);
    QCOMPARE(trace.client().rows, (std::deque<Row>{{slice(10, 90, 1, State::InFlight, Endpoint::Sync, true)}}));
    QCOMPARE(trace.request(RequestId(1))->status, 503);
}

void TestTrace::aLaneIsNeverHeldTwice()
{
    SimulatedLog log;
    log.step(10, EventKind::Arrived, 1, Endpoint::Async, log.loop);
    log.step(20, EventKind::Arrived, 2, Endpoint::Async, log.loop); // what ended the first is lost
    log.step(30, EventKind::Responded, 1, Endpoint::Async, log.loop);
    log.step(40, EventKind::Responded, 2, Endpoint::Async, log.loop);
    QCOMPARE(traceOf(log).eventLoop()->slices, (Row{slice(10, 20, 1, State::Running, Endpoint::Async),
                                                    slice(20, 40, 2, State::Running, Endpoint::Async)}));
}

void TestTrace::freedRowsAreUsedAgain()
{
    SimulatedLog log;
    log.async(1, 100, 1000);
    log.async(2, 500, 5000);
    log.async(3, 2000, 1000);
    log.sort();
    const Trace trace = traceOf(log);
    QCOMPARE(trace.awaiting().rows.size(), size_t(2));
    QCOMPARE(trace.awaiting().rows[0].size(), size_t(2));
    QCOMPARE(trace.awaiting().rows[0][1].request, RequestId(3));
}

LOOPSCOPE_TEST(TestTrace)
#include "app_trace.moc"
