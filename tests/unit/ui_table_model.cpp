#include "app/run_csv.h"
#include "support/registered.h"
#include "support/simulated_run.h"
#include "support/table_rows.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;
using app::EventKind;
using support::columnOf;
using support::sliceCount;

class TestTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySliceOfTheRunIsARow();
    void aRowSaysWhatItsSliceIs();
    void columnsSortAsNumbers_data();
    void columnsSortAsNumbers();
    void sortingKeepsTheSameRowsChosen();
    void filtersByWords_data();
    void filtersByWords();
    void csvHasAHeaderAndPlainSeconds();
    void aFileIsWhatTheTableCopies();
    void requestsAreASecondContent();
    void anotherRunReplacesTheFirst();
    void aMillionSlicesAreRead();
    void noRunIsNoRow();
};

void TestTableModel::everySliceOfTheRunIsARow()
{
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        const app::Run run = support::simulatedRun(endpoint, 50);
        TableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRun(&run);
        QCOMPARE(model.rowCount(), sliceCount(run.trace));
        QCOMPARE(model.rowsOf(app::RequestId(7)).size(), size_t(columnOf(model, 0).count(u"7"_s)));
    }
}

void TestTableModel::aRowSaysWhatItsSliceIs()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    TableModel model;
    model.setRun(&run);
    model.setFilter(u"#3 blocking"_s);
    QCOMPARE(model.rowCount(), 1);
    QStringList cells;
    for (int i = 0; i < model.columnCount(); ++i)
        cells << model.index(0, i).data().toString();
    QCOMPARE(cells, (QStringList{u"3"_s, u"/sync-endpoint"_s, u"blocking a worker"_s, u"worker 3"_s, u"0.001100"_s, u"1.001100"_s, u"1.000000"_s, QString()}));
    QCOMPARE(model.request(0), app::RequestId(3));
    QCOMPARE(model.time(0), 1'100'035);
}

void TestTableModel::columnsSortAsNumbers_data()
{
    QTest::addColumn<int>("column");
    QTest::newRow("request") << int(SliceSource::RequestColumn);
    QTest::newRow("begin") << int(SliceSource::BeginColumn);
    QTest::newRow("end") << int(SliceSource::EndColumn);
    QTest::newRow("duration") << int(SliceSource::DurationColumn);
}

void TestTableModel::columnsSortAsNumbers()
{
    QFETCH(int, column);
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 12);
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(&run);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        model.sort(column, order);
        const QStringList texts = columnOf(model, column);
        for (int i = 1; i < texts.size(); ++i) {
            const double before = texts[i - 1].toDouble(), after = texts[i].toDouble();
            QVERIFY2(order == Qt::AscendingOrder ? before <= after : before >= after, qPrintable(texts[i]));
        }
        QCOMPARE(texts.size(), sliceCount(run.trace));
    }
    if (column == SliceSource::RequestColumn) // "10" is not before "2"
        QCOMPARE(model.index(0, column).data().toString(), u"12"_s);
}

void TestTableModel::sortingKeepsTheSameRowsChosen()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    TableModel model;
    model.setRun(&run);
    std::vector<std::pair<QPersistentModelIndex, RowRef>> kept;
    for (const int row : {0, 5, 99, model.rowCount() - 1})
        kept.emplace_back(model.index(row, 2), model.ref(row));
    for (int column = model.columnCount() - 1; column >= 0; --column) {
        model.sort(column, column % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
        for (const auto &[index, ref] : kept) {
            QVERIFY(index.isValid());
            QCOMPARE(index.column(), 2);
            QVERIFY(model.ref(index.row()) == ref);
        }
    }
}

void TestTableModel::filtersByWords_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("rows");
    QTest::newRow("none") << u"  "_s << 50 * 6 + 10;
    QTest::newRow("a request") << u"#17"_s << 6;
    QTest::newRow("a request that queued") << u"#47"_s << 7;
    QTest::newRow("a request that is not there") << u"#99"_s << 0;
    QTest::newRow("a state") << u"BLOCKING"_s << 50;
    QTest::newRow("two words") << u"queued  free"_s << 10;
    QTest::newRow("words in any order") << u"free queued"_s << 10;
    QTest::newRow("a lane") << u"event loop"_s << 100;
    QTest::newRow("a worker, and no number like it") << u"worker blocking #7"_s << 1;
    QTest::newRow("an endpoint") << u"/sync"_s << 310;
    QTest::newRow("another endpoint") << u"/async"_s << 0;
    QTest::newRow("digits of a request or a lane") << u"blocking 47"_s << 1;
    QTest::newRow("nothing like it") << u"zebra"_s << 0;
    QTest::newRow("failures") << u"failed"_s << 0;
}

void TestTableModel::filtersByWords()
{
    QFETCH(QString, filter);
    QFETCH(int, rows);
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(&run);
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), rows);
    model.refresh();
    QCOMPARE(model.rowCount(), rows);
}

void TestTableModel::csvHasAHeaderAndPlainSeconds()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 3);
    TableModel model;
    model.setRun(&run);
    model.setFilter(u"blocking"_s);
    QCOMPARE(support::textOf(model.csv({1, 0}), run), u"request,endpoint,state,lane,begin_s,end_s,duration_s,failed\r\n"
                                "2,/sync-endpoint,blocking a worker,worker 2,0.001050035,1.001050035,1.000000000,0\r\n"
                                "1,/sync-endpoint,blocking a worker,worker 1,0.001000035,1.001000035,1.000000000,0\r\n"_s);
    QCOMPARE(support::textOf(model.csv(), run).count(u"\r\n"_s), 4);
}

void TestTableModel::aFileIsWhatTheTableCopies()
{
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        const app::Run run = support::simulatedRun(endpoint, 20, 7);
        TableModel model;
        model.setRun(&run);
        for (const auto &[content, rows] : {std::pair(TableModel::Content::Slices, app::CsvRows::Slices), {TableModel::Content::Requests, app::CsvRows::Requests}}) {
            model.setContent(content);
            QBuffer file;
            file.open(QIODevice::WriteOnly);
            QVERIFY(app::writeCsv(run.trace, run.now, rows, file));
            QCOMPARE(QString::fromUtf8(file.data()), support::textOf(model.csv(), run));
        }
    }
}

void TestTableModel::requestsAreASecondContent()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(&run);
    model.setContent(TableModel::Content::Requests);
    QCOMPARE(model.rowCount(), 50);
    QCOMPARE(model.index(1, RequestSource::SentColumn).data().toString(), u"0.001050"_s);
    QCOMPARE(model.index(1, RequestSource::StatusColumn).data().toString(), u"200"_s);
    model.sort(RequestSource::LatencyColumn, Qt::DescendingOrder);
    QVERIFY(quint32(model.request(0)) > 40); // those that queued
    model.setFilter(u"200 #9"_s);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(support::textOf(model.csv(), run), u"request,endpoint,sent_s,arrived_s,queued_s,called_s,responded_s,received_s,latency_s,status,failed\r\n"
                          "9,/sync-endpoint,0.001400000,0.001400010,0.001400020,0.001400030,1.001400060,1.001400070,1.000000070,200,0\r\n"_s);
}

void TestTableModel::anotherRunReplacesTheFirst()
{
    const app::Run first = support::simulatedRun(app::Endpoint::Sync, 50), second = support::simulatedRun(app::Endpoint::Async, 2);
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRun(&first);
    model.setRun(&second);
    QCOMPARE(model.rowCount(), sliceCount(second.trace));
    model.setRun(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

/// No time is claimed, but one that looked at every slice for every row would not come to an end.
void TestTableModel::aMillionSlicesAreRead()
{
    support::SimulatedLog log;
    const app::ThreadId worker = log.thread(u"worker-1"_s);
    constexpr int pairs = 500'000;
    for (int i = 0; i < pairs; ++i) {
        log.step(i * 20, EventKind::Called, quint32(i + 1), app::Endpoint::Sync, worker);
        log.step(i * 20 + 5, EventKind::Blocking, quint32(i + 1), app::Endpoint::Sync, worker);
        log.step(i * 20 + 15, EventKind::Completed, quint32(i + 1), app::Endpoint::Sync, worker);
    }
    const app::Run run = support::runOf(std::move(log), {});
    TableModel model;
    model.setRun(&run);
    QCOMPARE(model.rowCount(), 2 * pairs);
    model.sort(SliceSource::DurationColumn, Qt::DescendingOrder);
    QCOMPARE(model.index(0, SliceSource::DurationColumn).data().toString(), u"0.000000"_s);
    QCOMPARE(model.index(0, SliceSource::StateColumn).data().toString(), u"blocking a worker"_s);
    model.setFilter(u"#499999"_s);
    QCOMPARE(model.rowCount(), 2);
}

void TestTableModel::noRunIsNoRow()
{
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    model.setFilter(u"x"_s);
    model.sort(0);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.index(0, 0).data().isValid());
    QCOMPARE(support::textOf(model.csv(), app::Run()).count(u"\r\n"_s), 1);
    QVERIFY(model.rowsOf(app::RequestId(1)).empty());
}

LOOPSCOPE_TEST(TestTableModel)
#include "ui_table_model.moc"
