#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/event_walk.h"

#include <QTest>

using namespace ui;

class TestEventWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestsEventsComeInOrderAndBack();
    void withoutAnEventItBeginsAtTheTime();
    void aWorkersEventsAreItsThreads();
    void theClocksTicksAreNoSteps();
    void nothingIsBeyondTheEnds();
};

namespace {

std::vector<size_t> eventsOf(const app::Run &run, app::RequestId request)
{
    std::vector<size_t> found;
    for (size_t i = 0; i < run.log.events.size(); ++i) {
        if (run.log.events[i].request == request)
            found.push_back(i);
    }
    return found;
}

} // namespace

void TestEventWalk::aRequestsEventsComeInOrderAndBack()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 20);
    const EventPath path = pathOf(*run.trace.request(app::RequestId(7)));
    const std::vector<size_t> expected = eventsOf(run, app::RequestId(7));
    std::vector<size_t> on, back;
    for (auto at = walk(run.log, path, Direction::On, std::nullopt, -1); at; at = walk(run.log, path, Direction::On, at, 0))
        on.push_back(*at);
    QCOMPARE(on, expected);
    for (auto at = walk(run.log, path, Direction::Back, std::nullopt, run.now + 1); at; at = walk(run.log, path, Direction::Back, at, 0))
        back.insert(back.begin(), *at);
    QCOMPARE(back, expected);
}

void TestEventWalk::withoutAnEventItBeginsAtTheTime()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 20);
    const EventPath path = pathOf(*run.trace.request(app::RequestId(7)));
    const auto next = walk(run.log, path, Direction::On, std::nullopt, 500'000'000);
    QCOMPARE(run.log.events.at(next.value()).kind, app::EventKind::Resumed);
    const auto before = walk(run.log, path, Direction::Back, size_t(0), 500'000'000); // event 0 is another request's
    QCOMPARE(run.log.events.at(before.value()).kind, app::EventKind::Awaiting);
}

void TestEventWalk::aWorkersEventsAreItsThreads()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const app::Lane &worker = run.trace.workers().at(4);
    const EventPath path{app::RequestId::None, worker.thread};
    int count = 0;
    for (auto at = walk(run.log, path, Direction::On, std::nullopt, -1); at; at = walk(run.log, path, Direction::On, at, 0), ++count)
        QCOMPARE(run.log.events[*at].thread, worker.thread);
    QVERIFY(count > 0 && count < 20);
}

void TestEventWalk::theClocksTicksAreNoSteps()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 2);
    const EventPath path{app::RequestId::None, run.trace.eventLoop()->thread};
    const auto next = walk(run.log, path, Direction::On, std::nullopt, 100'000'000); // only ticks until the tasks wake
    QVERIFY(run.log.events.at(next.value()).t > 1'000'000'000);
}

void TestEventWalk::nothingIsBeyondTheEnds()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 3);
    const std::vector<size_t> events = eventsOf(run, app::RequestId(2));
    const EventPath path = pathOf(*run.trace.request(app::RequestId(2)));
    QVERIFY(!walk(run.log, path, Direction::Back, events.front(), 0));
    QVERIFY(!walk(run.log, path, Direction::On, events.back(), 0));
    QVERIFY(!walk(app::Log{}, path, Direction::On, std::nullopt, 0));
    QVERIFY(!walk(app::Log{}, path, Direction::Back, size_t(9), 0));
}

LOOPSCOPE_TEST(TestEventWalk)
#include "ui_event_walk.moc"
