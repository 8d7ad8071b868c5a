#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/slice_cursor.h"

#include <QTest>

using namespace ui;
using app::State;

class TestSliceCursor : public QObject
{
    Q_OBJECT

private:
    static std::vector<SlicePlace> lanes(const app::Run &run);

private Q_SLOTS:
    void itBeginsAtTheChosenRequest();
    void itBeginsInTheFirstLaneThatHasSlices();
    void leftAndRightWalkEverySliceOfALane();
    void upAndDownWalkEveryLaneAndKeepTheTime();
    void aFoldedLaneIsStoodOnAsAWhole();
    void atTheEdgesItStays();
    void aLaneThatWasHiddenIsLeft();
    void theNearestSliceIsFound_data();
    void theNearestSliceIsFound();
    void nowhereThereIsNothing();
};

/// As the timeline draws them.
std::vector<SlicePlace> TestSliceCursor::lanes(const app::Run &run)
{
    return lanesOf(layOut(run, {{1000, 600}, {0, run.now}, 1, {}, true}));
}

void TestSliceCursor::itBeginsAtTheChosenRequest()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    SliceCursor cursor;
    cursor.enter(run, lanes(run), app::RequestId(7), 500'000'000);
    QCOMPARE(cursor.position()->place, (SlicePlace{Region::Worker, 6}));
    QCOMPARE(cursor.slice(run.trace)->request, app::RequestId(7));
    QCOMPARE(cursor.slice(run.trace)->state, State::BlockingWorker);
}

void TestSliceCursor::itBeginsInTheFirstLaneThatHasSlices()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    SliceCursor cursor;
    cursor.enter(run, lanes(run), app::RequestId::None, 0);
    QCOMPARE(cursor.position()->place, (SlicePlace{Region::Loop, 0})); // not the loop lag above it
    QCOMPARE(cursor.position()->index, size_t(0));
}

void TestSliceCursor::leftAndRightWalkEverySliceOfALane()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 12);
    const auto places = lanes(run);
    const app::Row &row = run.trace.eventLoop()->slices;
    SliceCursor cursor;
    cursor.enter(run, places, app::RequestId::None, 0);
    for (size_t i = 0; i < row.size(); ++i) {
        QCOMPARE(cursor.position()->index, i);
        QVERIFY(*cursor.slice(run.trace) == row[i]);
        QCOMPARE(cursor.move(run, places, CursorStep::Right), i + 1 < row.size());
    }
    for (size_t i = row.size(); i-- > 0;) {
        QCOMPARE(cursor.position()->index, i);
        QCOMPARE(cursor.move(run, places, CursorStep::Left), i > 0);
    }
}

void TestSliceCursor::upAndDownWalkEveryLaneAndKeepTheTime()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const auto places = lanes(run);
    SliceCursor cursor;
    cursor.enter(run, places, app::RequestId(20), 500'000'000);
    cursor.move(run, places, CursorStep::Right);
    while (cursor.slice(run.trace)->request != app::RequestId(20) || cursor.slice(run.trace)->state != State::BlockingWorker)
        QVERIFY(cursor.move(run, places, CursorStep::Left));
    for (int worker = 20; worker < 40; ++worker) { // each at its own bar in the middle of the second
        QVERIFY(cursor.move(run, places, CursorStep::Down));
        QCOMPARE(cursor.position()->place, (SlicePlace{Region::Worker, worker}));
        QCOMPARE(cursor.slice(run.trace)->state, State::BlockingWorker);
        QCOMPARE(cursor.slice(run.trace)->request, app::RequestId(worker + 1));
    }
    size_t steps = 0;
    while (cursor.move(run, places, CursorStep::Up))
        ++steps;
    QCOMPARE(cursor.position()->place, places.front());
    while (cursor.move(run, places, CursorStep::Down))
        ++steps;
    QCOMPARE(steps, size_t(41) + places.size() - 1); // from worker 40 up: 39 workers, the loop, the lag
    QCOMPARE(cursor.position()->place, places.back());
}

void TestSliceCursor::aFoldedLaneIsStoodOnAsAWhole()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 50);
    const auto places = lanes(run);
    SliceCursor cursor;
    cursor.enter(run, places, app::RequestId::None, 500'000'000);
    QVERIFY(cursor.move(run, places, CursorStep::Down));
    QCOMPARE(cursor.position()->place, (SlicePlace{Region::Awaiting, wholeGroup}));
    QCOMPARE(cursor.position()->index, CursorPosition::wholeLane);
    QVERIFY(!cursor.slice(run.trace));
    QVERIFY(!cursor.move(run, places, CursorStep::Right));
    QVERIFY(cursor.move(run, places, CursorStep::Up));
    QVERIFY(cursor.slice(run.trace));
}

void TestSliceCursor::atTheEdgesItStays()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 2);
    const auto places = lanes(run);
    SliceCursor cursor;
    QVERIFY(!cursor.move(run, places, CursorStep::Down)); // it has not begun
    cursor.moveTo(run, {places.front(), CursorPosition::wholeLane});
    QVERIFY(!cursor.move(run, places, CursorStep::Up));
    cursor.moveTo(run, {places.back(), CursorPosition::wholeLane});
    QVERIFY(!cursor.move(run, places, CursorStep::Down));
    QCOMPARE(cursor.position()->place, places.back());
}

void TestSliceCursor::aLaneThatWasHiddenIsLeft()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 3);
    const auto places = lanes(run);
    SliceCursor cursor;
    cursor.moveTo(run, {{Region::Client, 2}, 0}); // the client is folded
    QVERIFY(cursor.move(run, places, CursorStep::Right));
    QCOMPARE(cursor.position()->place, places.front());
}

void TestSliceCursor::theNearestSliceIsFound_data()
{
    QTest::addColumn<qint64>("t");
    QTest::addColumn<int>("index");
    QTest::newRow("before all") << qint64(0) << 0;
    QTest::newRow("in the first") << qint64(15) << 0;
    QTest::newRow("nearer to the first") << qint64(23) << 0;
    QTest::newRow("nearer to the second") << qint64(28) << 1;
    QTest::newRow("at a begin") << qint64(30) << 1;
    QTest::newRow("after all") << qint64(999) << 1;
}

void TestSliceCursor::theNearestSliceIsFound()
{
    QFETCH(qint64, t);
    QFETCH(int, index);
    support::SimulatedLog log;
    const app::ThreadId worker = log.thread(QStringLiteral("worker-1"));
    for (const int begin : {10, 30}) {
        log.step(begin, app::EventKind::Called, quint32(begin), app::Endpoint::Sync, worker);
        log.step(begin + 10, app::EventKind::Completed, quint32(begin), app::Endpoint::Sync, worker);
    }
    const app::Run run = support::runOf(log, {});
    QCOMPARE(nearestSlice(run.trace.workers().front().slices, t), size_t(index));
}

void TestSliceCursor::nowhereThereIsNothing()
{
    const app::Run run;
    SliceCursor cursor;
    cursor.enter(run, {}, app::RequestId(1), 0);
    QVERIFY(!cursor.position() && !cursor.slice(run.trace));
    QVERIFY(!rowAt(run.trace, {Region::Worker, 3}) && !rowAt(run.trace, {Region::Loop, 0}) && !rowAt(run.trace, {Region::Lag, 0}));
    QCOMPARE(placeName(run.trace, {Region::Worker, 3}), QString());
}

LOOPSCOPE_TEST(TestSliceCursor)
#include "ui_slice_cursor.moc"
