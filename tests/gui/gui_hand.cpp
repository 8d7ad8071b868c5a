#include "app/log_file.h"
#include "support/simulated_run.h"
#include "ui/selection.h"
#include "ui/timeline/timeline_view.h"
#include "ui/view_state.h"

#include <QLineEdit>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace ui;
using namespace Qt::StringLiterals;

/// Moving, measuring, marking and walking on the timeline, by real mouse and key events.
class TestHand : public QObject
{
    Q_OBJECT

private:
    void makeView();
    void show(const app::Run &run);
    void press(int key, quint32 scanCode);
    void move(QPointF to, Qt::MouseButtons held = Qt::NoButton);
    void drag(Qt::MouseButton button, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {});
    void measureSlice(quint32 request);
    QLineEdit *editor() const { return m_view->findChild<QLineEdit *>(u"markEditor"_s); }
    const std::vector<Mark> &marks() const { return m_views->of(m_selection->run()).marks; }
    const app::Event &event() const { return m_session->runs().back()->log.events.at(m_selection->event().value()); }

    QTemporaryDir m_folder;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ViewState> m_views;
    std::unique_ptr<TimelineView> m_view;

private Q_SLOTS:
    void cleanup();
    void theKeyAtThePlaceOfWZoomsWhateverItsLetter();
    void wZoomsAtThePointerAndPlusInTheMiddle();
    void aPinchZoomsAroundTheFingers();
    void aGlidingWheelKeepsTheTimeUnderTheCursor();
    void panningALiveRunStopsFollowingAndEndBringsItBack();
    void anEdgeOfAMeasureIsDraggedAfterwards();
    void aRightDragMeasuresAndARightClickEndsIt();
    void aMeasureOverAFoldedGroupSnapsToIt();
    void aMarkIsDroppedNamedAndUndone();
    void escapeDropsNoMark();
    void aMarkIsRenamedAndRemoved();
    void nWalksTheMarks();
    void leavingTheFieldTakesTheName();
    void bracketsWalkTheChosenRequest();
    void bracketsWalkTheLaneWhereNothingIsChosen();
};

void TestHand::makeView()
{
    app::SessionOptions options;
    options.server.port = 0;
    m_session = std::make_unique<app::Session>(options);
    m_selection = std::make_unique<Selection>();
    m_views = std::make_unique<ViewState>();
    m_view = std::make_unique<TimelineView>(*m_session, *m_selection, *m_views);
    m_view->resize(1000, 600);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->setFocus();
}

void TestHand::show(const app::Run &run)
{
    const QString file = m_folder.filePath(u"run.jsonl"_s);
    QCOMPARE(app::writeLog(run.log, file), QString());
    makeView();
    QCOMPARE(m_session->open(file), QString());
    m_selection->setRun(m_session->runs().back()->id);
    m_view->grab(); // lays out
}

void TestHand::cleanup()
{
    m_view.reset();
    m_views.reset();
    m_selection.reset();
    m_session.reset();
}

void TestHand::press(int key, quint32 scanCode)
{
    QKeyEvent event(QEvent::KeyPress, key, {}, scanCode, 0, 0);
    QApplication::sendEvent(m_view.get(), &event);
}

void TestHand::move(QPointF to, Qt::MouseButtons held)
{
    QMouseEvent event(QEvent::MouseMove, to, m_view->viewport()->mapToGlobal(to), Qt::NoButton, held, {});
    QApplication::sendEvent(m_view->viewport(), &event);
}

void TestHand::drag(Qt::MouseButton button, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers)
{
    QTest::mousePress(m_view->viewport(), button, modifiers, from);
    move((from + to) / 2, button);
    move(to, button);
    QTest::mouseRelease(m_view->viewport(), button, modifiers, to);
    m_view->grab();
}

void TestHand::measureSlice(quint32 request)
{
    const QRectF slice = m_view->sliceRect(app::RequestId(request), app::State::BlockingLoop);
    const int y = int(slice.center().y());
    drag(Qt::LeftButton, {int(slice.left()) + 4, y}, {int(slice.right()) - 4, y}, Qt::ShiftModifier);
}

void TestHand::theKeyAtThePlaceOfWZoomsWhateverItsLetter()
{
#if defined(Q_OS_DARWIN) || defined(Q_OS_WIN)
    QSKIP("scan codes of X11 and Wayland");
#endif
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const qint64 whole = m_view->visible().length();
    press(Qt::Key_Z, 25); // AZERTY
    const TimeRange near = m_view->visible();
    QVERIFY(near.length() < whole);
    press(Qt::Key_W, 52); // AZERTY's W is Y's neighbour: nothing
    QCOMPARE(m_view->visible(), near);
    press(Qt::Key_E, 40); // Dvorak's D
    QVERIFY(m_view->visible().begin > near.begin);
    press(Qt::Key_Q, 38);
    press(Qt::Key_O, 39);
    QVERIFY(m_view->visible().length() > near.length());
    press(Qt::Key_W, 0); // no scan code: the letter
    QVERIFY(qAbs(m_view->visible().length() - near.length()) <= 2);
}

void TestHand::wZoomsAtThePointerAndPlusInTheMiddle()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    m_view->zoom().setVisible({0, 1'000'000'000});
    m_view->grab();
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QCOMPARE(m_view->visible(), (TimeRange{100'000'000, 900'000'000}));
    m_view->grab();
    const double left = m_view->axis().left;
    move({left + 1, 300});
    QTest::keyClick(m_view.get(), Qt::Key_W);
    QVERIFY(qAbs(m_view->visible().begin - 100'000'000) < 2'000'000);
    QVERIFY(m_view->visible().end < 750'000'000);
}

void TestHand::aPinchZoomsAroundTheFingers()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    m_view->zoom().setAnimated(true); // a pinch is smooth of itself
    const QPointF at(400, 300);
    const qint64 fixed = m_view->axis().toTime(at.x()), whole = m_view->visible().length();
    for (int i = 0; i < 3; ++i) {
        QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                                  m_view->viewport()->mapToGlobal(at), 0.25, {});
        QApplication::sendEvent(m_view->viewport(), &event);
    }
    QVERIFY(qAbs(double(m_view->visible().length()) * 1.25 * 1.25 * 1.25 / double(whole) - 1) < 0.001);
    m_view->grab();
    QVERIFY(qAbs(m_view->axis().toPixel(fixed) - at.x()) < 0.01);
}

void TestHand::aGlidingWheelKeepsTheTimeUnderTheCursor()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    m_view->zoom().setAnimated(true);
    QVariantAnimation &glide = m_view->zoom().glide();
    const QPoint at(700, 300);
    const qint64 fixed = m_view->axis().toTime(at.x());
    for (int i = 0; i < 4; ++i) { // each turn comes before the last has ended, and no frame was laid out between
        QWheelEvent event(at, m_view->viewport()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view->viewport(), &event);
        glide.setCurrentTime(50);
    }
    QVERIFY(m_view->visible() != m_view->zoom().target());
    QTRY_COMPARE(m_view->visible(), m_view->zoom().target());
    m_view->grab();
    QVERIFY(qAbs(m_view->axis().toPixel(fixed) - at.x()) < 0.01);
    QVERIFY(qAbs(double(m_view->zoom().whole().length()) / double(m_view->visible().length()) / std::pow(1.25, 4) - 1) < 0.001);
}

void TestHand::panningALiveRunStopsFollowingAndEndBringsItBack()
{
    makeView();
    QCOMPARE(m_session->start(), QString());
    m_view->zoom().setAnimated(true);
    QCOMPARE(m_session->launch({app::Endpoint::Sync, 1, 2'000'000}), QString());
    m_selection->setRun(m_session->runs().back()->id);
    QTRY_VERIFY(m_session->runs().back()->now > 50'000'000);
    QVERIFY(m_view->zoom().following());
    QCOMPARE(m_view->visible(), m_view->zoom().whole());
    m_view->grab();
    drag(Qt::LeftButton, {500, 590}, {400, 590});
    QVERIFY(!m_view->zoom().following());
    const TimeRange stays = m_view->visible();
    const qint64 before = m_session->runs().back()->now;
    QTRY_VERIFY(m_session->runs().back()->now > before + 30'000'000);
    QCOMPARE(m_view->visible(), stays);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QVERIFY(m_view->zoom().following());
    QTRY_COMPARE(m_view->visible(), m_view->zoom().whole());
    QTest::keyClick(m_view.get(), Qt::Key_W);
    QVERIFY(!m_view->zoom().following());
    m_session->stop();
    QTRY_VERIFY(!m_session->running());
}

void TestHand::anEdgeOfAMeasureIsDraggedAfterwards()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    measureSlice(2);
    const TimeRange first = m_view->measured().value();
    QCOMPARE(first.length(), 1'000'000'000);
    const int right = int(m_view->axis().toPixel(first.end));
    const QRectF third = m_view->sliceRect(app::RequestId(3), app::State::BlockingLoop);
    const int y = int(third.center().y());
    move({double(right) - 30, double(y)});
    QVERIFY(m_view->viewport()->cursor().shape() != Qt::SizeHorCursor);
    move({double(right) + 1, double(y)});
    QCOMPARE(m_view->viewport()->cursor().shape(), Qt::SizeHorCursor);
    drag(Qt::LeftButton, {right + 1, y}, {int(third.right()) - 3, y});
    QCOMPARE(m_view->measured()->begin, first.begin);
    QVERIFY(qAbs(m_view->measured()->length() - 2'000'000'100) < 100'000); // snapped to the end of the third
    QCOMPARE(m_selection->selected(), app::RequestId::None);
    m_views->steps().undo();
    QCOMPARE(m_view->measured(), std::optional(first));
    m_views->steps().undo();
    QVERIFY(!m_view->measured());
}

void TestHand::aRightDragMeasuresAndARightClickEndsIt()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, {500, 300});
    QVERIFY(!m_view->measured());
    QCOMPARE(m_views->steps().count(), 0);
    drag(Qt::RightButton, {300, 300}, {600, 300});
    QVERIFY(m_view->measured());
    QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, {500, 300});
    QVERIFY(!m_view->measured());
    m_views->steps().undo();
    QVERIFY(m_view->measured());
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!m_view->measured());
}

void TestHand::aMeasureOverAFoldedGroupSnapsToIt()
{
    show(support::simulatedRun(app::Endpoint::Async, 50));
    const app::Trace &trace = m_session->runs().back()->trace;
    const int end = int(m_view->axis().toPixel(trace.awaiting().counts.back().t));
    drag(Qt::RightButton, {end - 200, 300}, {end + 3, 300}); // 50 tasks end within a pixel
    const auto &counts = trace.awaiting().counts;
    QVERIFY(std::any_of(counts.begin(), counts.end(), [this](const app::CountStep &step) { return step.t == m_view->measured().value().end; }));
}

void TestHand::aMarkIsDroppedNamedAndUndone()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const QImage calm = m_view->grab().toImage();
    move({500, 300});
    const qint64 t = m_selection->playhead().value();
    QTest::keyClick(m_view.get(), Qt::Key_M);
    QVERIFY(editor());
    QCOMPARE(editor()->text(), u"mark 1"_s);
    QVERIFY(editor()->hasFocus());
    const TimeRange before = m_view->visible();
    QTest::keyClicks(editor(), u"wasd [m"_s); // letters are letters here
    QTest::keyClick(editor(), Qt::Key_Home);
    QCOMPARE(m_view->visible(), before);
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(marks(), (std::vector<Mark>{{t, u"wasd [m"_s}}));
    QVERIFY(m_view->hasFocus());
    QTRY_VERIFY(!editor());
    move({-5, -5});
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(m_view->viewport(), &leave);
    QVERIFY(m_view->grab().toImage() != calm);
    QVERIFY(qAbs(m_view->flagRect(0).left() - 500) < 1);
    m_views->steps().undo();
    QVERIFY(marks().empty());
    QVERIFY(m_view->grab().toImage() == calm);
    m_views->steps().redo();
    QCOMPARE(marks().size(), size_t(1));
}

void TestHand::escapeDropsNoMark()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QTest::keyClick(m_view.get(), Qt::Key_M);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QVERIFY(marks().empty());
    QCOMPARE(m_views->steps().count(), 0);
    QTRY_VERIFY(!editor());
    QTest::keyClick(m_view.get(), Qt::Key_M); // no pointer: the middle of the view
    editor()->clear();
    QTest::keyClick(editor(), Qt::Key_Return);
    QVERIFY(marks().empty()); // a mark without a name is none
    QTRY_VERIFY(!editor());
    QTest::keyClick(m_view.get(), Qt::Key_M);
    QTest::keyClick(editor(), Qt::Key_Return);
    const TimeRange visible = m_view->visible();
    QCOMPARE(marks().at(0).t, visible.begin + visible.length() / 2);
}

void TestHand::aMarkIsRenamedAndRemoved()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    RunView view;
    view.marks = {{500'000'000, u"one"_s}, {1'500'000'000, u"two"_s}};
    m_views->change(m_selection->run(), u"mark"_s, view);
    m_view->grab();
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, m_view->flagRect(1).center().toPoint());
    QVERIFY(editor());
    QCOMPARE(editor()->text(), u"two"_s);
    QTest::keyClicks(editor(), u"second"_s);
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(marks().at(1).name, u"second"_s);
    QCOMPARE(marks().at(1).t, 1'500'000'000);
    QVERIFY(m_view->zoom().following()); // the double click was for the flag alone
    QTRY_VERIFY(!editor());
    move(m_view->flagRect(0).center());
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QCOMPARE(marks(), (std::vector<Mark>{{1'500'000'000, u"second"_s}}));
    move({300, 300});
    QTest::keyClick(m_view.get(), Qt::Key_Delete); // none is meant
    QCOMPARE(marks().size(), size_t(1));
    m_view->grab();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->flagRect(0).center().toPoint());
    move({300, 300});
    QTest::keyClick(m_view.get(), Qt::Key_Delete); // the one that was clicked
    QVERIFY(marks().empty());
    m_views->steps().undo();
    m_views->steps().undo();
    QCOMPARE(marks().size(), size_t(2));
}

void TestHand::nWalksTheMarks()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    RunView view;
    view.marks = {{1'500'000'000, u"late"_s}, {500'000'000, u"early"_s}};
    m_views->change(m_selection->run(), u"mark"_s, view);
    m_view->zoom().setVisible({900'000'000, 1'000'000'000});
    const auto sees = [this](qint64 t) { return m_view->visible().begin < t && m_view->visible().end > t; };
    QTest::keyClick(m_view.get(), Qt::Key_N);
    QVERIFY(sees(500'000'000));
    QTest::keyClick(m_view.get(), Qt::Key_N);
    QVERIFY(sees(1'500'000'000));
    QTest::keyClick(m_view.get(), Qt::Key_F2);
    QCOMPARE(editor()->text(), u"late"_s);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTest::keyClick(m_view.get(), Qt::Key_N);
    QVERIFY(sees(500'000'000)); // round and round
}

void TestHand::leavingTheFieldTakesTheName()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QTest::keyClick(m_view.get(), Qt::Key_M);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {400, 595});
    m_view->setFocus(Qt::MouseFocusReason);
    QCOMPARE(marks().size(), size_t(1));
    QTRY_VERIFY(!editor());
    QTest::keyClick(m_view.get(), Qt::Key_M);
    QCOMPARE(editor()->text(), u"mark 2"_s);
    m_selection->setRun({}); // another run: the field goes, and no mark comes
    QVERIFY(!editor());
    QVERIFY(marks().empty());
}

void TestHand::bracketsWalkTheChosenRequest()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    m_selection->setSelected(app::RequestId(45));
    m_view->zoom().setVisible({0, 10'000'000});
    std::vector<app::EventKind> kinds;
    for (int i = 0; i < 30; ++i) {
        QTest::keyClick(m_view.get(), Qt::Key_BracketRight);
        QCOMPARE(event().request, app::RequestId(45));
        QCOMPARE(m_selection->playhead(), std::optional(event().t));
        QVERIFY(m_view->visible().begin <= event().t && m_view->visible().end >= event().t);
        if (kinds.empty() || kinds.back() != event().kind)
            kinds.push_back(event().kind);
    }
    QCOMPARE(kinds.back(), app::EventKind::Received);
    QVERIFY(kinds.size() > 6);
    QTest::keyClick(m_view.get(), Qt::Key_BracketLeft);
    QCOMPARE(event().kind, app::EventKind::Responded);
    QCOMPARE(m_selection->selected(), app::RequestId(45));
}

void TestHand::bracketsWalkTheLaneWhereNothingIsChosen()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const app::Run &run = *m_session->runs().back();
    m_view->zoom().setVisible({0, 2'000'000'000});
    m_view->grab();
    QTest::keyClick(m_view.get(), Qt::Key_BracketRight); // no pointer: the event loop
    QCOMPARE(event().thread, run.trace.eventLoop()->thread);
    m_selection->setEvent(std::nullopt);
    move(m_view->sliceRect(app::RequestId(7), app::State::BlockingWorker).center());
    QTest::keyClick(m_view.get(), Qt::Key_BracketLeft);
    QCOMPARE(event().thread, run.trace.request(app::RequestId(7))->thread);
    QCOMPARE(event().kind, app::EventKind::Blocking);
    QTest::keyClick(m_view.get(), Qt::Key_BracketRight);
    QCOMPARE(event().kind, app::EventKind::Slept);
    QCOMPARE(m_selection->selected(), app::RequestId::None);
}

QTEST_MAIN(TestHand)
#include "gui_hand.moc"
