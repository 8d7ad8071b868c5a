#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/timeline/lane_hand.h"
#include "ui/view_state.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>
#include <QWindow>

using namespace Qt::StringLiterals;

/// The whole window with a log opened from a file: lanes are arranged by real mouse and key events.
class TestLanes : public QObject
{
    Q_OBJECT

private:
    void show(const app::Run &run) { m_shown->open(run); }
    ui::TimelineView &view() { return m_shown->timeline(); }
    QWindow *window() { return m_shown->window->windowHandle(); }
    QPoint at(QPointF point) { return m_shown->onWindow(point); }
    /// The lanes from the top down, by the numbers of their workers.
    QList<int> lanes();
    QPoint headerOf(int number);
    QMenu *rightClick(int number);
    void choose(QMenu *menu, const char *action);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { m_shown->key(key, modifiers); }
    void drag(QPoint from, QPoint to, bool release = true);

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(support::Server::None, QSize(1280, 900)); }
    void cleanup() { m_shown.reset(); }
    void aRightClickOnAHeaderHidesALaneAndCtrlZBringsItBack();
    void aFoldedLaneIsAThinStripAndCanBeUnfolded();
    void aPinnedLaneGoesToTheTop();
    void aHeaderIsDraggedToAnotherPlace();
    void escapeGivesUpADrag();
    void aClickOnAHeaderIsNoDrag();
    void theMenuKeyArrangesTheLaneThatWasWalkedTo();
    void altAndShiftMoveALane();
    void theViewMenuOrdersByKey();
    void idleWorkersGoWithTheTimeInView();
    void aRightDragOverTheRowsStillMeasures();
    void theHeadersTipSaysTheShare();
    void aSavedLogsViewComesBackWithIt();
};

QList<int> TestLanes::lanes()
{
    view().grab(); // lays out
    QList<int> numbers;
    for (const ui::Band &band : view().layout().bands) {
        if (band.region == ui::Region::Worker)
            numbers << m_shown->lastRun().trace.workers()[size_t(band.row)].name.mid(7).toInt();
    }
    return numbers;
}

QPoint TestLanes::headerOf(int number)
{
    view().grab();
    const std::vector<app::Lane> &workers = m_shown->lastRun().trace.workers();
    for (size_t i = 0; i < workers.size(); ++i) {
        if (workers[i].name == u"worker-%1"_s.arg(number))
            return at(view().lanes().headerOf(int(i)).center() - QPointF(40, 0));
    }
    return {};
}

QMenu *TestLanes::rightClick(int number)
{
    QTest::mouseClick(window(), Qt::RightButton, {}, headerOf(number));
    [] { QTRY_VERIFY(QApplication::activePopupWidget()); }();
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}

/// Walks to the action with the arrow keys and takes it with Return.
void TestLanes::choose(QMenu *menu, const char *name)
{
    QVERIFY(menu);
    auto *action = menu->findChild<QAction *>(QLatin1StringView(name));
    if (!action) {
        for (QAction *own : menu->actions()) {
            if (own->objectName() == QLatin1StringView(name))
                action = own;
        }
    }
    QVERIFY2(action, name);
    for (int i = 0; i < 20 && menu->activeAction() != action; ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    QCOMPARE(menu->activeAction(), action);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(!QApplication::activePopupWidget());
}

void TestLanes::drag(QPoint from, QPoint to, bool release)
{
    QTest::mousePress(window(), Qt::LeftButton, {}, from);
    QTest::mouseMove(window(), from + QPoint(0, to.y() > from.y() ? 12 : -12));
    QTest::mouseMove(window(), to);
    if (release)
        QTest::mouseRelease(window(), Qt::LeftButton, {}, to);
}

void TestLanes::aRightClickOnAHeaderHidesALaneAndCtrlZBringsItBack()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5}));
    choose(rightClick(2), "laneHide");
    QCOMPARE(lanes(), (QList<int>{1, 3, 4, 5}));
    QVERIFY(!view().measured()); // the right button measures over the rows, not here
    choose(rightClick(4), "laneHide");
    QCOMPARE(lanes(), (QList<int>{1, 3, 5}));
    const auto &texts = view().layout().texts;
    QVERIFY(std::any_of(texts.begin(), texts.end(), [](const ui::TextItem &text) { return text.text == u"2 not shown"; }));
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(lanes(), (QList<int>{1, 3, 4, 5}));
    choose(rightClick(1), "lanesShowAll");
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5}));
}

void TestLanes::aFoldedLaneIsAThinStripAndCanBeUnfolded()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    const double before = view().lanes().headerOf(1).height();
    choose(rightClick(2), "laneFold");
    lanes();
    QCOMPARE(view().lanes().headerOf(1).height(), 4.0);
    QVERIFY(view().lanes().headerOf(0).height() >= before);
    QVERIFY(!view().sliceRect(app::RequestId(2), app::State::BlockingWorker).isEmpty()); // still drawn
    choose(rightClick(2), "laneFold");
    lanes();
    QCOMPARE(view().lanes().headerOf(1).height(), before);
}

void TestLanes::aPinnedLaneGoesToTheTop()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    choose(rightClick(4), "lanePin");
    QCOMPARE(lanes(), (QList<int>{4, 1, 2, 3, 5}));
    choose(rightClick(4), "lanePin");
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5}));
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(lanes(), (QList<int>{4, 1, 2, 3, 5}));
}

void TestLanes::aHeaderIsDraggedToAnotherPlace()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    const QRectF second = view().lanes().headerOf(1);
    drag(headerOf(5), at(second.topLeft() + QPointF(40, 2)), false);
    const QImage dragging = view().grab().toImage();
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5})); // not before it is dropped
    QCOMPARE(dragging.pixelColor(int(second.right()) + 200, int(second.top())), view().theme().accent); // where it would go
    QTest::mouseRelease(window(), Qt::LeftButton, {}, at(second.topLeft() + QPointF(40, 2)));
    QCOMPARE(lanes(), (QList<int>{1, 5, 2, 3, 4}));
    const QRectF last = view().lanes().headerOf(3);
    drag(headerOf(1), at(last.bottomLeft() + QPointF(40, -1)));
    QCOMPARE(lanes(), (QList<int>{5, 2, 3, 4, 1}));
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(lanes(), (QList<int>{1, 5, 2, 3, 4}));
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5}));
}

void TestLanes::escapeGivesUpADrag()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    const QPoint to = headerOf(1);
    drag(headerOf(4), to, false);
    key(Qt::Key_Escape);
    QTest::mouseRelease(window(), Qt::LeftButton, {}, to);
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5}));
    QVERIFY(!m_shown->find<QAction>("actionUndo")->isEnabled());
}

void TestLanes::aClickOnAHeaderIsNoDrag()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    QTest::mouseClick(window(), Qt::LeftButton, {}, headerOf(3));
    QCOMPARE(view().lanes().current(), std::optional(2));
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5}));
    QVERIFY(!m_shown->find<QAction>("actionUndo")->isEnabled());
}

void TestLanes::theMenuKeyArrangesTheLaneThatWasWalkedTo()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    key(Qt::Key_Down, Qt::AltModifier);
    key(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(view().lanes().current(), std::optional(1));
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(1, 1), m_shown->window->mapToGlobal(QPoint(1, 1))); // what the system makes of Menu
    QApplication::sendEvent(QApplication::focusWidget(), &asked);
    QTRY_VERIFY(QApplication::activePopupWidget());
    choose(qobject_cast<QMenu *>(QApplication::activePopupWidget()), "laneHide");
    QCOMPARE(lanes(), (QList<int>{1, 3, 4, 5}));
    QCOMPARE(view().lanes().current(), std::optional(2)); // the next one
    key(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(view().lanes().current(), std::optional(0));
    key(Qt::Key_F10, Qt::ShiftModifier);
    QTRY_VERIFY(QApplication::activePopupWidget());
    choose(qobject_cast<QMenu *>(QApplication::activePopupWidget()), "laneFold");
    lanes();
    QCOMPARE(view().lanes().headerOf(0).height(), 4.0);
}

void TestLanes::altAndShiftMoveALane()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    key(Qt::Key_Down, Qt::AltModifier);
    key(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier); // faster than a frame
    key(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(lanes(), (QList<int>{2, 3, 1, 4, 5}));
    key(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(lanes(), (QList<int>{2, 1, 3, 4, 5}));
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(lanes(), (QList<int>{2, 3, 1, 4, 5}));
}

void TestLanes::theViewMenuOrdersByKey()
{
    support::SimulatedLog log;
    log.sync(1, 0, 2, 100, 1000);
    log.sync(2, 10, 10, 120, 5000);
    log.sync(3, 20, 1, 140, 3000);
    show(support::runOf(log, {app::Endpoint::Sync, 3, 1, 40}));
    QCOMPARE(lanes(), (QList<int>{2, 10, 1}));
    const auto order = [this](const char *action) {
        key(Qt::Key_V, Qt::AltModifier);
        QTRY_VERIFY(QApplication::activePopupWidget());
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QTest::keyClick(menu, Qt::Key_E);
        QTRY_COMPARE(QApplication::activePopupWidget()->objectName(), u"lanesMenu"_s);
        choose(qobject_cast<QMenu *>(QApplication::activePopupWidget()), action);
    };
    order("lanesByName");
    QCOMPARE(lanes(), (QList<int>{1, 2, 10}));
    order("lanesByBusyTime");
    QCOMPARE(lanes(), (QList<int>{10, 1, 2}));
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(lanes(), (QList<int>{1, 2, 10}));
}

void TestLanes::idleWorkersGoWithTheTimeInView()
{
    show(support::simulatedRun(app::Endpoint::Sync, 7, 5)); // two of five work a second time
    choose(rightClick(1), "lanesHideIdle");
    QCOMPARE(lanes().size(), 5);
    view().zoom().setVisible({1'300'000'000, 1'700'000'000});
    QTRY_COMPARE(lanes(), (QList<int>{1, 2}));
    view().zoom().showAll();
    QTRY_COMPARE(lanes().size(), 5); // the way there is animated
}

void TestLanes::aRightDragOverTheRowsStillMeasures()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    const QPoint from = at(view().sliceRect(app::RequestId(2), app::State::BlockingWorker).center());
    QTest::mousePress(window(), Qt::RightButton, {}, from);
    QTest::mouseMove(window(), from + QPoint(90, 0));
    QTest::mouseRelease(window(), Qt::RightButton, {}, from + QPoint(90, 0));
    QVERIFY(view().measured());
    QVERIFY(!QApplication::activePopupWidget());
}

void TestLanes::theHeadersTipSaysTheShare()
{
    show(support::simulatedRun(app::Endpoint::Sync, 7, 5));
    const QPoint point = view().lanes().headerOf(4).center().toPoint();
    QHelpEvent help(QEvent::ToolTip, point, view().viewport()->mapToGlobal(point));
    QApplication::sendEvent(view().viewport(), &help);
    QTRY_VERIFY(QToolTip::isVisible());
    QVERIFY2(QToolTip::text().contains(u"worker 5") && QToolTip::text().contains(u"busy 50 %"), qPrintable(QToolTip::text()));
    QToolTip::hideText();
}

void TestLanes::aSavedLogsViewComesBackWithIt()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    choose(rightClick(2), "laneHide");
    choose(rightClick(4), "lanePin");
    m_shown->reopen();
    m_shown->openFile(m_shown->folder.filePath(u"run.jsonl"_s));
    QCOMPARE(lanes(), (QList<int>{4, 1, 3, 5}));
    QVERIFY(!m_shown->find<QAction>("actionUndo")->isEnabled()); // nothing was done in this window
    m_shown->openFile(m_shown->folder.filePath(u"run.jsonl"_s)); // once more, beside the first
    QCOMPARE(lanes(), (QList<int>{4, 1, 3, 5}));
    app::Run other = support::simulatedRun(app::Endpoint::Sync, 5);
    other.log.header.pid = 77;
    m_shown->open(other, u"other.jsonl"_s);
    QCOMPARE(lanes(), (QList<int>{1, 2, 3, 4, 5}));
}

LOOPSCOPE_TEST(TestLanes)
#include "gui_lanes.moc"
