#include "app/run_file.h"
#include "support/made_tracks.h"
#include "support/processor_time.h"
#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/message_bar.h"
#include "ui/table_model.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace ui;

/// The table of the real window: opened by its key, clicked, filtered, copied.
class TestTableGui : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }
    QTableView *table() { return find<QTableView>("table"); }
    TimelineView *timeline() { return &m_shown->timeline(); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    QPoint middleOf(int row, int column) { return table()->visualRect(table()->model()->index(row, column)).center(); }
    QStringList chosen(int column);
    void open(const app::Run &run) { m_shown->open(run); }
    QString message() { return find<MessageBar>("messageBar")->message(); }
    void showMany(size_t slices);
    void showTable() { QTest::keyClick(m_shown->window.get(), Qt::Key_T, Qt::ControlModifier); }

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(); }
    void cleanup() { m_shown.reset(); }
    void aKeyShowsTheTableAndHidesItAgain();
    void aRowChoosesItsRequestAndItsTime();
    void aRequestChosenOnTheTimelineChoosesItsRows();
    void whatWasChosenBeforeTheTableWasShownIsChosenInIt();
    void aClickOnAHeadSortsByNumber();
    void keysSortByTheCurrentColumn();
    void theFilterLeavesWhatItNames();
    void chosenRowsAreCopiedAsCsv();
    void theButtonCopiesAllRows();
    void aMillionRowsAreCopiedWhileTheWindowGoesOn();
    void copyingIsStoppedAndTheClipboardKept_data();
    void copyingIsStoppedAndTheClipboardKept();
    void requestsAreShownOnALineEach();
    void aLiveRunGrowsWithoutLosingThePlace();
    void aHiddenTableReadsNothing();
};

QStringList TestTableGui::chosen(int column)
{
    QStringList texts;
    for (const QModelIndex &index : table()->selectionModel()->selectedRows(column))
        texts << index.data().toString();
    texts.sort();
    return texts;
}

void TestTableGui::aKeyShowsTheTableAndHidesItAgain()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    auto *action = find<QAction>("actionTable");
    QVERIFY(!table()->isVisible() && !action->isChecked());
    QCOMPARE(table()->model()->rowCount(), 0); // nobody saw it yet
    showTable();
    QVERIFY(table()->isVisible() && action->isChecked());
    QVERIFY(table()->hasFocus());
    QVERIFY(find<QLineEdit>("tableFilter")->isVisible() && !find<QLineEdit>("logFilter")->isVisible());
    QCOMPARE(table()->model()->rowCount(), 310);
    showTable();
    QVERIFY(!table()->isVisible() && !action->isChecked());
    QVERIFY(find<QTableView>("logLines")->isVisible() && find<QLineEdit>("logFilter")->isVisible());
    find<QTabWidget>("tabs")->setCurrentIndex(1);
    QVERIFY(action->isChecked());
}

void TestTableGui::aRowChoosesItsRequestAndItsTime()
{
    open(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    showTable();
    timeline()->zoom().setVisible({0, 10'000'000});
    find<QLineEdit>("tableFilter")->setText(u"#3 blocking"_s);
    QCOMPARE(table()->model()->rowCount(), 1);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, middleOf(0, 2));
    const auto shows = [this](qint64 t) { return timeline()->visible().begin < t && timeline()->visible().end > t; }; // it glides there
    QTRY_VERIFY(shows(2'001'000'000));
    QTRY_COMPARE(timeline()->visible().length(), 10'000'000);
    const QString line = find<QTableView>("logLines")->currentIndex().data().toString();
    QVERIFY2(line.startsWith(u"2.00"), qPrintable(line));
    // and on with the keys
    find<QLineEdit>("tableFilter")->setText(u"blocking the loop"_s);
    QCOMPARE(table()->model()->rowCount(), 5);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, middleOf(0, 2));
    QTRY_VERIFY(timeline()->visible().begin < 10'000'000);
    QTest::keyClick(table(), Qt::Key_Down);
    QCOMPARE(chosen(0), QStringList{u"2"_s});
    QTRY_VERIFY(timeline()->visible().begin > 900'000'000);
}

void TestTableGui::aRequestChosenOnTheTimelineChoosesItsRows()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    showTable();
    table()->horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
    QTest::mouseClick(timeline()->viewport(), Qt::LeftButton, {}, timeline()->sliceRect(app::RequestId(47), app::State::BlockingWorker).center().toPoint());
    QTRY_COMPARE(chosen(0), QStringList(7, u"47"_s));
    QCOMPARE(cell(table()->currentIndex().row(), 2), u"blocking a worker"_s); // the slice itself, not only its request
    QVERIFY(table()->viewport()->rect().contains(middleOf(table()->currentIndex().row(), 0)));
    timeline()->setFocus();
    QTest::keyClick(timeline(), Qt::Key_Escape);
    QTRY_COMPARE(chosen(0), QStringList());
}

void TestTableGui::whatWasChosenBeforeTheTableWasShownIsChosenInIt()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    QTest::mouseClick(timeline()->viewport(), Qt::LeftButton, {}, timeline()->sliceRect(app::RequestId(12), app::State::BlockingWorker).center().toPoint());
    showTable();
    QTRY_COMPARE(chosen(0), QStringList(6, u"12"_s));
}

void TestTableGui::aClickOnAHeadSortsByNumber()
{
    open(support::simulatedRun(app::Endpoint::AsyncWrong, 12));
    showTable();
    auto *head = table()->horizontalHeader();
    const auto clickHead = [head](int column) {
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, {head->sectionViewportPosition(column) + 12, head->height() / 2});
    };
    clickHead(SliceSource::DurationColumn);
    clickHead(SliceSource::DurationColumn);
    const bool falls = head->sortIndicatorOrder() == Qt::DescendingOrder;
    const double first = cell(0, SliceSource::DurationColumn).toDouble(), last = cell(table()->model()->rowCount() - 1, SliceSource::DurationColumn).toDouble();
    QVERIFY(falls ? first > 11 && last < 0.001 : first < 0.001 && last > 11);
    clickHead(SliceSource::RequestColumn);
    QCOMPARE(cell(0, 0), head->sortIndicatorOrder() == Qt::AscendingOrder ? u"1"_s : u"12"_s);
}

void TestTableGui::keysSortByTheCurrentColumn()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    showTable();
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, middleOf(3, 1));
    const QString request = chosen(0).constFirst();
    QTest::keyClick(table(), Qt::Key_Left); // to the request's number
    QTest::keyClick(table(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(cell(0, 0), u"1"_s);
    QTest::keyClick(table(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(cell(0, 0), u"50"_s);
    QCOMPARE(chosen(0), QStringList{request}); // the same row, elsewhere
}

void TestTableGui::theFilterLeavesWhatItNames()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    showTable();
    QTest::keyClicks(find<QLineEdit>("tableFilter"), u"queued"_s);
    QCOMPARE(table()->model()->rowCount(), 10);
    find<QLineEdit>("tableFilter")->clear();
    QCOMPARE(table()->model()->rowCount(), 310);
}

void TestTableGui::chosenRowsAreCopiedAsCsv()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    showTable();
    find<QLineEdit>("tableFilter")->setText(u"blocking"_s);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, middleOf(1, 0));
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ShiftModifier, middleOf(2, 0));
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"request,endpoint,state,lane,begin_s,end_s,duration_s,failed\r\n"
                                                   "2,/sync-endpoint,blocking a worker,worker 2,0.001050035,1.001050035,1.000000000,0\r\n"
                                                   "3,/sync-endpoint,blocking a worker,worker 3,0.001100035,1.001100035,1.000000000,0\r\n"_s);
}

void TestTableGui::theButtonCopiesAllRows()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    showTable();
    QTest::mouseClick(find<QPushButton>("tableCopy"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u"\r\n"_s), 311);
    find<QLineEdit>("tableFilter")->setText(u"#7"_s);
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u"\r\n"_s), 7);
}

void TestTableGui::showMany(size_t slices)
{
    app::RunFile file;
    file.trace = app::Trace(support::manyTracks(slices));
    m_shown->session->add(u"many.json"_s, std::move(file));
    if (!table()->isVisible())
        showTable();
    QTRY_COMPARE(size_t(table()->model()->rowCount()), slices);
}

void TestTableGui::aMillionRowsAreCopiedWhileTheWindowGoesOn()
{
    showMany(1'000'000);
    QGuiApplication::clipboard()->setText(u"before"_s);
    qint64 longest = 0, last = support::processorTime();
    const auto note = [&] { // of this thread: others may have the processor meanwhile
        const qint64 now = support::processorTime();
        longest = std::max(longest, now - std::exchange(last, now));
    };
    QTimer tick;
    tick.callOnTimeout(this, note);
    tick.start(1);
    QTest::mouseClick(find<QPushButton>("tableCopy"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QTRY_VERIFY(find<QPushButton>("tableCopy")->text().contains(QRegularExpression(u"\\([1-9][0-9]? %\\)"_s))); // says how far it is
    QTRY_COMPARE_WITH_TIMEOUT(message(), u"1,000,000 rows are on the clipboard, as CSV."_s, 120'000);
    note();
    QVERIFY2(longest < 150'000'000, QByteArray::number(longest / 1'000'000) + " ms"); // all of it takes seconds
    QCOMPARE(QGuiApplication::clipboard()->text().count(u"\r\n"_s), 1'000'001);
    QCOMPARE(find<QPushButton>("tableCopy")->text(), u"Copy as CSV"_s);
}

void TestTableGui::copyingIsStoppedAndTheClipboardKept_data()
{
    QTest::addColumn<QString>("says");
    QTest::newRow("Esc") << u"Copying was cancelled: the clipboard is as it was."_s;
    QTest::newRow("the button") << u"Copying was cancelled: the clipboard is as it was."_s;
    QTest::newRow("the run goes") << u"The run was let go meanwhile, to make room: nothing was copied."_s;
}

void TestTableGui::copyingIsStoppedAndTheClipboardKept()
{
    QFETCH(QString, says);
    const QByteArray way = QTest::currentDataTag();
    showMany(150'000);
    QGuiApplication::clipboard()->setText(u"before"_s);
    table()->setFocus();
    m_shown->key(Qt::Key_A, Qt::ControlModifier);
    m_shown->key(Qt::Key_C, Qt::ControlModifier); // all of them are chosen
    QTRY_VERIFY(find<QPushButton>("tableCopy")->text().contains(u"%)"));
    if (way == "Esc") {
        m_shown->key(Qt::Key_Escape);
    } else if (way == "the button") {
        QTest::mouseClick(find<QPushButton>("tableCopy"), Qt::LeftButton);
    } else {
        showMany(40);
        m_shown->session->keepAtMost(1);
    }
    QTRY_VERIFY2(message().contains(says), qPrintable(message()));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(find<QPushButton>("tableCopy")->text(), u"Copy as CSV"_s);
    table()->setFocus(); // its keys are its own: a click on the button has taken the focus
    m_shown->key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier); // and once more, whole
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().count(u"\r\n"_s) == table()->model()->rowCount() + 1, 60'000);
}

void TestTableGui::requestsAreShownOnALineEach()
{
    open(support::simulatedRun(app::Endpoint::Sync, 50));
    showTable();
    QTest::keyClick(find<QComboBox>("tableContent"), Qt::Key_Down);
    QCOMPARE(table()->model()->rowCount(), 50);
    QCOMPARE(table()->model()->headerData(RequestSource::LatencyColumn, Qt::Horizontal).toString(), u"latency, s"_s);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, middleOf(2, 0));
    QCOMPARE(chosen(0), QStringList{u"3"_s});
}

void TestTableGui::aLiveRunGrowsWithoutLosingThePlace()
{
    showTable();
    QCOMPARE(m_shown->session->launch({app::Endpoint::AsyncWrong, 40, 60'000, 40}), QString());
    QTRY_VERIFY(table()->model()->rowCount() > 30);
    table()->sortByColumn(SliceSource::DurationColumn, Qt::DescendingOrder); // every row moves while they last
    table()->selectRow(5);
    const QString request = chosen(0).constFirst(), begin = chosen(SliceSource::BeginColumn).constFirst();
    table()->verticalScrollBar()->setValue(3);
    const int before = table()->model()->rowCount();
    QTRY_VERIFY(table()->model()->rowCount() > before + 20);
    QVERIFY(m_shown->session->running());
    QCOMPARE(chosen(0), QStringList{request});
    QCOMPARE(chosen(SliceSource::BeginColumn), QStringList{begin});
    QCOMPARE(table()->verticalScrollBar()->value(), 3);
    QTRY_VERIFY_WITH_TIMEOUT(!m_shown->session->running(), 20'000);
    QTRY_COMPARE(chosen(SliceSource::BeginColumn), QStringList{begin});
    find<QLineEdit>("tableFilter")->setText(u"client"_s);
    QCOMPARE(table()->model()->rowCount(), 40);
    for (int row = 0; row < 40; ++row)
        QVERIFY(cell(row, SliceSource::EndColumn) != u"goes on");
}

void TestTableGui::aHiddenTableReadsNothing()
{
    QCOMPARE(m_shown->session->launch({app::Endpoint::Async, 10, 20'000, 40}), QString());
    QTRY_VERIFY(!m_shown->session->running());
    QCOMPARE(table()->model()->rowCount(), 0);
    showTable();
    QVERIFY(table()->model()->rowCount() > 30);
}

LOOPSCOPE_TEST(TestTableGui)
#include "gui_table.moc"
