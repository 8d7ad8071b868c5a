#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/log_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ui;

class TestLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTutorialsLinesAreShown();
    void aGrowingLogIsTakenInPortions();
    void filtersByRequestThreadAndText_data();
    void filtersByRequestThreadAndText();
    void failuresAreShownWithTheirReason();
    void anEventHasItsRow();
    void aStepWithoutALineHasItsRequestsLastLine();
    void noRunIsNoRow();
};

void TestLogModel::theTutorialsLinesAreShown()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 1);
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(&run);
    QCOMPARE(model.rowCount(), 13);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("0.0010 Process ID: 4893 | Thread ID: 1001 | /async-endpoint just called."));
    QCOMPARE(model.index(6).data().toString().section(u'|', 2), QStringLiteral(" Call ASYNC JOB to system!"));
}

void TestLogModel::aGrowingLogIsTakenInPortions()
{
    const app::Run whole = support::simulatedRun(app::Endpoint::Sync, 20);
    app::Run growing;
    growing.log.header = whole.log.header;
    growing.log.threads = whole.log.threads;
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(&growing);
    for (const app::Event &event : whole.log.events) {
        growing.log.events.push_back(event);
        if (growing.log.events.size() % 7 == 0)
            model.advance();
    }
    model.advance();
    QCOMPARE(model.rowCount(), 20 * 5);
}

void TestLogModel::filtersByRequestThreadAndText_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("rows");
    QTest::newRow("none") << QString() << 100;
    QTest::newRow("a request by #") << QStringLiteral("#17") << 5;
    QTest::newRow("a request by name") << QStringLiteral(" Request 17 ") << 5;
    QTest::newRow("a request that is not there") << QStringLiteral("#99") << 0;
    QTest::newRow("a thread") << QStringLiteral("worker-20") << 5;
    QTest::newRow("a text") << QStringLiteral("JUST NOW") << 20;
    QTest::newRow("another case") << QStringLiteral("sYnC eNDPOINT, sleep") << 20;
    QTest::newRow("nothing like it") << QStringLiteral("zebra") << 0;
}

void TestLogModel::filtersByRequestThreadAndText()
{
    QFETCH(QString, filter);
    QFETCH(int, rows);
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 20);
    LogModel model;
    model.setRun(&run);
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), rows);
}

void TestLogModel::failuresAreShownWithTheirReason()
{
    support::SimulatedLog log;
    log.step(10, app::EventKind::Sent, 7, app::Endpoint::Sync, log.client);
    log.step(20, app::EventKind::Failed, 7, app::Endpoint::Sync, log.client, qint64(server::FailureReason::Refused));
    const app::Run run = support::runOf(log, {});
    LogModel model;
    model.setRun(&run);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(model.index(0).data(LogModel::FailedRole).toBool());
    QVERIFY(model.index(0).data().toString().contains(QStringLiteral("request 7 failed: the connection was refused")));
}

void TestLogModel::anEventHasItsRow()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 3);
    LogModel model;
    model.setRun(&run);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.rowOf(model.event(row)), row);
    QCOMPARE(model.rowOf(0), -1); // sent: it has no line
    QCOMPARE(model.rowOf(run.log.events.size()), model.rowCount() - 1);
}

void TestLogModel::aStepWithoutALineHasItsRequestsLastLine()
{
    support::SimulatedLog log;
    const app::ThreadId one = log.thread(QStringLiteral("worker-1")), other = log.thread(QStringLiteral("worker-2"));
    log.step(10, app::EventKind::StartTime, 1, app::Endpoint::Sync, one);
    log.step(20, app::EventKind::StartTime, 2, app::Endpoint::Sync, other);
    log.step(30, app::EventKind::Blocking, 1, app::Endpoint::Sync, one); // no line of its own
    const app::Run run = support::runOf(log, {});
    LogModel model;
    model.setRun(&run);
    QCOMPARE(model.rowOf(2), 0);
    QCOMPARE(model.rowOf(1), 1);
}

void TestLogModel::noRunIsNoRow()
{
    LogModel model;
    model.advance();
    model.setFilter(QStringLiteral("x"));
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.index(0).data().isValid());
}

LOOPSCOPE_TEST(TestLogModel)
#include "ui_log_model.moc"
