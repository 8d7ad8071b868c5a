#include "support/loop_ticks.h"
#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/run_list.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTextBlock>
#include <QWindow>

using namespace Qt::StringLiterals;
using app::State;

/// The real window over a real session: every button is clicked, nothing is called behind it.
class TestWindow : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }
    void click(const char *name) { m_shown->click(name); }
    void setSleep(double seconds) { find<QDoubleSpinBox>("sleepField")->setValue(seconds); }
    const app::Run &last() { return m_shown->lastRun(); }

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(); }
    void cleanup() { m_shown.reset(); }
    void fiftySyncFillTheLanesLive();
    void fiftyAsyncAwaitOnOneThread();
    void theWindowStaysFluentWhileTheLoopIsBlocked();
    void stopEndsARunInItsMiddle();
    void earlierRunsStayAndCanBeChosen();
    void allThreeRunOneAfterTheOther();
    void aLogLineAndItsPlaceChooseEachOther();
    void hoverExplainsTheMoment();
    void everyChartDrawsARun();
    void whatIsTypedIsRemembered();
    void aWindowClosedInMidRunEndsQuickly();
    void theOldestRunsGoWithAWord();
    void aNarrowWindowExplainsWhenAsked();
    void everySizeAndThemePaints_data();
    void everySizeAndThemePaints();
};

void TestWindow::fiftySyncFillTheLanesLive()
{
    auto *timeline = find<ui::TimelineView>("timeline");
    setSleep(2); // for 40 threads to begin under ThreadSanitizer before the first is free again
    click("count50");
    QCOMPARE(find<QSpinBox>("countField")->value(), 50);
    click("endpointSync");
    QVERIFY(!find<QWidget>("endpointSync")->isEnabled());
    QVERIFY(!find<QWidget>("endpointAsync")->isEnabled());
    QVERIFY(find<QPushButton>("stopButton")->isEnabled());
    QTRY_VERIFY(last().trace.workers().size() == 40);
    QTRY_VERIFY(last().trace.waiting().rows.size() == 10);
    QVERIFY(last().live()); // the picture is there while it happens
    QTRY_VERIFY(!timeline->sliceRect(app::RequestId(last().trace.workers().front().slices.front().request), State::BlockingWorker).isEmpty());
    QVERIFY(last().live());
    QTRY_VERIFY_WITH_TIMEOUT(!last().live(), 10'000);
    const app::Headline head = app::headline(last().trace);
    QCOMPARE(head.answered, 50);
    QCOMPARE(head.mostWorkers, 40);
    QCOMPARE(head.queuedNoWorker, 10);
    QTRY_VERIFY(find<QWidget>("endpointSync")->isEnabled());
    QVERIFY(!find<QPushButton>("stopButton")->isEnabled());
    QCOMPARE(find<QListView>("runList")->model()->rowCount(), 1);
    QTRY_COMPARE(find<QTableView>("logLines")->model()->rowCount(), 50 * 5);
}

void TestWindow::fiftyAsyncAwaitOnOneThread()
{
    setSleep(2);
    click("count50");
    click("endpointAsync");
    QTRY_COMPARE(app::momentAt(last().trace, last().now).awaiting, 50);
    QTRY_COMPARE(find<QLabel>("gaugeAwaiting")->text(), u"50 tasks"_s);
    QVERIFY(last().live());
    QTRY_VERIFY_WITH_TIMEOUT(!last().live(), 10'000);
    QVERIFY(last().trace.workers().empty());
    QCOMPARE(app::headline(last().trace).answered, 50);
    QVERIFY(find<QLabel>("why")->text().contains(u"50"));
}

void TestWindow::theWindowStaysFluentWhileTheLoopIsBlocked()
{
    setSleep(0.5);
    find<QSpinBox>("countField")->setValue(3);
    int ticks = 0;
    QTimer ticker;
    ticker.callOnTimeout(&ticker, [&ticks] { ++ticks; });
    click("endpointAsyncWrong");
    ticker.start(10);
    QTRY_VERIFY(last().trace.waiting().rows.size() == 2);
    QTRY_VERIFY_WITH_TIMEOUT(!last().live(), 10'000);
    ticker.stop();
    // The server's loop did not tick for half a second at a time; the window's did all the while.
    const app::Request &first = last().trace.requests().front();
    QCOMPARE(support::ticksBetween(last().trace, first.called, first.called + 500'000'000), 0);
    QVERIFY2(ticks > 40, QByteArray::number(ticks)); // 150 on a machine with nothing else to do
    QCOMPARE(app::headline(last().trace).queuedLoopBlocked, 2);
}

void TestWindow::stopEndsARunInItsMiddle()
{
    setSleep(60);
    click("count50");
    click("endpointSync");
    QTRY_VERIFY(m_shown->session->httpServer().inFlight() == 50);
    click("stopButton");
    QTRY_VERIFY_WITH_TIMEOUT(!last().live(), 10'000);
    QCOMPARE(last().state, app::RunState::Stopped);
    QTRY_VERIFY(find<QWidget>("endpointSync")->isEnabled());
    setSleep(0.01);
    click("endpointAsync");
    QTRY_COMPARE(app::headline(last().trace).answered, 50);
}

void TestWindow::earlierRunsStayAndCanBeChosen()
{
    setSleep(0.02);
    click("count2");
    click("endpointAsync");
    QTRY_VERIFY(!last().live());
    QTRY_VERIFY(find<QWidget>("endpointSync")->isEnabled());
    click("endpointSync");
    QTRY_VERIFY(!last().live());
    auto *list = find<QListView>("runList");
    QCOMPARE(list->model()->rowCount(), 2);
    QVERIFY(list->model()->index(0, 0).data().toString().startsWith(u"sync-endpoint"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(find<QTableView>("logLines")->model()->index(0, 0).data().toString().contains(u"/async-endpoint"), true);
    QTRY_VERIFY(find<QPlainTextEdit>("explainSource")->toPlainText().contains(u"asyncFuncDepth2"));
}

void TestWindow::allThreeRunOneAfterTheOther()
{
    setSleep(0.05);
    click("count2");
    click("runAll");
    QTRY_COMPARE_WITH_TIMEOUT(m_shown->session->runs().size(), size_t(3), 10'000);
    QTRY_VERIFY(!last().live());
    const app::Endpoint order[] = {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong};
    for (size_t i = 0; i < 3; ++i) {
        QCOMPARE(m_shown->session->runs()[i]->asked.endpoint, order[i]);
        QCOMPARE(app::headline(m_shown->session->runs()[i]->trace).answered, 2);
    }
}

void TestWindow::aLogLineAndItsPlaceChooseEachOther()
{
    setSleep(0.3);
    click("count10");
    click("endpointSync");
    QTRY_VERIFY(!last().live());
    auto *lines = find<QTableView>("logLines");
    auto *timeline = find<ui::TimelineView>("timeline");
    timeline->grab();
    const QPoint place = timeline->sliceRect(app::RequestId(4), State::BlockingWorker).center().toPoint();
    QTest::mouseClick(timeline->viewport(), Qt::LeftButton, {}, place);
    QTRY_VERIFY(lines->currentIndex().isValid());
    QCOMPARE(lines->currentIndex().data(Qt::UserRole).toUInt(), 4u);
    QVERIFY(lines->horizontalScrollBar()->maximum() > 0);
    QCOMPARE(lines->horizontalScrollBar()->value(), 0); // the line is read from its beginning
    const qint64 called = last().trace.request(app::RequestId(7))->called;
    const ui::TimeRange part{called + 100'000'000, called + 200'000'000}; // the slice begins before it
    timeline->zoom().setVisible(part);
    timeline->grab();
    QTest::mouseClick(timeline->viewport(), Qt::LeftButton, {}, timeline->sliceRect(app::RequestId(7), State::BlockingWorker).center().toPoint());
    QTRY_COMPARE(lines->currentIndex().data(Qt::UserRole).toUInt(), 7u);
    QCOMPARE(timeline->zoom().target().begin, part.begin); // what is clicked stays under the pointer
    timeline->zoom().setVisible({0, 1'000'000});
    find<QLineEdit>("logFilter")->setText(u"#9"_s);
    QCOMPARE(lines->model()->rowCount(), 5);
    QTest::mouseClick(lines->viewport(), Qt::LeftButton, {}, lines->visualRect(lines->model()->index(4, 0)).center());
    QTRY_VERIFY(timeline->visible().begin > 200'000'000); // it went to where the line is
}

void TestWindow::hoverExplainsTheMoment()
{
    m_shown->window->resize(1440, 900);
    setSleep(0.3);
    click("count2");
    click("endpointAsync");
    QTRY_VERIFY(!last().live());
    auto *timeline = find<ui::TimelineView>("timeline");
    timeline->grab();
    const QPoint at = timeline->sliceRect(app::RequestId(1), State::Awaiting).center().toPoint();
    QTest::mouseMove(m_shown->window->windowHandle(), m_shown->onWindow(at));
    QTRY_COMPARE(find<QLabel>("gaugeAwaiting")->text(), u"2 tasks"_s);
    auto *source = find<QPlainTextEdit>("explainSource");
    QTRY_VERIFY(source->property("line").toInt() >= 0);
    const QString line = source->document()->findBlockByNumber(source->property("line").toInt()).text();
    QVERIFY2(line.contains(u"co_await call.sleep()"), qPrintable(line));
}

void TestWindow::everyChartDrawsARun()
{
    setSleep(0.05);
    click("count10");
    click("endpointSync");
    QTRY_VERIFY(!last().live());
    auto *tabs = find<QTabWidget>("tabs");
    QVERIFY(tabs->count() >= 6);
    QList<QImage> pictures;
    for (int tab = 1; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        const QImage picture = tabs->currentWidget()->grab().toImage();
        for (const QImage &other : pictures)
            QVERIFY(other != picture);
        pictures << picture;
    }
}

void TestWindow::whatIsTypedIsRemembered()
{
    find<QSpinBox>("countField")->setValue(77);
    find<QSpinBox>("poolField")->setValue(9);
    setSleep(0.125);
    m_shown->window->resize(1111, 777);
    m_shown->reopen();
    QCOMPARE(find<QSpinBox>("countField")->value(), 77);
    QCOMPARE(find<QSpinBox>("poolField")->value(), 9);
    QCOMPARE(find<QDoubleSpinBox>("sleepField")->value(), 0.125);
    QCOMPARE(find<QDoubleSpinBox>("sleepField")->text(), u"0.125 s"_s);
    QTRY_COMPARE(m_shown->window->size(), QSize(1111, 777));
    QVERIFY(!find<QPushButton>("count50")->isChecked());
    find<QSpinBox>("countField")->setValue(50);
    QVERIFY(find<QPushButton>("count50")->isChecked());
}

void TestWindow::aWindowClosedInMidRunEndsQuickly()
{
    setSleep(60);
    click("count100");
    click("endpointSync");
    QTRY_VERIFY(m_shown->session->httpServer().inFlight() == 100);
    QElapsedTimer clock;
    clock.start();
    m_shown->window->close();
    m_shown.reset();
    QVERIFY2(clock.elapsed() < 10'000, QByteArray::number(clock.elapsed())); // the sleepers asked for a minute
}

void TestWindow::theOldestRunsGoWithAWord()
{
    setSleep(0);
    click("count10");
    for (int i = 0; i < 3; ++i) {
        QTRY_VERIFY(find<QWidget>("endpointAsync")->isEnabled());
        click("endpointAsync");
        QTRY_VERIFY(!last().live());
    }
    QTRY_VERIFY(find<QWidget>("endpointAsync")->isEnabled());
    auto *list = find<QListView>("runList");
    auto *lines = find<QTableView>("logLines");
    list->setCurrentIndex(list->model()->index(2, 0)); // the oldest is what is looked at
    m_shown->click("endpointAsync"); // (only to be sure that a run is last when they go)
    QTRY_VERIFY(!last().live());
    list->setCurrentIndex(list->model()->index(3, 0));
    QCOMPARE(m_shown->session->runs().size(), size_t(4));
    m_shown->session->keepAtMost(qint64(last().log.events.size()) + 10);
    QCOMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->currentIndex().row(), 0);
    QVERIFY(lines->model()->rowCount() > 0); // of the one that stayed
    QVERIFY(find<QLabel>("messageText")->text().contains(u"Older runs were let go, 3 so far"));
    m_shown->window->grab();
    click("endpointSync");
    QTRY_VERIFY(!last().live());
    QTRY_VERIFY(list->model()->rowCount() >= 1);
}

/// Its action says what is to be seen, and does what it says.
void TestWindow::aNarrowWindowExplainsWhenAsked()
{
    auto *explain = find<QWidget>("explain");
    auto *action = find<QAction>("actionExplain");
    m_shown->window->resize(1024, 700);
    QTRY_VERIFY(!explain->isVisible() && !action->isChecked());
    m_shown->key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(explain->isVisible() && action->isChecked());
    QCOMPARE(m_shown->window->size(), QSize(1024, 700));
    const QRect place(explain->mapTo(m_shown->window.get(), QPoint()), explain->size());
    QVERIFY(m_shown->window->rect().contains(place));
    m_shown->key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!explain->isVisible() && !action->isChecked());
    m_shown->window->resize(1440, 900);
    QTRY_VERIFY(explain->isVisible() && action->isChecked());
    m_shown->key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!explain->isVisible() && !action->isChecked());
}

void TestWindow::everySizeAndThemePaints_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("theme");
    for (const QSize size : {QSize(1024, 700), QSize(1440, 900), QSize(3840, 2160)}) {
        for (const QString &theme : {u"themeLight"_s, u"themeDark"_s})
            QTest::addRow("%d %s", size.width(), qPrintable(theme)) << size << theme;
    }
}

void TestWindow::everySizeAndThemePaints()
{
    QFETCH(QSize, size);
    QFETCH(QString, theme);
    setSleep(0.05);
    click("count50");
    click("endpointSync");
    QTRY_VERIFY(!last().live());
    find<QAction>(qPrintable(theme))->trigger();
    m_shown->window->resize(size);
    QTRY_COMPARE(m_shown->window->size(), size); // nothing in it asks for more
    auto *timeline = find<ui::TimelineView>("timeline");
    QTRY_VERIFY2(timeline->width() >= 560, QByteArray::number(timeline->width()));
    for (const char *name : {"endpointAsync", "endpointSync", "endpointAsyncWrong", "count1", "count100", "countField", "sleepField", "poolField",
                             "runAll", "stopButton", "address"}) {
        auto *widget = find<QWidget>(name);
        const QRect place(widget->mapTo(m_shown->window.get(), QPoint()), widget->size());
        QVERIFY2(m_shown->window->rect().contains(place), name);
        QVERIFY2(widget->width() >= widget->minimumSizeHint().width(), name);
    }
    const QColor ground = m_shown->window->grab().toImage().pixelColor(size.width() / 2, 3);
    QCOMPARE(ground.lightness() < 128, theme == u"themeDark");
}

LOOPSCOPE_TEST(TestWindow)
#include "gui_window.moc"
