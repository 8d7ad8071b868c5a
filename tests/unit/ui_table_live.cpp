#include "support/registered.h"
#include "support/simulated_run.h"
#include "support/table_rows.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;
using app::EventKind;
using support::columnOf;
using support::sliceCount;

/// The same run, event after event.
class RunInPortions
{
public:
    explicit RunInPortions(const app::Run &whole) : m_whole(whole)
    {
        run.state = app::RunState::Running;
        run.asked = whole.asked;
        run.log.header = whole.log.header;
        run.log.threads = whole.log.threads;
        run.trace = app::Trace(whole.asked.pool);
    }
    bool grow(size_t events)
    {
        const size_t from = run.log.events.size(), to = std::min(from + events, m_whole.log.events.size());
        for (size_t i = from; i < to; ++i)
            run.log.events.push_back(m_whole.log.events[i]);
        run.trace.append(run.log);
        run.now = run.trace.end();
        return to < m_whole.log.events.size();
    }
    app::Run run;

private:
    const app::Run &m_whole;
};

/// The table of a run that is not over yet.
class TestTableLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGrowingRunIsTakenInPortions();
    void aGrowingRunKeepsItsOrderAndItsChosenRow();
    void whatIsStillOpenGrows();
    void aStateThatTookNoTimeLeavesNoRow();
    void aFilterForFailuresFindsThemWhenTheyFail();
};

void TestTableLive::aGrowingRunIsTakenInPortions()
{
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        const app::Run whole = support::simulatedRun(endpoint, 60);
        RunInPortions growing(whole);
        TableModel model, atOnce;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRun(&growing.run);
        while (growing.grow(7))
            model.refresh();
        growing.run.state = app::RunState::Finished;
        model.refresh();
        atOnce.setRun(&whole);
        QCOMPARE(model.rowCount(), sliceCount(whole.trace));
        for (int i = 0; i < model.columnCount(); ++i)
            QCOMPARE(columnOf(model, i), columnOf(atOnce, i));
    }
}

void TestTableLive::aGrowingRunKeepsItsOrderAndItsChosenRow()
{
    const app::Run whole = support::simulatedRun(app::Endpoint::Sync, 60);
    RunInPortions growing(whole);
    growing.grow(400);
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(&growing.run);
    model.sort(SliceSource::RequestColumn, Qt::DescendingOrder);
    const QPersistentModelIndex chosen(model.index(10, 0));
    const RowRef ref = model.ref(10);
    while (growing.grow(31)) {
        model.refresh();
        QVERIFY(chosen.isValid() && model.ref(chosen.row()) == ref);
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.request(row - 1) >= model.request(row));
    }
}

void TestTableLive::whatIsStillOpenGrows()
{
    support::SimulatedLog log;
    log.step(0, EventKind::Sent, 1, app::Endpoint::Sync, log.client);
    log.lag(3'000'000'000, 0);
    app::Run run = support::runOf(log, {});
    run.state = app::RunState::Running;
    TableModel model;
    model.setRun(&run);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, SliceSource::EndColumn).data().toString(), u"goes on"_s);
    QCOMPARE(model.index(0, SliceSource::DurationColumn).data().toString(), u"3.000000"_s);
    QCOMPARE(support::textOf(model.csv(), run).section(u"\r\n"_s, 1, 1), u"1,/sync-endpoint,in flight,client,0.000000000,,3.000000000,0"_s);
    run.now = 4'000'000'000;
    QCOMPARE(model.index(0, SliceSource::DurationColumn).data().toString(), u"4.000000"_s);
}

void TestTableLive::aStateThatTookNoTimeLeavesNoRow()
{
    support::SimulatedLog log;
    const app::ThreadId worker = log.thread(u"worker-1"_s);
    log.step(10, EventKind::Called, 1, app::Endpoint::Sync, worker); // runs for no time at all, then sleeps
    log.step(10, EventKind::Blocking, 1, app::Endpoint::Sync, worker);
    log.step(50, EventKind::Slept, 1, app::Endpoint::Sync, worker);
    log.step(50, EventKind::Completed, 1, app::Endpoint::Sync, worker);
    const app::Run whole = support::runOf(log, {});
    RunInPortions growing(whole);
    TableModel model;
    model.setRun(&growing.run);
    while (growing.grow(1))
        model.refresh();
    growing.run.state = app::RunState::Finished;
    model.refresh();
    QCOMPARE(columnOf(model, SliceSource::StateColumn), QStringList{u"blocking a worker"_s});
}

void TestTableLive::aFilterForFailuresFindsThemWhenTheyFail()
{
    support::SimulatedLog log;
    log.step(10, EventKind::Sent, 1, app::Endpoint::Sync, log.client);
    log.step(11, EventKind::Sent, 2, app::Endpoint::Sync, log.client);
    log.step(20, EventKind::Failed, 2, app::Endpoint::Sync, log.client, qint64(server::FailureReason::Refused));
    const app::Run whole = support::runOf(log, {});
    RunInPortions growing(whole);
    growing.grow(2);
    TableModel model;
    model.setRun(&growing.run);
    model.setFilter(u"failed"_s);
    QCOMPARE(model.rowCount(), 0);
    growing.grow(1);
    model.refresh();
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.request(0), app::RequestId(2));
    QCOMPARE(model.index(0, SliceSource::FailedColumn).data().toString(), u"failed"_s);
}

LOOPSCOPE_TEST(TestTableLive)
#include "ui_table_live.moc"
