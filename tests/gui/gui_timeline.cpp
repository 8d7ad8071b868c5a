#include "support/registered.h"
#include "support/shown_timeline.h"
#include "support/simulated_run.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

using namespace ui;

/// The view with a log opened from a file, driven by real mouse, wheel and key events.
class TestTimelineGui : public QObject
{
    Q_OBJECT

private:
    void show(const app::Run &run);
    void wheel(QPoint at, QPoint turn, Qt::KeyboardModifiers modifiers = {});
    QPoint middleOf(quint32 request, app::State state);

    std::unique_ptr<support::ShownTimeline> m_shown;

private Q_SLOTS:
    void cleanup() { m_shown.reset(); }
    void theWheelZoomsAtTheCursor();
    void shiftWheelAndDragPan();
    void aClickChoosesAndAClickBesideChoosesNothing();
    void aDoubleClickFitsTheSlice();
    void hoverLightsUpTheRequestAndSetsThePlayhead();
    void keysDoWhatTheMouseDoes();
    void aShiftDragMeasuresAndSnaps();
    void thousandsOfLanesScroll();
    void aClickUnfoldsTheClient();
    void revealBringsATimeIntoView();
};

void TestTimelineGui::show(const app::Run &run)
{
    m_shown = std::make_unique<support::ShownTimeline>(run);
}

void TestTimelineGui::wheel(QPoint at, QPoint turn, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, m_shown->view->viewport()->mapToGlobal(at), {}, turn, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_shown->view->viewport(), &event);
    m_shown->view->grab();
}

QPoint TestTimelineGui::middleOf(quint32 request, app::State state)
{
    return m_shown->view->sliceRect(app::RequestId(request), state).center().toPoint();
}

void TestTimelineGui::theWheelZoomsAtTheCursor()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const TimeRange whole = m_shown->view->visible();
    const QPoint at(500, 300);
    const TimeScale before{whole, 152, 836};
    const qint64 fixed = before.toTime(at.x());
    for (int i = 0; i < 4; ++i)
        wheel(at, {0, 120});
    const TimeRange near = m_shown->view->visible();
    QVERIFY(near.length() < whole.length() / 2);
    const double share = double(fixed - whole.begin) / double(whole.length());
    QVERIFY(qAbs(double(fixed - near.begin) / double(near.length()) - share) < 0.02);
    QVERIFY(!m_shown->view->zoom().following());
    for (int i = 0; i < 4; ++i)
        wheel(at, {0, -120});
    QVERIFY(qAbs(double(m_shown->view->visible().length()) / double(whole.length()) - 1) < 0.01);
}

void TestTimelineGui::shiftWheelAndDragPan()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    m_shown->view->zoom().setVisible({500'000'000, 1'000'000'000});
    m_shown->view->grab();
    wheel({500, 300}, {0, -120}, Qt::ShiftModifier);
    const TimeRange later = m_shown->view->visible();
    QVERIFY(later.begin > 500'000'000);
    QCOMPARE(later.length(), 500'000'000);
    QTest::mousePress(m_shown->view->viewport(), Qt::LeftButton, {}, {500, 300});
    QTest::mouseMove(m_shown->view->viewport(), {550, 300});
    QTest::mouseMove(m_shown->view->viewport(), {650, 300});
    QTest::mouseRelease(m_shown->view->viewport(), Qt::LeftButton, {}, {650, 300});
    QVERIFY(m_shown->view->visible().begin < later.begin);
    QCOMPARE(m_shown->view->visible().length(), 500'000'000);
    QCOMPARE(m_shown->selection.selected(), app::RequestId::None); // a drag is no click
}

void TestTimelineGui::aClickChoosesAndAClickBesideChoosesNothing()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QTest::mouseClick(m_shown->view->viewport(), Qt::LeftButton, {}, middleOf(7, app::State::BlockingWorker));
    QCOMPARE(m_shown->selection.selected(), app::RequestId(7));
    QVERIFY(m_shown->selection.event());
    const app::Event &event = m_shown->session->runs().back()->log.events.at(*m_shown->selection.event());
    QCOMPARE(event.request, app::RequestId(7));
    QCOMPARE(event.kind, app::EventKind::Blocking);
    QTest::mouseClick(m_shown->view->viewport(), Qt::LeftButton, {}, middleOf(50, app::State::QueuedNoWorker));
    QCOMPARE(m_shown->selection.selected(), app::RequestId(50));
    QTest::mouseClick(m_shown->view->viewport(), Qt::LeftButton, {}, {900, 400}); // no worker of the second row there
    QCOMPARE(m_shown->selection.selected(), app::RequestId::None);
    QVERIFY(!m_shown->selection.event());
}

void TestTimelineGui::aDoubleClickFitsTheSlice()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    QTest::mouseDClick(m_shown->view->viewport(), Qt::LeftButton, {}, middleOf(3, app::State::BlockingLoop));
    const TimeRange fitted = m_shown->view->visible();
    QVERIFY(fitted.begin < 2'100'000'000 && fitted.begin > 1'800'000'000);
    QVERIFY(fitted.length() > 1'000'000'000 && fitted.length() < 1'400'000'000);
    m_shown->view->grab();
    QTest::mouseDClick(m_shown->view->viewport(), Qt::LeftButton, {}, {600, 590}); // empty ground
    QVERIFY(m_shown->view->zoom().following());
}

void TestTimelineGui::hoverLightsUpTheRequestAndSetsThePlayhead()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const QImage calm = m_shown->view->grab().toImage();
    const QPoint at = middleOf(12, app::State::BlockingWorker);
    QTest::mouseMove(m_shown->view->windowHandle(), m_shown->view->viewport()->mapTo(m_shown->view.get(), at));
    QTRY_COMPARE(m_shown->selection.hovered(), app::RequestId(12));
    QVERIFY(m_shown->selection.playhead());
    QVERIFY(qAbs(*m_shown->selection.playhead() - 500'000'000) < 30'000'000);
    QVERIFY(m_shown->view->grab().toImage() != calm);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(m_shown->view->viewport(), &leave);
    QCOMPARE(m_shown->selection.hovered(), app::RequestId::None);
    QVERIFY(!m_shown->selection.playhead());
    QVERIFY(m_shown->view->grab().toImage() == calm);
}

void TestTimelineGui::keysDoWhatTheMouseDoes()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const TimeRange whole = m_shown->view->visible();
    QTest::keyClick(m_shown->view.get(), Qt::Key_W);
    QTest::keyClick(m_shown->view.get(), Qt::Key_Plus);
    const TimeRange near = m_shown->view->visible();
    QVERIFY(near.length() < whole.length());
    QTest::keyClick(m_shown->view.get(), Qt::Key_D);
    QVERIFY(m_shown->view->visible().begin > near.begin);
    QTest::keyClick(m_shown->view.get(), Qt::Key_Left);
    QCOMPARE(m_shown->view->visible(), near);
    QTest::keyClick(m_shown->view.get(), Qt::Key_S);
    QTest::keyClick(m_shown->view.get(), Qt::Key_End);
    QCOMPARE(m_shown->view->visible(), whole);
    m_shown->selection.setSelected(app::RequestId(45));
    QTest::keyClick(m_shown->view.get(), Qt::Key_F);
    QVERIFY(!m_shown->view->zoom().following());
    QTest::keyClick(m_shown->view.get(), Qt::Key_Escape);
    QCOMPARE(m_shown->selection.selected(), app::RequestId::None);
    QTest::keyClick(m_shown->view.get(), Qt::Key_Home);
    QCOMPARE(m_shown->view->visible(), whole);
}

void TestTimelineGui::aShiftDragMeasuresAndSnaps()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    const QImage calm = m_shown->view->grab().toImage();
    const QRectF slice = m_shown->view->sliceRect(app::RequestId(2), app::State::BlockingLoop);
    const QPoint from(int(slice.left()) + 4, int(slice.center().y())), to(int(slice.right()) - 4, int(slice.center().y()));
    QTest::mousePress(m_shown->view->viewport(), Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(m_shown->view->viewport(), to);
    QTest::mouseRelease(m_shown->view->viewport(), Qt::LeftButton, Qt::ShiftModifier, to);
    QVERIFY(m_shown->view->measured());
    QCOMPARE(m_shown->view->measured()->length(), 1'000'000'000); // exactly the slice, though the mouse was beside its edges
    QVERIFY(m_shown->view->grab().toImage() != calm);
    QTest::keyClick(m_shown->view.get(), Qt::Key_Escape);
    QVERIFY(!m_shown->view->measured());
}

void TestTimelineGui::thousandsOfLanesScroll()
{
    show(support::simulatedRun(app::Endpoint::Sync, 1000, 1000));
    QVERIFY(m_shown->view->verticalScrollBar()->maximum() > 1000);
    const int before = m_shown->view->verticalScrollBar()->value();
    QTest::keyClick(m_shown->view.get(), Qt::Key_PageDown);
    QVERIFY(m_shown->view->verticalScrollBar()->value() > before);
}

void TestTimelineGui::aClickUnfoldsTheClient()
{
    show(support::simulatedRun(app::Endpoint::Async, 5));
    QVERIFY(m_shown->view->sliceRect(app::RequestId(1), app::State::InFlight).isEmpty());
    QTest::mouseClick(m_shown->view->viewport(), Qt::LeftButton, {}, m_shown->view->layout().clientHeader.translated(m_shown->view->layout().body.topLeft()).center().toPoint());
    m_shown->view->grab();
    QVERIFY(!m_shown->view->sliceRect(app::RequestId(1), app::State::InFlight).isEmpty());
}

void TestTimelineGui::revealBringsATimeIntoView()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    m_shown->view->zoom().setVisible({0, 100'000'000});
    m_shown->view->reveal(50'000'000);
    QCOMPARE(m_shown->view->visible(), (TimeRange{0, 100'000'000}));
    m_shown->view->reveal(3'000'000'000);
    QVERIFY(m_shown->view->visible().begin < 3'000'000'000 && m_shown->view->visible().end > 3'000'000'000);
    QCOMPARE(m_shown->view->visible().length(), 100'000'000);
}

LOOPSCOPE_TEST(TestTimelineGui)
#include "gui_timeline.moc"
