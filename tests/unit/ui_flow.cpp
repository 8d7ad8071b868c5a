#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/flow.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace ui;
using app::State;

namespace {

TimelineLayout layoutOf(const app::Run &run, bool clientUnfolded = false, std::optional<TimeRange> range = {})
{
    LayoutInput in;
    in.size = {900, 620};
    in.range = range.value_or(TimeRange{0, run.now + run.now / 50});
    in.view.clientUnfolded = clientUnfolded;
    return layOut(run, in);
}

std::vector<FlowStop> flow(const app::Run &run, const TimelineLayout &layout, quint32 id) { return flowOf(run, layout, app::RequestId(id)); }

QString regionsOf(const std::vector<FlowStop> &stops)
{
    QStringList names;
    for (const FlowStop &stop : stops) {
        static const std::map<Region, QString> words{{Region::Loop, QStringLiteral("loop")}, {Region::Awaiting, QStringLiteral("awaiting")},
                                                     {Region::Worker, QStringLiteral("worker")}, {Region::Waiting, QStringLiteral("queued")},
                                                     {Region::Client, QStringLiteral("client")}};
        names << words.at(stop.region) + (stop.folded ? QStringLiteral("*") : QString());
    }
    return names.join(u' ');
}

/// Every stop that is not in an area lies on a slice of the request, or in a column that several share.
void verifyOnSlices(const std::vector<FlowStop> &stops, const TimelineLayout &layout, quint32 id)
{
    for (const FlowStop &stop : stops) {
        const auto holds = [&](const SliceItem &item) {
            return (item.request == app::RequestId(id) || item.request == app::RequestId::None) && item.rect.top() <= stop.y && stop.y <= item.rect.bottom() && item.rect.left() <= stop.left + 2
                    && stop.left <= item.rect.right() + 2;
        };
        bool found = stop.folded || std::any_of(layout.slices.begin(), layout.slices.end(), holds);
        for (const FoldRow &row : layout.folds) {
            for (size_t i = row.first; i < row.last && !found; ++i) {
                const FoldRun &run = layout.runs[i];
                found = holds({{run.left, row.top, run.right - run.left, row.bottom - row.top}, run.state, run.request, run.failed});
            }
        }
        QVERIFY2(found, QByteArray::number(stop.left));
    }
}

} // namespace

class TestFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQueuedRequestGoesFromClientToQueueToWorkerAndBack();
    void anAsyncRequestAwaitsBetweenTwoTurnsOnTheLoop();
    void whatTheLoopDidNotReadQueuesFirst();
    void severalAwaitsAreFollowed();
    void pointsAreWhereTheTimesAre();
    void foldedGroupsArePassedThrough();
    void outOfViewItIsClampedBesideIt();
    void aRequestThatStillRunsEndsNow();
    void anUnknownRequestHasNoFlow();
    void pathsInRandomLayoutsGoForwardInTime();
};

void TestFlow::aQueuedRequestGoesFromClientToQueueToWorkerAndBack()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    QCOMPARE(regionsOf(flow(run, layoutOf(run), 3)), QStringLiteral("client* loop worker loop client*"));
    const TimelineLayout layout = layoutOf(run);
    const auto stops = flow(run, layout, 45);
    QCOMPARE(regionsOf(stops), QStringLiteral("client* loop queued worker loop client*"));
    QVERIFY(std::abs(stops[2].right - layout.time.toPixel(run.trace.request(app::RequestId(45))->called)) < 0.01);
    QVERIFY(stops[3].right - stops[3].left > layout.time.width * 0.4);
}

void TestFlow::anAsyncRequestAwaitsBetweenTwoTurnsOnTheLoop()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 5);
    const TimelineLayout layout = layoutOf(run, true);
    for (quint32 id = 1; id <= 5; ++id) {
        const auto stops = flow(run, layout, id);
        QCOMPARE(regionsOf(stops), QStringLiteral("client loop awaiting loop client"));
        verifyOnSlices(stops, layout, id);
    }
}

void TestFlow::whatTheLoopDidNotReadQueuesFirst()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 5);
    const TimelineLayout layout = layoutOf(run);
    const auto stops = flow(run, layout, 4);
    QCOMPARE(regionsOf(stops), QStringLiteral("client* queued loop client*"));
    QVERIFY(std::abs(stops[1].right - layout.time.toPixel(run.trace.request(app::RequestId(4))->arrived)) < 0.01);
    verifyOnSlices(stops, layout, 4);
    QCOMPARE(regionsOf(flow(run, layout, 1)), QStringLiteral("client* loop client*"));
}

void TestFlow::severalAwaitsAreFollowed()
{
    support::SimulatedLog log;
    const auto step = [&log](qint64 t, app::EventKind kind) { log.step(t, kind, 1, app::Endpoint::Async, log.loop); };
    log.step(0, app::EventKind::Sent, 1, app::Endpoint::Async, log.client);
    step(10, app::EventKind::Arrived);
    step(12, app::EventKind::Called);
    for (qint64 t = 100; t <= 300; t += 100) {
        step(t, app::EventKind::Awaiting);
        step(t + 80, app::EventKind::Resumed);
    }
    step(500, app::EventKind::Responded);
    log.step(510, app::EventKind::Received, 1, app::Endpoint::Async, log.client, 200);
    const app::Run run = support::runOf(log, {app::Endpoint::Async, 1, 1, 40});
    QCOMPARE(regionsOf(flow(run, layoutOf(run), 1)), QStringLiteral("client* loop awaiting loop awaiting loop awaiting loop client*"));
}

void TestFlow::pointsAreWhereTheTimesAre()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const TimelineLayout layout = layoutOf(run);
    const app::Request &request = *run.trace.request(app::RequestId(45));
    const auto stops = flow(run, layout, 45);
    QCOMPARE(stops.front().left, layout.time.toPixel(request.sent));
    QCOMPARE(stops.front().right, stops.front().left);
    QCOMPARE(stops.back().left, layout.time.toPixel(request.ended));
    QCOMPARE(stops[3].left, layout.time.toPixel(request.called));
    for (const FlowStop &stop : stops) {
        const auto band = std::find_if(layout.bands.begin(), layout.bands.end(), [&](const Band &one) { return one.top < stop.y && stop.y < one.bottom; });
        QVERIFY(band != layout.bands.end());
        QCOMPARE(band->region, stop.region);
    }
}

void TestFlow::foldedGroupsArePassedThrough()
{
    const app::Run async = support::simulatedRun(app::Endpoint::Async, 50), wrong = support::simulatedRun(app::Endpoint::AsyncWrong, 50);
    QCOMPARE(regionsOf(flow(async, layoutOf(async), 33)), QStringLiteral("client* loop awaiting* loop client*"));
    QCOMPARE(regionsOf(flow(wrong, layoutOf(wrong), 33)), QStringLiteral("client* queued* loop client*"));
}

void TestFlow::outOfViewItIsClampedBesideIt()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const TimelineLayout layout = layoutOf(run, false, TimeRange{1'500'000'000, 1'500'000'100});
    for (const FlowStop &stop : flow(run, layout, 45)) {
        QVERIFY(stop.left >= layout.time.left - 50 && stop.right <= layout.time.left + layout.time.width + 50);
        QVERIFY(stop.left <= stop.right);
    }
}

void TestFlow::aRequestThatStillRunsEndsNow()
{
    const app::Run whole = support::simulatedRun(app::Endpoint::Sync, 50);
    support::SimulatedLog log;
    log.log = whole.log;
    log.cutAt(500'000'000);
    app::Run run = support::runOf(log, {app::Endpoint::Sync, 50, 1'000'000, 40});
    run.now = 600'000'000;
    const TimelineLayout layout = layoutOf(run);
    const auto worker = flow(run, layout, 3), queued = flow(run, layout, 45);
    QCOMPARE(regionsOf(worker), QStringLiteral("client* loop worker"));
    QCOMPARE(worker.back().right, layout.time.toPixel(run.now));
    QCOMPARE(regionsOf(queued), QStringLiteral("client* loop queued"));
    QCOMPARE(queued.back().right, layout.time.toPixel(run.now));
}

void TestFlow::anUnknownRequestHasNoFlow()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 5);
    QVERIFY(flow(run, layoutOf(run), 77).empty());
    const app::Run none;
    QVERIFY(flowOf(none, TimelineLayout{}, app::RequestId(1)).empty());
}

void TestFlow::pathsInRandomLayoutsGoForwardInTime()
{
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        const app::Run run = support::simulatedRun(endpoint, 30, 7);
        for (const bool unfolded : {false, true}) {
            const TimelineLayout layout = layoutOf(run, unfolded);
            for (quint32 id = 1; id <= 30; ++id) {
                const auto stops = flow(run, layout, id);
                QVERIFY(stops.size() >= 3);
                for (size_t i = 1; i < stops.size(); ++i)
                    QVERIFY(stops[i].left >= stops[i - 1].left);
            }
        }
    }
}

LOOPSCOPE_TEST(TestFlow)
#include "ui_flow.moc"
