#include "app/log_file.h"
#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/selection.h"
#include "ui/view_state.h"
#include "ui/timeline/timeline_view.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
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

    QTemporaryDir m_folder;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ViewState> m_views;
    std::unique_ptr<TimelineView> m_view;

private Q_SLOTS:
    void cleanup();
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
    const QString file = m_folder.filePath(QStringLiteral("run.jsonl"));
    QCOMPARE(app::writeLog(run.log, file), QString());
    m_session = std::make_unique<app::Session>(app::SessionOptions{});
    m_selection = std::make_unique<Selection>();
    m_views = std::make_unique<ViewState>();
    m_view = std::make_unique<TimelineView>(*m_session, *m_selection, *m_views);
    m_view->resize(1000, 600);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    QCOMPARE(m_session->open(file), QString());
    m_selection->setRun(m_session->runs().back()->id);
    m_view->grab(); // lays out
}

void TestTimelineGui::cleanup()
{
    m_view.reset();
    m_views.reset();
    m_selection.reset();
    m_session.reset();
}

void TestTimelineGui::wheel(QPoint at, QPoint turn, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, m_view->viewport()->mapToGlobal(at), {}, turn, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view->viewport(), &event);
    m_view->grab();
}

QPoint TestTimelineGui::middleOf(quint32 request, app::State state)
{
    return m_view->sliceRect(app::RequestId(request), state).center().toPoint();
}

void TestTimelineGui::theWheelZoomsAtTheCursor()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const TimeRange whole = m_view->visible();
    const QPoint at(500, 300);
    const TimeScale before{whole, 152, 836};
    const qint64 fixed = before.toTime(at.x());
    for (int i = 0; i < 4; ++i)
        wheel(at, {0, 120});
    const TimeRange near = m_view->visible();
    QVERIFY(near.length() < whole.length() / 2);
    const double share = double(fixed - whole.begin) / double(whole.length());
    QVERIFY(qAbs(double(fixed - near.begin) / double(near.length()) - share) < 0.02);
    QVERIFY(!m_view->zoom().following());
    for (int i = 0; i < 4; ++i)
        wheel(at, {0, -120});
    QVERIFY(qAbs(double(m_view->visible().length()) / double(whole.length()) - 1) < 0.01);
}

void TestTimelineGui::shiftWheelAndDragPan()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    m_view->zoom().setVisible({500'000'000, 1'000'000'000});
    m_view->grab();
    wheel({500, 300}, {0, -120}, Qt::ShiftModifier);
    const TimeRange later = m_view->visible();
    QVERIFY(later.begin > 500'000'000);
    QCOMPARE(later.length(), 500'000'000);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, {500, 300});
    QTest::mouseMove(m_view->viewport(), {550, 300});
    QTest::mouseMove(m_view->viewport(), {650, 300});
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, {650, 300});
    QVERIFY(m_view->visible().begin < later.begin);
    QCOMPARE(m_view->visible().length(), 500'000'000);
    QCOMPARE(m_selection->selected(), app::RequestId::None); // a drag is no click
}

void TestTimelineGui::aClickChoosesAndAClickBesideChoosesNothing()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(7, app::State::BlockingWorker));
    QCOMPARE(m_selection->selected(), app::RequestId(7));
    QVERIFY(m_selection->event());
    const app::Event &event = m_session->runs().back()->log.events.at(*m_selection->event());
    QCOMPARE(event.request, app::RequestId(7));
    QCOMPARE(event.kind, app::EventKind::Blocking);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(50, app::State::QueuedNoWorker));
    QCOMPARE(m_selection->selected(), app::RequestId(50));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {900, 400}); // no worker of the second row there
    QCOMPARE(m_selection->selected(), app::RequestId::None);
    QVERIFY(!m_selection->event());
}

void TestTimelineGui::aDoubleClickFitsTheSlice()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(3, app::State::BlockingLoop));
    const TimeRange fitted = m_view->visible();
    QVERIFY(fitted.begin < 2'100'000'000 && fitted.begin > 1'800'000'000);
    QVERIFY(fitted.length() > 1'000'000'000 && fitted.length() < 1'400'000'000);
    m_view->grab();
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, {600, 590}); // empty ground
    QVERIFY(m_view->zoom().following());
}

void TestTimelineGui::hoverLightsUpTheRequestAndSetsThePlayhead()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const QImage calm = m_view->grab().toImage();
    const QPoint at = middleOf(12, app::State::BlockingWorker);
    QTest::mouseMove(m_view->windowHandle(), m_view->viewport()->mapTo(m_view.get(), at));
    QTRY_COMPARE(m_selection->hovered(), app::RequestId(12));
    QVERIFY(m_selection->playhead());
    QVERIFY(qAbs(*m_selection->playhead() - 500'000'000) < 30'000'000);
    QVERIFY(m_view->grab().toImage() != calm);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(m_view->viewport(), &leave);
    QCOMPARE(m_selection->hovered(), app::RequestId::None);
    QVERIFY(!m_selection->playhead());
    QVERIFY(m_view->grab().toImage() == calm);
}

void TestTimelineGui::keysDoWhatTheMouseDoes()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const TimeRange whole = m_view->visible();
    QTest::keyClick(m_view.get(), Qt::Key_W);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    const TimeRange near = m_view->visible();
    QVERIFY(near.length() < whole.length());
    QTest::keyClick(m_view.get(), Qt::Key_D);
    QVERIFY(m_view->visible().begin > near.begin);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->visible(), near);
    QTest::keyClick(m_view.get(), Qt::Key_S);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->visible(), whole);
    m_selection->setSelected(app::RequestId(45));
    QTest::keyClick(m_view.get(), Qt::Key_F);
    QVERIFY(!m_view->zoom().following());
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QCOMPARE(m_selection->selected(), app::RequestId::None);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->visible(), whole);
}

void TestTimelineGui::aShiftDragMeasuresAndSnaps()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    const QImage calm = m_view->grab().toImage();
    const QRectF slice = m_view->sliceRect(app::RequestId(2), app::State::BlockingLoop);
    const QPoint from(int(slice.left()) + 4, int(slice.center().y())), to(int(slice.right()) - 4, int(slice.center().y()));
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(m_view->viewport(), to);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, to);
    QVERIFY(m_view->measured());
    QCOMPARE(m_view->measured()->length(), 1'000'000'000); // exactly the slice, though the mouse was beside its edges
    QVERIFY(m_view->grab().toImage() != calm);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!m_view->measured());
}

void TestTimelineGui::thousandsOfLanesScroll()
{
    show(support::simulatedRun(app::Endpoint::Sync, 1000, 1000));
    QVERIFY(m_view->verticalScrollBar()->maximum() > 1000);
    const int before = m_view->verticalScrollBar()->value();
    QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QVERIFY(m_view->verticalScrollBar()->value() > before);
}

void TestTimelineGui::aClickUnfoldsTheClient()
{
    show(support::simulatedRun(app::Endpoint::Async, 5));
    QVERIFY(m_view->sliceRect(app::RequestId(1), app::State::InFlight).isEmpty());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->layout().clientHeader.translated(m_view->layout().body.topLeft()).center().toPoint());
    m_view->grab();
    QVERIFY(!m_view->sliceRect(app::RequestId(1), app::State::InFlight).isEmpty());
}

void TestTimelineGui::revealBringsATimeIntoView()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    m_view->zoom().setVisible({0, 100'000'000});
    m_view->reveal(50'000'000);
    QCOMPARE(m_view->visible(), (TimeRange{0, 100'000'000}));
    m_view->reveal(3'000'000'000);
    QVERIFY(m_view->visible().begin < 3'000'000'000 && m_view->visible().end > 3'000'000'000);
    QCOMPARE(m_view->visible().length(), 100'000'000);
}

LOOPSCOPE_TEST(TestTimelineGui)
#include "gui_timeline.moc"
