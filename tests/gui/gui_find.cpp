#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/find_bar.h"
#include "ui/timeline/frame_times.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using app::State;
using ui::TimeRange;

/// Find and Frame times in the real window, by real keys.
class TestFindGui : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *child(const char *name) { return m_shown->find<T>(name); }
    void show(const app::Run &run) { m_shown->open(run); }
    void type(const QString &text);
    QString says() { return child<QLabel>("findCount")->text(); }
    ui::TimelineView &timeline() { return m_shown->timeline(); }

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(); }
    void cleanup() { m_shown.reset(); }
    void ctrlFOpensAndEscapeClosesAndGivesTheKeysBack();
    void whatIsTypedIsCountedAndLightsUp();
    void enterWalksForwardAndShiftEnterBack();
    void f3WalksFromTheTimeline();
    void aMatchIsCentredInTimeAndAmongTheLanes();
    void whatIsNotUnderstoodIsSaidInTheBar();
    void aLiveRunIsLookedThroughAgain();
    void anotherRunIsAnotherSearch();
    void frameTimesAreShownMeasuredAndRemembered();
};

void TestFindGui::type(const QString &text)
{
    QTest::keyClick(m_shown->window.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), child<QLineEdit>("findField"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace); // what was there is chosen
    QTest::keyClicks(QApplication::focusWidget(), text);
}

void TestFindGui::ctrlFOpensAndEscapeClosesAndGivesTheKeysBack()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QVERIFY(!child<QWidget>("findBar")->isVisible());
    const TimeRange before = timeline().visible();
    type(u"w"_s); // a letter in the field, not a zoom
    QVERIFY(child<QWidget>("findBar")->isVisible());
    QCOMPARE(timeline().visible(), before);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!child<QWidget>("findBar")->isVisible());
    QCOMPARE(QApplication::focusWidget(), &timeline());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_W);
    QTRY_VERIFY(timeline().visible().length() < before.length());
}

void TestFindGui::whatIsTypedIsCountedAndLightsUp()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const auto colourOf = [this](quint32 request) {
        const QImage image = timeline().grab().toImage();
        const QRectF rect = timeline().sliceRect(app::RequestId(request), State::BlockingWorker);
        return image.pixelColor(QPoint(int(rect.left() + rect.width() / 3), int(rect.center().y())) * image.devicePixelRatio());
    };
    type({});
    const QColor other = colourOf(20), queued = colourOf(45);
    type(u"queued"_s);
    QTRY_COMPARE(says(), u"10 slices"_s);
    QVERIFY(colourOf(20) != other); // dimmed
    QCOMPARE(colourOf(45), queued);
    type({});
    QCOMPARE(says(), QString());
    QCOMPARE(colourOf(20), other);
}

void TestFindGui::enterWalksForwardAndShiftEnterBack()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 3));
    type(u"blocking"_s);
    QTRY_COMPARE(says(), u"3 slices"_s);
    timeline().zoom().setVisible({0, 100'000'000});
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(says(), u"1 of 3"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(says(), u"2 of 3"_s);
    QVERIFY(timeline().visible().begin < 1'500'000'000 && timeline().visible().end > 1'500'000'000);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(says(), u"1 of 3"_s); // around the end
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(says(), u"3 of 3"_s);
    QVERIFY(!timeline().sliceRect(app::RequestId(3), State::BlockingLoop).isEmpty());
    QTest::mouseClick(child<QPushButton>("findPrevious"), Qt::LeftButton);
    QCOMPARE(says(), u"2 of 3"_s);
    QTest::mouseClick(child<QPushButton>("findNext"), Qt::LeftButton);
    QCOMPARE(says(), u"3 of 3"_s);
}

void TestFindGui::f3WalksFromTheTimeline()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 3));
    type(u"blocking"_s);
    timeline().setFocus();
    QTest::keyClick(&timeline(), Qt::Key_F3);
    QCOMPARE(says(), u"1 of 3"_s);
    QTest::keyClick(&timeline(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(says(), u"3 of 3"_s);
    QCOMPARE(QApplication::focusWidget(), &timeline());
    // F alone is the timeline's, Ctrl+Shift+F the menu's: both fit the chosen request.
    timeline().zoom().showAll();
    QTest::keyClick(&timeline(), Qt::Key_F);
    const TimeRange fitted = timeline().visible();
    QVERIFY(!timeline().zoom().following());
    timeline().zoom().showAll();
    QTest::keyClick(m_shown->window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(timeline().visible(), fitted);
}

void TestFindGui::aMatchIsCentredInTimeAndAmongTheLanes()
{
    show(support::simulatedRun(app::Endpoint::Sync, 400, 200));
    QVERIFY(timeline().verticalScrollBar()->maximum() > 0);
    type(u"399 running worker-199"_s); // a moment before it sleeps, and one after
    QTRY_COMPARE(says(), u"2 slices"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(timeline().zoom().following()); // all is in view: nothing moves
    timeline().zoom().setVisible({0, 10'000'000});
    timeline().verticalScrollBar()->setValue(0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(says(), u"1 of 2"_s);
    QCOMPARE(timeline().visible().length(), 10'000'000);
    QCOMPARE(timeline().visible().begin + 5'000'000, m_shown->lastRun().trace.request(app::RequestId(399))->called + 2);
    timeline().grab();
    QVERIFY(timeline().verticalScrollBar()->value() > 0);
    const QRectF slice = timeline().sliceRect(app::RequestId(399), State::BlockingWorker); // beside it, on the same lane
    QVERIFY(QRectF(timeline().viewport()->rect()).contains(slice));
}

void TestFindGui::whatIsNotUnderstoodIsSaidInTheBar()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    type(u"sync >1"_s);
    QVERIFY2(says().contains(u"\">1\" has no unit"_s), qPrintable(says()));
    QVERIFY(!child<QPushButton>("findNext")->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // and Enter walks nowhere
    QTest::keyClicks(QApplication::focusWidget(), u"s"_s);
    QTRY_VERIFY2(says().endsWith(u"slices"), qPrintable(says()));
    type(u"async"_s);
    QTRY_COMPARE(says(), u"nothing found"_s);
    QVERIFY(!child<QPushButton>("findNext")->isEnabled());
}

void TestFindGui::aLiveRunIsLookedThroughAgain()
{
    // The bar looks again 250 ms after a change: each sleep must outlast that, or a count is passed over.
    app::RunRequest request{app::Endpoint::AsyncWrong, 4, 600'000, 40};
    QCOMPARE(m_shown->session->launch(request), QString());
    type(u"blocking"_s);
    QTRY_COMPARE(says(), u"2 slices"_s);
    QVERIFY(m_shown->session->running());
    QTRY_VERIFY_WITH_TIMEOUT(!m_shown->session->running(), 10'000);
    QTRY_COMPARE(says(), u"4 slices"_s);
}

void TestFindGui::anotherRunIsAnotherSearch()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 3));
    type(u"blocking"_s);
    QTRY_COMPARE(says(), u"3 slices"_s);
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    QTRY_COMPARE(says(), u"5 slices"_s);
}

void TestFindGui::frameTimesAreShownMeasuredAndRemembered()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    auto *card = child<ui::FrameTimesView>("frameTimes");
    QVERIFY(!card->isVisible());
    timeline().grab();
    QVERIFY(card->times().lastFrames(10).empty()); // nothing is measured while nobody looks
    child<QAction>("frameTimesAction")->trigger();
    QTRY_VERIFY(card->isVisible());
    QVERIFY(timeline().viewport()->rect().contains(card->geometry()));
    QTest::keyClick(&timeline(), Qt::Key_W);
    QTRY_VERIFY(!card->times().lastFrames(10).empty());
    QVERIFY(card->times().lastFrames(1).front() > 0);
    m_shown->reopen();
    QVERIFY(child<ui::FrameTimesView>("frameTimes")->isVisible());
    QVERIFY(child<QAction>("frameTimesAction")->isChecked());
}

LOOPSCOPE_TEST(TestFindGui)
#include "gui_find.moc"
