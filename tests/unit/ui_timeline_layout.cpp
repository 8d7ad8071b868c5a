#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/layout_parts.h"
#include "ui/timeline/timeline_layout.h"

#include <QTest>

using namespace ui;
using app::State;

namespace {

LayoutInput input(const app::Run &run, QSizeF size = {900, 520})
{
    LayoutInput in;
    in.size = size;
    in.range = {0, run.now + run.now / 50};
    return in;
}

int countOf(const TimelineLayout &layout, State state)
{
    const auto has = [state](const auto &item) { return item.state == state; };
    return int(std::count_if(layout.slices.begin(), layout.slices.end(), has) + std::count_if(layout.runs.begin(), layout.runs.end(), has));
}

int bandsOf(const TimelineLayout &layout, Region region)
{
    return int(std::count_if(layout.bands.begin(), layout.bands.end(), [region](const Band &band) { return band.region == region; }));
}

} // namespace

class TestTimelineLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fortyWorkersFitWithoutScrolling();
    void whatTeachesIsInViewInASmallWindow();
    void whatQueuesStandsBeforeLanesThatScroll();
    void fewRowsFillALargeWindowOrPicture_data();
    void fewRowsFillALargeWindowOrPicture();
    void tenQueueBeforeTheyReuseAWorker();
    void awaitingTasksHaveRowsUpToTwelveAndFoldBeyond();
    void manyQueuedFoldToAnArea();
    void whatIsDrawnIsWhatIsHit();
    void narrowSlicesFoldAndBlockingIsNeverHidden();
    void aHundredThousandSlicesAreFewRectangles();
    void headerTextsNeverOverlapOrLeaveThePicture_data();
    void headerTextsNeverOverlapOrLeaveThePicture();
    void aPictureSqueezesUntilAllFits();
    void theLagOfABlockedLoopIsBad();
    void theClientUnfolds();
    void lanesThatStandElsewhereAreHitAsThemselves();
    void everyLaneHasItsShareAtItsHeader();
    void anEmptyRunLaysOut();
};

void TestTimelineLayout::fortyWorkersFitWithoutScrolling()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const TimelineLayout layout = layOut(run, input(run));
    QCOMPARE(bandsOf(layout, Region::Worker), 40);
    QCOMPARE(countOf(layout, State::BlockingWorker), 50);
    QVERIFY2(layout.contentHeight <= layout.body.height() + 0.5, QByteArray::number(layout.contentHeight - layout.body.height()));
    for (const Band &band : layout.bands) {
        if (band.region == Region::Worker)
            QVERIFY(band.bottom - band.top >= 7);
    }
}

/// As much as the timeline has in a window of 1024 x 700.
void TestTimelineLayout::whatTeachesIsInViewInASmallWindow()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const TimelineLayout layout = layOut(run, input(run, {806, 404}));
    QCOMPARE(bandsOf(layout, Region::Worker), 40);
    QCOMPARE(bandsOf(layout, Region::Waiting), 10);
    QVERIFY2(layout.contentHeight <= layout.body.height() + 0.5, QByteArray::number(layout.contentHeight - layout.body.height()));
    for (const Band &band : layout.bands)
        QVERIFY2(band.bottom - band.top >= (band.region == Region::Waiting ? 2.5 : 3.5), QByteArray::number(band.bottom - band.top));
}

void TestTimelineLayout::whatQueuesStandsBeforeLanesThatScroll()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 400, 200);
    const TimelineLayout layout = layOut(run, input(run));
    QVERIFY(layout.contentHeight > layout.body.height());
    QCOMPARE(bandsOf(layout, Region::Worker), 200);
    for (const Band &band : layout.bands) {
        if (band.region == Region::Waiting)
            QVERIFY2(band.bottom <= layout.body.height(), QByteArray::number(band.bottom));
    }
}

void TestTimelineLayout::fewRowsFillALargeWindowOrPicture_data()
{
    QTest::addColumn<app::Endpoint>("endpoint");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("window");
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        for (const int count : {1, 2, 5}) {
            for (const bool window : {true, false})
                QTest::addRow("%s %d, %s", qPrintable(server::endpointName(endpoint)), count, window ? "window" : "picture") << endpoint << count << window;
        }
    }
}

void TestTimelineLayout::fewRowsFillALargeWindowOrPicture()
{
    QFETCH(app::Endpoint, endpoint);
    QFETCH(int, count);
    QFETCH(bool, window);
    const app::Run run = support::simulatedRun(endpoint, count);
    LayoutInput in = input(run, window ? QSizeF(3300, 1580) : QSizeF(3840, 2160));
    in.scrolls = window;
    in.scale = window ? 1 : 3;
    const TimelineLayout layout = layOut(run, in);
    const double room = layout.body.height();
    QVERIFY2(layout.contentHeight <= room + 0.5, QByteArray::number(layout.contentHeight - room));
    std::vector<Band> bands = layout.bands;
    std::sort(bands.begin(), bands.end(), [](const Band &a, const Band &b) { return a.top < b.top; });
    double drawn = 0, widest = room - bands.back().bottom, y = 0;
    for (const Band &band : bands) {
        drawn += band.bottom - band.top;
        widest = std::max(widest, band.top - y);
        y = band.bottom;
        QVERIFY2(band.bottom - band.top < 0.4 * room, QByteArray::number(band.bottom - band.top)); // still a bar
    }
    QVERIFY2(drawn > 0.45 * room, QByteArray::number(drawn / room)); // the rows grew
    QVERIFY2(widest < 0.25 * room, QByteArray::number(widest / room)); // and the rest does not lie in one place
}

void TestTimelineLayout::tenQueueBeforeTheyReuseAWorker()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const TimelineLayout layout = layOut(run, input(run));
    QCOMPARE(countOf(layout, State::QueuedNoWorker), 10);
    QCOMPARE(countOf(layout, State::QueuedLoopBlocked), 0);
}

void TestTimelineLayout::awaitingTasksHaveRowsUpToTwelveAndFoldBeyond()
{
    const app::Run twelve = support::simulatedRun(app::Endpoint::Async, 12), more = support::simulatedRun(app::Endpoint::Async, 13);
    const TimelineLayout rows = layOut(twelve, input(twelve)), area = layOut(more, input(more));
    QCOMPARE(bandsOf(rows, Region::Awaiting), 12);
    QCOMPARE(countOf(rows, State::Awaiting), 12);
    QCOMPARE(bandsOf(area, Region::Awaiting), 1);
    QCOMPARE(countOf(area, State::Awaiting), 0);
    QVERIFY(std::any_of(area.areas.begin(), area.areas.end(), [](const AreaItem &item) { return item.state == State::Awaiting; }));
    QVERIFY(std::any_of(area.texts.begin(), area.texts.end(), [](const TextItem &item) { return item.text == u"13 awaiting"; }));
}

void TestTimelineLayout::manyQueuedFoldToAnArea()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 50);
    const TimelineLayout layout = layOut(run, input(run));
    QCOMPARE(countOf(layout, State::QueuedLoopBlocked), 0);
    const auto area = std::find_if(layout.areas.begin(), layout.areas.end(), [](const AreaItem &item) { return item.state == State::QueuedLoopBlocked; });
    QVERIFY(area != layout.areas.end());
    // 49 wait once all are sent (within the first pixel), then one less each second: the area falls.
    double before = 0;
    for (qsizetype i = 1; i + 1 < area->outline.size(); ++i) {
        if (area->outline[i].x() < area->outline[0].x() + 1)
            continue;
        QVERIFY(area->outline[i].y() >= before - 0.01);
        before = area->outline[i].y();
    }
    // And the words stand inside of it, not in the air beside its slope.
    const auto words = std::find_if(layout.texts.begin(), layout.texts.end(), [](const TextItem &item) { return item.text == u"49 queued"; });
    QVERIFY(words != layout.texts.end());
    for (const QPointF corner : {words->rect.topLeft(), words->rect.topRight(), words->rect.bottomLeft(), words->rect.bottomRight()})
        QVERIFY(area->outline.containsPoint(corner, Qt::OddEvenFill));
}

void TestTimelineLayout::whatIsDrawnIsWhatIsHit()
{
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        const app::Run run = support::simulatedRun(endpoint, 10);
        const TimelineLayout layout = layOut(run, input(run));
        int hits = 0;
        for (const SliceItem &item : layout.slices) {
            if (item.rect.width() < 20)
                continue; // a folded one stands for several
            const auto hit = hitAt(run, layout, item.rect.center());
            QVERIFY(hit && hit->slice);
            QCOMPARE(hit->slice->request, item.request);
            QCOMPARE(hit->slice->state, item.state);
            ++hits;
        }
        QVERIFY(hits >= 10);
    }
}

void TestTimelineLayout::narrowSlicesFoldAndBlockingIsNeverHidden()
{
    support::SimulatedLog log;
    log.wrong(1, 0, 10, 2); // 12 ns among
    for (quint32 i = 2; i < 1000; ++i)
        log.async(i, 100 + i * 40, 1'000'000);
    const app::Run run = support::runOf(log, {app::Endpoint::AsyncWrong, 999, 1, 40});
    LayoutInput in = input(run);
    in.range = {0, 10'000'000'000};
    const TimelineLayout layout = layOut(run, in);
    QVERIFY(countOf(layout, State::BlockingLoop) >= 1);
}

void TestTimelineLayout::aHundredThousandSlicesAreFewRectangles()
{
    support::SimulatedLog log;
    log.sleepNs = 0;
    for (quint32 i = 1; i <= 50'000; ++i) {
        log.step(i * 20, app::EventKind::Arrived, i, app::Endpoint::Async, log.loop);
        log.step(i * 20 + 5, app::EventKind::Awaiting, i, app::Endpoint::Async, log.loop, 0, 2);
        log.step(i * 20 + 6, app::EventKind::Resumed, i, app::Endpoint::Async, log.loop, 0, 2);
        log.step(i * 20 + 9, app::EventKind::Responded, i, app::Endpoint::Async, log.loop, 200);
    }
    const app::Run run = support::runOf(log, {app::Endpoint::Async, 50'000, 0, 40});
    QCOMPARE(run.trace.eventLoop()->slices.size(), size_t(100'000));
    QVERIFY(layOut(run, input(run)).slices.size() < 2000);
}

void TestTimelineLayout::headerTextsNeverOverlapOrLeaveThePicture_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {480, 560, 700, 900, 1280, 1920, 3800})
        QTest::addRow("%d px", width) << width;
}

void TestTimelineLayout::headerTextsNeverOverlapOrLeaveThePicture()
{
    QFETCH(int, width);
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        for (const double scale : {1.0, 1.5}) {
            const app::Run run = support::simulatedRun(endpoint, 50);
            LayoutInput in = input(run, QSizeF(width * scale, 520 * scale));
            in.scale = scale;
            const TimelineLayout layout = layOut(run, in);
            for (size_t i = 0; i < layout.fixedTexts.size(); ++i) {
                const TextItem &text = layout.fixedTexts[i];
                const bool ruler = text.rect.top() >= layout.ruler.top();
                const double drawn = textWidth(text.text, text.pixels, text.bold);
                QVERIFY2(ruler || text.rect.right() <= in.size.width() + 0.5, qPrintable(text.text));
                QVERIFY2(drawn <= text.rect.width() + 1, qPrintable(text.text));
                for (size_t k = 0; k < i; ++k)
                    QVERIFY2(!layout.fixedTexts[k].rect.adjusted(0.5, 0.5, -0.5, -0.5).intersects(text.rect), qPrintable(text.text));
            }
        }
    }
}

void TestTimelineLayout::aPictureSqueezesUntilAllFits()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 400, 200);
    LayoutInput in = input(run, {640, 360});
    QVERIFY(layOut(run, in).contentHeight > layOut(run, in).body.height());
    in.scrolls = false;
    const TimelineLayout layout = layOut(run, in);
    QVERIFY2(layout.contentHeight <= layout.body.height() + 1, QByteArray::number(layout.contentHeight - layout.body.height()));
    QCOMPARE(bandsOf(layout, Region::Worker), 200);
}

void TestTimelineLayout::theLagOfABlockedLoopIsBad()
{
    support::SimulatedLog log;
    log.wrong(1, 0, 10, 2'000'000'000);
    log.lag(2'000'000'100, 1'990'000'000);
    app::Run run = support::runOf(log, {app::Endpoint::AsyncWrong, 1, 2'000'000, 40});
    const auto badWidth = [](const TimelineLayout &layout) {
        double width = 0;
        for (const RectItem &mark : layout.marks)
            width += mark.ink == Ink::Bad ? mark.rect.width() : 0;
        return width;
    };
    const TimelineLayout done = layOut(run, input(run));
    QVERIFY(badWidth(done) > done.time.width * 0.9);
    // While it lasts the timer cannot say so, yet it is late.
    std::erase_if(run.log.events, [](const app::Event &event) { return event.t > 20; });
    run.trace = app::Trace(40);
    run.trace.append(run.log);
    run.state = app::RunState::Running;
    run.now = 1'000'000'000;
    LayoutInput in = input(run);
    in.range = {0, 2'000'000'000};
    const TimelineLayout live = layOut(run, in);
    QVERIFY(badWidth(live) > live.time.width * 0.4 && badWidth(live) < live.time.width * 0.6);
}

void TestTimelineLayout::theClientUnfolds()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 20);
    LayoutInput in = input(run);
    QCOMPARE(countOf(layOut(run, in), State::InFlight), 0);
    QVERIFY(!layOut(run, in).clientHeader.isEmpty());
    in.view.clientUnfolded = true;
    QCOMPARE(countOf(layOut(run, in), State::InFlight), 20);
}

void TestTimelineLayout::lanesThatStandElsewhereAreHitAsThemselves()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 10);
    const std::vector<app::Lane> &workers = run.trace.workers();
    LayoutInput in = input(run);
    in.view.lanes.pinned = {keyOf(workers[7])};
    in.view.lanes.folded = {keyOf(workers[2])};
    in.view.lanes.hidden = {keyOf(workers[4])};
    const TimelineLayout layout = layOut(run, in);
    std::vector<int> rows;
    for (const Band &band : layout.bands) {
        if (band.region != Region::Worker)
            continue;
        rows.push_back(band.row);
        const auto hit = hitAt(run, layout, {layout.time.toPixel(500'000'000), (band.top + band.bottom) / 2});
        QVERIFY(hit && hit->slice);
        QCOMPARE(hit->slice->request, workers[size_t(band.row)].slices.front().request);
    }
    QCOMPARE(rows, (std::vector<int>{7, 0, 1, 2, 3, 5, 6, 8, 9}));
    in.scrolls = false;
    in.size = {400, 200};
    QVERIFY(layOut(run, in).contentHeight <= layOut(run, in).body.height() + 20); // strips are squeezed too
}

void TestTimelineLayout::everyLaneHasItsShareAtItsHeader()
{
    const app::Run sync = support::simulatedRun(app::Endpoint::Sync, 15, 10); // five lanes of ten work twice as long
    const TimelineLayout lanes = layOut(sync, input(sync));
    std::vector<double> widths;
    for (const SliceItem &share : lanes.shares) {
        if (share.state == State::BlockingWorker)
            widths.push_back(share.rect.width());
        QVERIFY(share.rect.right() <= lanes.time.left);
    }
    QCOMPARE(widths.size(), size_t(10));
    QVERIFY(qAbs(widths.front() / widths.back() - 2) < 0.01);
    const app::Run async = support::simulatedRun(app::Endpoint::Async, 50);
    const TimelineLayout loop = layOut(async, input(async));
    const auto awaiting = std::find_if(loop.shares.begin(), loop.shares.end(), [](const SliceItem &share) { return share.state == State::Awaiting; });
    QVERIFY(awaiting != loop.shares.end());
    QVERIFY(awaiting->rect.width() > 0.9 * (loop.time.left - 20)); // free, and somebody awaits, nearly all the time
}

void TestTimelineLayout::anEmptyRunLaysOut()
{
    app::Run run;
    const TimelineLayout layout = layOut(run, {{300, 200}, {0, 1000}, 1, {}, true});
    QVERIFY(layout.slices.empty());
    QVERIFY(!layout.fixedTexts.empty());
    QVERIFY(!hitAt(run, layout, {-5, -5}));
}

LOOPSCOPE_TEST(TestTimelineLayout)
#include "ui_timeline_layout.moc"
