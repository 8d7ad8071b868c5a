#include "support/registered.h"
#include "support/shown_timeline.h"
#include "support/simulated_run.h"

#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QWheelEvent>

#include <cmath>

using namespace ui;
using namespace Qt::StringLiterals;
using support::ShownTimeline;

/// Moving and walking on the timeline, by real mouse, wheel and key events.
class TestHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeyAtThePlaceOfWZoomsWhateverItsLetter();
    void wZoomsAtThePointerAndPlusInTheMiddle();
    void aPinchZoomsAroundTheFingers();
    void aGlidingWheelKeepsTheTimeUnderTheCursor();
    void panningALiveRunStopsFollowingAndEndBringsItBack();
    void bracketsWalkTheChosenRequest();
    void bracketsWalkTheLaneWhereNothingIsChosen();
};

namespace {

/// A key as the system gives it: its place on the keyboard beside its letter.
void press(ShownTimeline &shown, int key, quint32 scanCode)
{
    QKeyEvent event(QEvent::KeyPress, key, {}, scanCode, 0, 0);
    QApplication::sendEvent(shown.view.get(), &event);
}

} // namespace

void TestHand::theKeyAtThePlaceOfWZoomsWhateverItsLetter()
{
#if defined(Q_OS_DARWIN) || defined(Q_OS_WIN)
    QSKIP("scan codes of X11 and Wayland");
#endif
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    const qint64 whole = shown.view->visible().length();
    press(shown, Qt::Key_Z, 25); // AZERTY
    const TimeRange near = shown.view->visible();
    QVERIFY(near.length() < whole);
    press(shown, Qt::Key_W, 52); // AZERTY's W is Y's neighbour: nothing
    QCOMPARE(shown.view->visible(), near);
    press(shown, Qt::Key_E, 40); // Dvorak's D
    QVERIFY(shown.view->visible().begin > near.begin);
    press(shown, Qt::Key_Q, 38);
    press(shown, Qt::Key_O, 39);
    QVERIFY(shown.view->visible().length() > near.length());
    press(shown, Qt::Key_W, 0); // no scan code: the letter
    QVERIFY(qAbs(shown.view->visible().length() - near.length()) <= 2);
}

void TestHand::wZoomsAtThePointerAndPlusInTheMiddle()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    shown.view->zoom().setVisible({0, 1'000'000'000});
    shown.layOut();
    shown.key(Qt::Key_Plus);
    QCOMPARE(shown.view->visible(), (TimeRange{100'000'000, 900'000'000}));
    shown.layOut();
    const double left = shown.view->axis().left;
    shown.move({left + 1, 300});
    shown.key(Qt::Key_W);
    QVERIFY(qAbs(shown.view->visible().begin - 100'000'000) < 2'000'000);
    QVERIFY(shown.view->visible().end < 750'000'000);
}

void TestHand::aPinchZoomsAroundTheFingers()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    shown.view->zoom().setAnimated(true); // a pinch is smooth of itself
    const QPointF at(400, 300);
    const qint64 fixed = shown.view->axis().toTime(at.x()), whole = shown.view->visible().length();
    for (int i = 0; i < 3; ++i) {
        QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                                  shown.view->viewport()->mapToGlobal(at), 0.25, {});
        QApplication::sendEvent(shown.view->viewport(), &event);
    }
    QVERIFY(qAbs(double(shown.view->visible().length()) * 1.25 * 1.25 * 1.25 / double(whole) - 1) < 0.001);
    shown.layOut();
    QVERIFY(qAbs(shown.view->axis().toPixel(fixed) - at.x()) < 0.01);
}

void TestHand::aGlidingWheelKeepsTheTimeUnderTheCursor()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    shown.view->zoom().setAnimated(true);
    QVariantAnimation &glide = shown.view->zoom().glide();
    const QPoint at(700, 300);
    const qint64 fixed = shown.view->axis().toTime(at.x());
    for (int i = 0; i < 4; ++i) { // each turn comes before the last has ended, and no frame was laid out between
        QWheelEvent event(at, shown.view->viewport()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.view->viewport(), &event);
        glide.setCurrentTime(50);
    }
    QVERIFY(shown.view->visible() != shown.view->zoom().target());
    QTRY_COMPARE(shown.view->visible(), shown.view->zoom().target());
    shown.layOut();
    QVERIFY(qAbs(shown.view->axis().toPixel(fixed) - at.x()) < 0.01);
    QVERIFY(qAbs(double(shown.view->zoom().whole().length()) / double(shown.view->visible().length()) / std::pow(1.25, 4) - 1) < 0.001);
}

void TestHand::panningALiveRunStopsFollowingAndEndBringsItBack()
{
    ShownTimeline shown;
    QCOMPARE(shown.session->start(), QString());
    shown.view->zoom().setAnimated(true);
    QCOMPARE(shown.session->launch({app::Endpoint::Sync, 1, 2'000'000}), QString());
    shown.selection.setRun(shown.run().id);
    QTRY_VERIFY(shown.run().now > 50'000'000);
    QVERIFY(shown.view->zoom().following());
    QCOMPARE(shown.view->visible(), shown.view->zoom().whole());
    shown.layOut();
    shown.drag(Qt::LeftButton, {500, 590}, {400, 590});
    QVERIFY(!shown.view->zoom().following());
    const TimeRange stays = shown.view->visible();
    const qint64 before = shown.run().now;
    QTRY_VERIFY(shown.run().now > before + 30'000'000);
    QCOMPARE(shown.view->visible(), stays);
    shown.key(Qt::Key_End);
    QVERIFY(shown.view->zoom().following());
    QTRY_COMPARE(shown.view->visible(), shown.view->zoom().whole());
    shown.key(Qt::Key_W);
    QVERIFY(!shown.view->zoom().following());
    shown.session->stop();
    QTRY_VERIFY(!shown.session->running());
}

void TestHand::bracketsWalkTheChosenRequest()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    shown.selection.setSelected(app::RequestId(45));
    shown.view->zoom().setVisible({0, 10'000'000});
    std::vector<app::EventKind> kinds;
    for (int i = 0; i < 30; ++i) {
        shown.key(Qt::Key_BracketRight);
        QCOMPARE(shown.event().request, app::RequestId(45));
        QCOMPARE(shown.selection.playhead(), std::optional(shown.event().t));
        QVERIFY(shown.view->visible().begin <= shown.event().t && shown.view->visible().end >= shown.event().t);
        if (kinds.empty() || kinds.back() != shown.event().kind)
            kinds.push_back(shown.event().kind);
    }
    QCOMPARE(kinds.back(), app::EventKind::Received);
    QVERIFY(kinds.size() > 6);
    shown.key(Qt::Key_BracketLeft);
    QCOMPARE(shown.event().kind, app::EventKind::Responded);
    QCOMPARE(shown.selection.selected(), app::RequestId(45));
}

void TestHand::bracketsWalkTheLaneWhereNothingIsChosen()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    const app::Run &run = shown.run();
    shown.view->zoom().setVisible({0, 2'000'000'000});
    shown.layOut();
    shown.key(Qt::Key_BracketRight); // no pointer: the event loop
    QCOMPARE(shown.event().thread, run.trace.eventLoop()->thread);
    shown.selection.setEvent(std::nullopt);
    shown.move(shown.view->sliceRect(app::RequestId(7), app::State::BlockingWorker).center());
    shown.key(Qt::Key_BracketLeft);
    QCOMPARE(shown.event().thread, run.trace.request(app::RequestId(7))->thread);
    QCOMPARE(shown.event().kind, app::EventKind::Blocking);
    shown.key(Qt::Key_BracketRight);
    QCOMPARE(shown.event().kind, app::EventKind::Slept);
    QCOMPARE(shown.selection.selected(), app::RequestId::None);
}

LOOPSCOPE_TEST(TestHand)
#include "gui_hand.moc"
