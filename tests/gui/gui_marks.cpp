#include "support/registered.h"
#include "support/shown_timeline.h"
#include "support/simulated_run.h"

#include <QLineEdit>

using namespace ui;
using namespace Qt::StringLiterals;
using support::ShownTimeline;

/// Measuring and marking on the timeline, by real mouse and key events.
class TestMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEdgeOfAMeasureIsDraggedAfterwards();
    void aRightDragMeasuresAndARightClickEndsIt();
    void aMeasureOverAFoldedGroupSnapsToIt();
    void aMarkIsDroppedNamedAndUndone();
    void escapeDropsNoMark();
    void aMarkIsRenamedAndRemoved();
    void nWalksTheMarks();
    void leavingTheFieldTakesTheName();
};

namespace {

QLineEdit *editorOf(const ShownTimeline &shown) { return shown.view->findChild<QLineEdit *>(u"markEditor"_s); }

void measureSlice(ShownTimeline &shown, quint32 request)
{
    const QRectF slice = shown.view->sliceRect(app::RequestId(request), app::State::BlockingLoop);
    const int y = int(slice.center().y());
    shown.drag(Qt::LeftButton, {int(slice.left()) + 4, y}, {int(slice.right()) - 4, y}, Qt::ShiftModifier);
}

} // namespace

void TestMarks::anEdgeOfAMeasureIsDraggedAfterwards()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    measureSlice(shown, 2);
    const TimeRange first = shown.view->measured().value();
    QCOMPARE(first.length(), 1'000'000'000);
    const int right = int(shown.view->axis().toPixel(first.end));
    const QRectF third = shown.view->sliceRect(app::RequestId(3), app::State::BlockingLoop);
    const int y = int(third.center().y());
    shown.move({double(right) - 30, double(y)});
    QVERIFY(shown.view->viewport()->cursor().shape() != Qt::SizeHorCursor);
    shown.move({double(right) + 1, double(y)});
    QCOMPARE(shown.view->viewport()->cursor().shape(), Qt::SizeHorCursor);
    shown.drag(Qt::LeftButton, {right + 1, y}, {int(third.right()) - 3, y});
    QCOMPARE(shown.view->measured()->begin, first.begin);
    QVERIFY(qAbs(shown.view->measured()->length() - 2'000'000'100) < 100'000); // snapped to the end of the third
    QCOMPARE(shown.selection.selected(), app::RequestId::None);
    shown.views.steps().undo();
    QCOMPARE(shown.view->measured(), std::optional(first));
    shown.views.steps().undo();
    QVERIFY(!shown.view->measured());
}

void TestMarks::aRightDragMeasuresAndARightClickEndsIt()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    QTest::mouseClick(shown.view->viewport(), Qt::RightButton, {}, {500, 300});
    QVERIFY(!shown.view->measured());
    QCOMPARE(shown.views.steps().count(), 0);
    shown.drag(Qt::RightButton, {300, 300}, {600, 300});
    QVERIFY(shown.view->measured());
    QTest::mouseClick(shown.view->viewport(), Qt::RightButton, {}, {500, 300});
    QVERIFY(!shown.view->measured());
    shown.views.steps().undo();
    QVERIFY(shown.view->measured());
    shown.key(Qt::Key_Escape);
    QVERIFY(!shown.view->measured());
}

void TestMarks::aMeasureOverAFoldedGroupSnapsToIt()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Async, 50));
    const app::Trace &trace = shown.run().trace;
    const int end = int(shown.view->axis().toPixel(trace.awaiting().counts.back().t));
    shown.drag(Qt::RightButton, {end - 200, 300}, {end + 3, 300}); // 50 tasks end within a pixel
    const auto &counts = trace.awaiting().counts;
    QVERIFY(std::any_of(counts.begin(), counts.end(), [&](const app::CountStep &step) { return step.t == shown.view->measured().value().end; }));
}

void TestMarks::aMarkIsDroppedNamedAndUndone()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    const QImage calm = shown.layOut();
    shown.move({500, 300});
    const qint64 t = shown.selection.playhead().value();
    shown.key(Qt::Key_M);
    QVERIFY(editorOf(shown));
    QCOMPARE(editorOf(shown)->text(), u"mark 1"_s);
    QVERIFY(editorOf(shown)->hasFocus());
    const TimeRange before = shown.view->visible();
    QTest::keyClicks(editorOf(shown), u"wasd [m"_s); // letters are letters here
    QTest::keyClick(editorOf(shown), Qt::Key_Home);
    QCOMPARE(shown.view->visible(), before);
    QTest::keyClick(editorOf(shown), Qt::Key_Return);
    QCOMPARE(shown.marks(), (std::vector<Mark>{{t, u"wasd [m"_s}}));
    QVERIFY(shown.view->hasFocus());
    QTRY_VERIFY(!editorOf(shown));
    shown.move({-5, -5});
    shown.leave();
    QVERIFY(shown.layOut() != calm);
    QVERIFY(qAbs(shown.view->flagRect(0).left() - 500) < 1);
    shown.views.steps().undo();
    QVERIFY(shown.marks().empty());
    QVERIFY(shown.layOut() == calm);
    shown.views.steps().redo();
    QCOMPARE(shown.marks().size(), size_t(1));
}

void TestMarks::escapeDropsNoMark()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    shown.key(Qt::Key_M);
    QTest::keyClick(editorOf(shown), Qt::Key_Escape);
    QVERIFY(shown.marks().empty());
    QCOMPARE(shown.views.steps().count(), 0);
    QTRY_VERIFY(!editorOf(shown));
    shown.key(Qt::Key_M); // no pointer: the middle of the view
    editorOf(shown)->clear();
    QTest::keyClick(editorOf(shown), Qt::Key_Return);
    QVERIFY(shown.marks().empty()); // a mark without a name is none
    QTRY_VERIFY(!editorOf(shown));
    shown.key(Qt::Key_M);
    QTest::keyClick(editorOf(shown), Qt::Key_Return);
    const TimeRange visible = shown.view->visible();
    QCOMPARE(shown.marks().at(0).t, visible.begin + visible.length() / 2);
}

void TestMarks::aMarkIsRenamedAndRemoved()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    RunView view;
    view.marks = {{500'000'000, u"one"_s}, {1'500'000'000, u"two"_s}};
    shown.views.change(shown.selection.run(), u"mark"_s, view);
    shown.layOut();
    QTest::mouseDClick(shown.view->viewport(), Qt::LeftButton, {}, shown.view->flagRect(1).center().toPoint());
    QVERIFY(editorOf(shown));
    QCOMPARE(editorOf(shown)->text(), u"two"_s);
    QTest::keyClicks(editorOf(shown), u"second"_s);
    QTest::keyClick(editorOf(shown), Qt::Key_Return);
    QCOMPARE(shown.marks().at(1).name, u"second"_s);
    QCOMPARE(shown.marks().at(1).t, 1'500'000'000);
    QVERIFY(shown.view->zoom().following()); // the double click was for the flag alone
    QTRY_VERIFY(!editorOf(shown));
    shown.move(shown.view->flagRect(0).center());
    shown.key(Qt::Key_Delete);
    QCOMPARE(shown.marks(), (std::vector<Mark>{{1'500'000'000, u"second"_s}}));
    shown.move({300, 300});
    shown.key(Qt::Key_Delete); // none is meant
    QCOMPARE(shown.marks().size(), size_t(1));
    shown.layOut();
    QTest::mouseClick(shown.view->viewport(), Qt::LeftButton, {}, shown.view->flagRect(0).center().toPoint());
    shown.move({300, 300});
    shown.key(Qt::Key_Delete); // the one that was clicked
    QVERIFY(shown.marks().empty());
    shown.views.steps().undo();
    shown.views.steps().undo();
    QCOMPARE(shown.marks().size(), size_t(2));
}

void TestMarks::nWalksTheMarks()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    RunView view;
    view.marks = {{1'500'000'000, u"late"_s}, {500'000'000, u"early"_s}};
    shown.views.change(shown.selection.run(), u"mark"_s, view);
    shown.view->zoom().setVisible({900'000'000, 1'000'000'000});
    const auto sees = [&](qint64 t) { return shown.view->visible().begin < t && shown.view->visible().end > t; };
    shown.key(Qt::Key_N);
    QVERIFY(sees(500'000'000));
    shown.key(Qt::Key_N);
    QVERIFY(sees(1'500'000'000));
    shown.key(Qt::Key_F2);
    QCOMPARE(editorOf(shown)->text(), u"late"_s);
    QTest::keyClick(editorOf(shown), Qt::Key_Escape);
    shown.key(Qt::Key_N);
    QVERIFY(sees(500'000'000)); // round and round
}

void TestMarks::leavingTheFieldTakesTheName()
{
    ShownTimeline shown(support::simulatedRun(app::Endpoint::Sync, 50));
    shown.key(Qt::Key_M);
    QTest::mouseClick(shown.view->viewport(), Qt::LeftButton, {}, {400, 595});
    shown.view->setFocus(Qt::MouseFocusReason);
    QCOMPARE(shown.marks().size(), size_t(1));
    QTRY_VERIFY(!editorOf(shown));
    shown.key(Qt::Key_M);
    QCOMPARE(editorOf(shown)->text(), u"mark 2"_s);
    shown.selection.setRun({}); // another run: the field goes, and no mark comes
    QVERIFY(!editorOf(shown));
    QVERIFY(shown.marks().empty());
}

LOOPSCOPE_TEST(TestMarks)
#include "gui_marks.moc"
