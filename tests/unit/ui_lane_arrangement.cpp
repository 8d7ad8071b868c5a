#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/lane_arrangement.h"

#include <QTest>

using namespace ui;

namespace {

constexpr TimeRange all{0, 10'000'000'000};

/// Workers that begin in the order 2, 10, 1; worker 10 is the busiest, then 1.
app::Run threeWorkers()
{
    support::SimulatedLog log;
    log.sync(1, 0, 2, 100, 1000);
    log.sync(2, 10, 10, 120, 5000);
    log.sync(3, 20, 1, 140, 3000);
    return support::runOf(log, {app::Endpoint::Sync, 3, 1, 40});
}

QStringList names(const app::Run &run, const LaneArrangement &arrangement, TimeRange visible = all)
{
    QStringList result;
    for (const PlacedLane &lane : arrange(run.trace, arrangement, visible, run.now)) {
        const QString &name = run.trace.workers()[size_t(lane.worker)].name;
        result << name.mid(name.indexOf(u'-') + 1) + (lane.folded ? QStringLiteral(" folded") : QString())
                        + (lane.pinned ? QStringLiteral(" pinned") : QString());
    }
    return result;
}

int workerCalled(const app::Run &run, const QString &name)
{
    for (size_t i = 0; i < run.trace.workers().size(); ++i) {
        if (run.trace.workers()[i].name == name)
            return int(i);
    }
    return -1;
}

LaneKey key(const app::Run &run, const QString &name) { return keyOf(run.trace.workers()[size_t(workerCalled(run, name))]); }

QStringList list(const char *text) { return QString::fromLatin1(text).split(u','); }

} // namespace

class TestLaneArrangement : public QObject
{
    Q_OBJECT

private:
    /// After dragging one lane onto another ("": below all).
    static LaneArrangement dragged(const app::Run &run, const LaneArrangement &from, const char *worker, const char *before)
    {
        const int onto = workerCalled(run, QLatin1StringView(before));
        return withMoved(run.trace, from, run.now, workerCalled(run, QLatin1StringView(worker)), onto < 0 ? std::nullopt : std::optional(onto));
    }

private Q_SLOTS:
    void lanesStandInOrderOfFirstUse()
    {
        QCOMPARE(names(threeWorkers(), {}), list("2,10,1"));
    }
    void namesAreOrderedByTheirNumbers()
    {
        LaneArrangement by;
        by.order = LaneOrder::Name;
        QCOMPARE(names(threeWorkers(), by), list("1,2,10"));
    }
    void theBusiestComesFirst()
    {
        LaneArrangement by;
        by.order = LaneOrder::BusyTime;
        QCOMPARE(names(threeWorkers(), by), list("10,1,2"));
    }
    void whatHoldsALaneNowCountsAsBusy()
    {
        support::SimulatedLog log;
        log.sync(1, 0, 1, 100, 1000);
        log.sync(2, 10, 2, 120, 9'000'000);
        log.cutAt(8000);
        app::Run run = support::runOf(log, {app::Endpoint::Sync, 2, 1, 40});
        run.now = 8000;
        LaneArrangement by;
        by.order = LaneOrder::BusyTime;
        QCOMPARE(names(run, by), list("2,1"));
        QCOMPARE(busyTime(run.trace.workers()[1], run.now), 8000 - 120);
    }
    void aDraggedLaneKeepsItsPlaceWhateverTheOrder()
    {
        const app::Run run = threeWorkers();
        LaneArrangement moved = dragged(run, {}, "worker-1", "worker-2");
        QCOMPARE(names(run, moved), list("1,2,10"));
        moved = dragged(run, moved, "worker-10", "worker-2");
        QCOMPARE(names(run, moved), list("1,10,2"));
        QCOMPARE(moved.moved.size(), size_t(2)); // worker-2 was never touched
        moved.order = LaneOrder::Name;
        QCOMPARE(names(run, moved), list("1,10,2"));
        moved = dragged(run, moved, "worker-1", "");
        QCOMPARE(names(run, moved), list("10,2,1"));
        QCOMPARE(dragged(run, moved, "worker-2", "worker-2"), moved);
    }
    void everyDragGivesExactlyWhatWasDropped()
    {
        const app::Run run = support::simulatedRun(app::Endpoint::Sync, 12);
        LaneArrangement moved;
        moved.pinned = {keyOf(run.trace.workers()[7]), keyOf(run.trace.workers()[3])};
        moved.hidden = {keyOf(run.trace.workers()[5])};
        for (int step = 0; step < 400; ++step) {
            const std::vector<PlacedLane> seen = arrange(run.trace, moved, all, run.now);
            const size_t from = size_t(step) * 7 % seen.size(), to = size_t(step) * 5 % (seen.size() + 1);
            std::vector<int> expected;
            for (size_t i = 0; i <= seen.size(); ++i) {
                if (i == to)
                    expected.push_back(seen[from].worker);
                if (i < seen.size() && i != from)
                    expected.push_back(seen[i].worker);
            }
            moved = withMoved(run.trace, moved, run.now, seen[from].worker, to < seen.size() ? std::optional(seen[to].worker) : std::nullopt);
            std::vector<int> got;
            for (const PlacedLane &lane : arrange(run.trace, moved, all, run.now))
                got.push_back(lane.worker);
            QCOMPARE(got, expected);
        }
    }
    void hiddenLanesAreLeftOutAndFoldedOnesSaySo()
    {
        const app::Run run = threeWorkers();
        LaneArrangement some;
        toggle(some.hidden, key(run, QStringLiteral("worker-10")));
        toggle(some.folded, key(run, QStringLiteral("worker-1")));
        QCOMPARE(names(run, some), list("2,1 folded"));
        toggle(some.hidden, key(run, QStringLiteral("worker-10")));
        QCOMPARE(names(run, some), list("2,10,1 folded"));
    }
    void pinnedLanesComeFirst()
    {
        const app::Run run = threeWorkers();
        LaneArrangement pinned = withPinToggled({}, key(run, QStringLiteral("worker-1")));
        QCOMPARE(names(run, pinned), list("1 pinned,2,10"));
        QCOMPARE(withPinToggled(pinned, key(run, QStringLiteral("worker-1"))), LaneArrangement{});
        // Dropped among the pinned it is pinned, dropped among the others it is not, at the border it stays what it was.
        QCOMPARE(names(run, dragged(run, pinned, "worker-10", "worker-1")), list("10 pinned,1 pinned,2"));
        QCOMPARE(names(run, dragged(run, pinned, "worker-10", "worker-2")), list("1 pinned,10,2"));
        QCOMPARE(names(run, dragged(run, pinned, "worker-1", "worker-10")), list("2,1,10"));
        QCOMPARE(names(run, dragged(run, pinned, "worker-1", "worker-2")), list("1 pinned,2,10"));
        QCOMPARE(names(run, dragged(run, pinned, "worker-1", "")), list("2,10,1"));
    }
    void idleWorkersAreThoseThatDoNothingInTheVisibleTime()
    {
        const app::Run run = threeWorkers(); // busy: 2 from 100 to 1110, 10 from 120 to 5130, 1 from 140 to 3150
        LaneArrangement busy;
        busy.hideIdle = true;
        QCOMPARE(names(run, busy), list("2,10,1"));
        QCOMPARE(names(run, busy, {1110, 9000}), list("10,1"));
        QCOMPARE(names(run, busy, {1109, 9000}), list("2,10,1"));
        QCOMPARE(names(run, busy, {0, 120}), list("2"));
        QCOMPARE(names(run, busy, {4000, 4100}), list("10"));
        busy.pinned = {key(run, QStringLiteral("worker-2"))};
        QCOMPARE(names(run, busy, {4000, 4100}), list("2 pinned,10"));
    }
    void anArrangementFitsTheSameThreadsOnly()
    {
        const app::Run run = threeWorkers();
        LaneArrangement others;
        others.hidden = {{QStringLiteral("worker-2"), 77}, {QStringLiteral("worker-9"), key(run, QStringLiteral("worker-2")).tid}};
        others.moved = {{{QStringLiteral("worker-9"), 1}, 0}, {key(run, QStringLiteral("worker-2")), 1000}};
        QCOMPARE(names(run, others), list("10,1,2"));
        QVERIFY(arrange(app::Trace(), others, all, 0).empty());
    }
};

LOOPSCOPE_TEST(TestLaneArrangement)
#include "ui_lane_arrangement.moc"
