#include "support/registered.h"
#include "support/shown_timeline.h"
#include "support/simulated_run.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/timeline/timeline_accessible.h"

#include <QAccessible>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui;

/// The timeline as a screen reader meets it, and the cursor that is walked by keys.
class TestAccessible : public QObject
{
    Q_OBJECT

private:
    void show(const app::Run &run);
    QAccessibleInterface *timeline() { return QAccessible::queryAccessibleInterface(m_shown->view.get()); }
    QAccessibleInterface *lane(const QString &beginning);
    void key(Qt::Key key) { QTest::keyClick(m_shown->view.get(), key, Qt::ControlModifier); }
    app::Slice underCursor();

    std::unique_ptr<support::ShownTimeline> m_shown;
    QStringList m_said; ///< what the reader was told of, as it would ask for it

private Q_SLOTS:
    void cleanup() { m_shown.reset(); }
    void theTimelineIsAChartOfLanesOfSlices();
    void lanesAndSlicesSayWhatTheyAre();
    void everyChildKnowsItsParentAndItsPlace();
    void aFoldedGroupSaysHowManyItHolds();
    void rectanglesAreWhereTheyAreDrawn();
    void whatIsUnderAPointIsFound();
    void aChosenSliceIsSelected();
    void anActionChoosesASlice();
    void aMillionSlicesAreNotAMillionObjects();
    void aLiveSliceSaysThatItGoesOn();
    void anEmptyTimelineIsAskedInVain();
    void controlAndArrowsWalkTheSlicesAndTellTheReader();
    void theCursorIsSeenOnlyWhereTheFocusIs();
    void theCursorBringsLaneAndTimeIntoView();
    void theArrowsAlonePanAsBefore();
};

void TestAccessible::show(const app::Run &run)
{
    m_shown = std::make_unique<support::ShownTimeline>(run);
    m_said.clear();
    connect(&m_shown->view->cursor(), &KeyboardCursor::arrived, this, [this] { m_said << timeline()->focusChild()->text(QAccessible::Name); });
}

QAccessibleInterface *TestAccessible::lane(const QString &beginning)
{
    for (int i = 0; i < timeline()->childCount(); ++i) {
        if (timeline()->child(i)->text(QAccessible::Name).startsWith(beginning))
            return timeline()->child(i);
    }
    qFatal("no lane %s", qPrintable(beginning));
    return nullptr;
}

app::Slice TestAccessible::underCursor()
{
    const app::Row *row = rowAt(m_shown->view->shownRun()->trace, m_shown->view->cursor().position()->place);
    return row && m_shown->view->cursor().position()->index < row->size() ? (*row)[m_shown->view->cursor().position()->index] : app::Slice{};
}

void TestAccessible::theTimelineIsAChartOfLanesOfSlices()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QCOMPARE(timeline()->role(), QAccessible::Chart);
    QCOMPARE(timeline()->text(QAccessible::Name), u"Timeline"_s);
    QVERIFY(timeline()->text(QAccessible::Description).startsWith(u"50 \u00d7 /sync-endpoint, 2.00 s, ideal 2.00 s"));
    QCOMPARE(timeline()->childCount(), 1 + 1 + 40 + 10 + 1); // lag, loop, workers, queued, client
    int slices = 0;
    for (int i = 0; i < timeline()->childCount(); ++i) {
        QCOMPARE(timeline()->child(i)->role(), QAccessible::List);
        for (int j = 0; j < timeline()->child(i)->childCount(); ++j, ++slices)
            QCOMPARE(timeline()->child(i)->child(j)->role(), QAccessible::ListItem);
    }
    QCOMPARE(slices, 310 - 50); // the client is folded
}

void TestAccessible::lanesAndSlicesSayWhatTheyAre()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QCOMPARE(timeline()->child(0)->text(QAccessible::Name), u"loop lag, at most 80.0 us"_s);
    QCOMPARE(timeline()->child(1)->text(QAccessible::Name), u"event loop, less than 1 % busy"_s);
    QCOMPARE(timeline()->child(4)->text(QAccessible::Name), u"worker 3, 6 slices"_s);
    QAccessibleInterface *slice = timeline()->child(4)->child(1);
    QCOMPARE(slice->text(QAccessible::Name), u"request 3, blocking a worker, 1.00 s, from 1.10 ms to 1.00 s"_s);
    QAccessibleInterface *queued = lane(u"queued"_s);
    QCOMPARE(queued->text(QAccessible::Name), u"queued, row 1 of 10, 1 slice"_s);
    QVERIFY(queued->child(0)->text(QAccessible::Name).startsWith(u"request 41, queued"));
    QCOMPARE(queued->child(0)->text(QAccessible::Description), u"queued 1.00 s: all 40 workers busy"_s);
}

void TestAccessible::everyChildKnowsItsParentAndItsPlace()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    for (int i = 0; i < timeline()->childCount(); ++i) {
        QAccessibleInterface *lane = timeline()->child(i);
        QVERIFY(lane->isValid());
        QCOMPARE(lane->parent(), timeline());
        QCOMPARE(timeline()->indexOfChild(lane), i);
        QCOMPARE(timeline()->child(i), lane); // asked again, the same
        for (int j = 0; j < lane->childCount(); ++j) {
            QCOMPARE(lane->child(j)->parent(), lane);
            QCOMPARE(lane->indexOfChild(lane->child(j)), j);
        }
        QVERIFY(!lane->child(lane->childCount()) && !lane->child(-1));
    }
    QVERIFY(!timeline()->child(timeline()->childCount()) && !timeline()->child(-1));
    QCOMPARE(timeline()->indexOfChild(timeline()), -1);
}

void TestAccessible::aFoldedGroupSaysHowManyItHolds()
{
    show(support::simulatedRun(app::Endpoint::Async, 50));
    QCOMPARE(lane(u"awaiting"_s)->text(QAccessible::Name), u"awaiting, at most 50 at once"_s);
    QCOMPARE(lane(u"awaiting"_s)->childCount(), 0);
    QCOMPARE(lane(u"client"_s)->text(QAccessible::Name), u"client, at most 50 at once"_s);
}

void TestAccessible::rectanglesAreWhereTheyAreDrawn()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const QRect drawn = m_shown->view->sliceRect(app::RequestId(7), app::State::BlockingWorker).toAlignedRect().translated(m_shown->view->viewport()->mapToGlobal(QPoint()));
    const QRect told = lane(u"worker 7,"_s)->child(1)->rect();
    QVERIFY(qAbs(told.left() - drawn.left()) <= 1 && qAbs(told.right() - drawn.right()) <= 1);
    QVERIFY(qAbs(told.center().y() - drawn.center().y()) <= 1);
    QVERIFY(lane(u"worker 7,"_s)->rect().contains(told));
    m_shown->view->zoom().setVisible({1'500'000'000, 1'600'000'000});
    QVERIFY(lane(u"worker 7,"_s)->child(1)->state().offscreen); // request 7 was over after a second
    QVERIFY(!lane(u"worker 7,"_s)->child(4)->state().offscreen);
    QVERIFY(lane(u"worker 7,"_s)->child(4)->text(QAccessible::Name).startsWith(u"request 47, blocking"));
}

void TestAccessible::whatIsUnderAPointIsFound()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    const QPoint corner = m_shown->view->viewport()->mapToGlobal(QPoint());
    const QPoint at = corner + m_shown->view->sliceRect(app::RequestId(12), app::State::BlockingWorker).center().toPoint();
    QAccessibleInterface *found = timeline()->childAt(at.x(), at.y());
    QVERIFY(found && found->text(QAccessible::Name).startsWith(u"request 12, blocking a worker"));
    QCOMPARE(found->parent()->childAt(at.x(), at.y()), found);
    QVERIFY(!lane(u"worker 13,"_s)->childAt(at.x(), at.y()));
    const QPoint empty(at.x() + 500, at.y()); // worker 12 has no second request
    QVERIFY(timeline()->childAt(empty.x(), empty.y())->text(QAccessible::Name).startsWith(u"worker 12"));
    QVERIFY(!timeline()->childAt(corner.x() + 400, corner.y() + 2)); // the title
}

void TestAccessible::aChosenSliceIsSelected()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QAccessibleInterface *slice = lane(u"worker 7,"_s)->child(1);
    QVERIFY(slice->state().selectable && !slice->state().selected);
    m_shown->selection.setSelected(app::RequestId(7));
    QVERIFY(slice->state().selected && !slice->state().focused);
    QVERIFY(!lane(u"worker 8,"_s)->child(1)->state().selected);
}

void TestAccessible::anActionChoosesASlice()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QAccessibleInterface *slice = lane(u"worker 7,"_s)->child(1);
    slice->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(m_shown->selection.selected(), app::RequestId(7));
    QVERIFY(slice->state().focused);
    QCOMPARE(timeline()->focusChild(), slice);
}

void TestAccessible::aMillionSlicesAreNotAMillionObjects()
{
    support::SimulatedLog log;
    const app::ThreadId worker = log.thread(u"worker-1"_s);
    for (int i = 0; i < 20'000; ++i) {
        log.step(i * 20, app::EventKind::Called, quint32(i + 1), app::Endpoint::Sync, worker);
        log.step(i * 20 + 10, app::EventKind::Completed, quint32(i + 1), app::Endpoint::Sync, worker);
    }
    show(support::runOf(std::move(log), {}));
    QCOMPARE(lane(u"worker 1,"_s)->childCount(), 20'000);
    for (int i = 0; i < 20'000; ++i) {
        const QAccessibleInterface *child = lane(u"worker 1,"_s)->child(i);
        QVERIFY(child->isValid());
        if (i % 1000 == 0)
            QVERIFY(child->text(QAccessible::Name).startsWith(u"request %1,"_s.arg(i + 1)));
    }
    QVERIFY(static_cast<TimelineAccessible *>(timeline())->kept() <= TimelineAccessible::mostKept);
    QVERIFY(lane(u"worker 1,"_s)->child(0)->isValid()); // made anew
}

void TestAccessible::aLiveSliceSaysThatItGoesOn()
{
    app::Run run = support::simulatedRun(app::Endpoint::Async, 1);
    std::erase_if(run.log.events, [](const app::Event &event) { return event.t > 500'000'000; });
    show(run);
    const QString name = lane(u"awaiting"_s)->child(0)->text(QAccessible::Name);
    QVERIFY2(name.startsWith(u"request 1, awaiting, ") && name.endsWith(u", since 1.00 ms"), qPrintable(name));
}

void TestAccessible::anEmptyTimelineIsAskedInVain()
{
    show(support::simulatedRun(app::Endpoint::Sync, 50));
    QAccessibleInterface *slice = lane(u"worker 7,"_s)->child(1);
    m_shown->selection.setRun(app::RunId(99)); // there is none
    QCOMPARE(timeline()->childCount(), 0);
    QVERIFY(!slice->isValid() && slice->text(QAccessible::Name).isEmpty() && slice->state().invalid);
    QVERIFY(!timeline()->childAt(500, 300));
    key(Qt::Key_Right);
    QVERIFY(!m_shown->view->cursor().position());
}

void TestAccessible::controlAndArrowsWalkTheSlicesAndTellTheReader()
{
    show(support::simulatedRun(app::Endpoint::AsyncWrong, 5));
    key(Qt::Key_Right); // begins
    QCOMPARE(underCursor().request, app::RequestId(1));
    QCOMPARE(m_shown->selection.selected(), app::RequestId(1));
    QCOMPARE(m_said.size(), 1);
    QVERIFY(timeline()->focusChild()->state().focused && timeline()->focusChild()->state().selected);
    key(Qt::Key_Right);
    QCOMPARE(underCursor().state, app::State::BlockingLoop);
    QCOMPARE(m_said.last(), u"request 1, blocking the loop, 1.00 s, from 1.00 ms to 1.00 s"_s);
    QVERIFY(m_shown->selection.event());
    QCOMPARE(m_shown->session->runs().back()->log.events[*m_shown->selection.event()].kind, app::EventKind::Blocking);
    key(Qt::Key_Down); // those that queue
    QCOMPARE(m_shown->view->cursor().position()->place.region, Region::Waiting);
    QCOMPARE(underCursor().state, app::State::QueuedLoopBlocked);
    QCOMPARE(m_shown->selection.selected(), underCursor().request);
    key(Qt::Key_Up);
    QCOMPARE(underCursor().state, app::State::BlockingLoop);
    key(Qt::Key_Up); // loop lag: a lane without slices
    m_said.clear();
    key(Qt::Key_Up); // there is nothing above
    QVERIFY(m_said.isEmpty());
    QCOMPARE(timeline()->focusChild()->text(QAccessible::Name).section(u',', 0, 0), u"loop lag"_s);
}

void TestAccessible::theCursorIsSeenOnlyWhereTheFocusIs()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    const auto picture = [this] {
        m_shown->selection.setSelected(app::RequestId::None); // it has an outline of its own
        return m_shown->view->grab().toImage();
    };
    const QImage calm = picture();
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    const QImage first = picture();
    QVERIFY(first != calm);
    key(Qt::Key_Down);
    QVERIFY(picture() != first);
    m_shown->view->clearFocus();
    const QImage without = picture();
    m_shown->view->setFocus(Qt::TabFocusReason);
    QVERIFY(picture() != without);
}

void TestAccessible::theCursorBringsLaneAndTimeIntoView()
{
    show(support::simulatedRun(app::Endpoint::Sync, 1000, 1000));
    m_shown->view->zoom().setVisible({0, 200'000'000});
    m_shown->view->grab();
    key(Qt::Key_Down);
    for (int i = 0; i < 200; ++i)
        key(Qt::Key_Down);
    QVERIFY(m_shown->view->verticalScrollBar()->value() > 0);
    const Band *band = bandOf(m_shown->view->layout(), m_shown->view->cursor().position()->place);
    QVERIFY(band && band->top >= m_shown->view->verticalScrollBar()->value());
    QVERIFY(band->bottom <= m_shown->view->verticalScrollBar()->value() + m_shown->view->layout().body.height());
    while (underCursor().begin < 500'000'000) { // to the last slice of the event loop or of the lane
        const CursorPosition before = *m_shown->view->cursor().position();
        key(Qt::Key_Right);
        if (*m_shown->view->cursor().position() == before)
            break;
    }
    QVERIFY(m_shown->view->visible().begin <= underCursor().end && m_shown->view->visible().end >= underCursor().begin);
}

void TestAccessible::theArrowsAlonePanAsBefore()
{
    show(support::simulatedRun(app::Endpoint::Sync, 5));
    m_shown->view->zoom().setVisible({500'000'000, 600'000'000});
    QTest::keyClick(m_shown->view.get(), Qt::Key_Right);
    QVERIFY(m_shown->view->visible().begin > 500'000'000);
    QVERIFY(!m_shown->view->cursor().position());
}

LOOPSCOPE_TEST(TestAccessible)
#include "gui_accessible.moc"
