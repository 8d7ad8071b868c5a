#include "support/made_tracks.h"
#include "support/registered.h"
#include "support/table_rows.h"
#include "ui/named_source.h"
#include "ui/table_model.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/minimap_picture.h"
#include "ui/timeline/slice_cursor.h"
#include "ui/timeline/timeline_accessible.h"

#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

TimelineLayout laidOut(const app::Run &run)
{
    LayoutInput in;
    in.size = {1000, 520};
    in.range = {0, run.now};
    return layOut(run, in);
}

/// What the card says at a time in a row.
HoverText said(const app::Run &run, int row, qint64 t)
{
    const TimelineLayout layout = laidOut(run);
    for (const Band &band : layout.bands) {
        if (band.row != row)
            continue;
        const auto hit = hitAt(run, layout, {layout.time.toPixel(t), band.marks > 0 ? band.top + 2 : (band.top + band.bottom) / 2});
        return hit ? hoverText(run, *hit).value_or(HoverText{}) : HoverText{};
    }
    return {};
}

} // namespace

/// What is said about another program's slices: by the card, to the screen reader, in the table.
class TestTracksReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCardSaysWhatASliceIs();
    void theCardSaysWhatInstantsAndCountersAre();
    void theCursorWalksRowsAndSlices();
    void aScreenReaderHearsNameAndDuration();
    void theTableListsNames();
    void theTableFiltersByNameAndThread();
    void theMinimapShowsHowManyThreadsAreBusy();
};

void TestTracksReading::theCardSaysWhatASliceIs()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const HoverText text = said(run, 1, 500'000);
    QCOMPARE(text.heading, u"paint"_s);
    QCOMPARE(text.lines, QStringList({u"lasts 150 us"_s, u"from 450 us to 600 us"_s, u"category render"_s, u"main, depth 1"_s, u"thread 34, process 12"_s}));
    QCOMPARE(said(run, 4, 300'000).lines.at(3), u"net, async"_s);
    QVERIFY(said(run, 2, 900'000).heading.isEmpty()); // nothing is there
}

void TestTracksReading::theCardSaysWhatInstantsAndCountersAre()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const HoverText instant = said(run, 0, 650'000), counter = said(run, 5, 600'000);
    QCOMPARE(instant.heading, u"click"_s);
    QCOMPARE(instant.lines.mid(1), QStringList({u"category input"_s, u"main"_s, u"thread 34, process 12"_s}));
    QVERIFY2(instant.lines.front().startsWith(u"at 650"_s), qPrintable(instant.lines.front()));
    QCOMPARE(counter.heading, u"heap: 40"_s);
    QVERIFY2(counter.lines.front().startsWith(u"since 500"_s), qPrintable(counter.lines.front()));
}

void TestTracksReading::theCursorWalksRowsAndSlices()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const std::vector<SlicePlace> lanes = lanesOf(laidOut(run));
    QCOMPARE(int(lanes.size()), 6);
    SliceCursor cursor;
    cursor.enter(run, lanes, app::RequestId::None, 200'000);
    const auto name = [&] { return run.trace.tracks().label(cursor.slice(run.trace).value_or(app::Slice{}).request); };
    QCOMPARE(name()->name, u"frame"_s);
    QVERIFY(cursor.move(run, lanes, CursorStep::Down));
    QVERIFY(cursor.move(run, lanes, CursorStep::Down));
    QCOMPARE(name()->name, u"parse"_s);
    QVERIFY(!cursor.move(run, lanes, CursorStep::Right)); // alone there
    QVERIFY(cursor.move(run, lanes, CursorStep::Up));
    QVERIFY(cursor.move(run, lanes, CursorStep::Right));
    QCOMPARE(name()->name, u"paint"_s);
    for (int row = 2; row < 6; ++row)
        QVERIFY(cursor.move(run, lanes, CursorStep::Down));
    QVERIFY(!cursor.slice(run.trace)); // the counter has none
    QVERIFY(!cursor.move(run, lanes, CursorStep::Right));
    QVERIFY(cursor.move(run, lanes, CursorStep::Up));
    QCOMPARE(name()->name, u"fetch"_s);
}

void TestTracksReading::aScreenReaderHearsNameAndDuration()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const app::Slice parse = run.trace.trackRow(2)->front();
    QCOMPARE(sliceText(run, parse), u"parse, 150 us, from 150 us to 300 us"_s);
    QCOMPARE(laneText(run, {Region::Track, 0}), u"main, depth 0, 2 slices, 1 instant"_s);
    QCOMPARE(laneText(run, {Region::Track, 2}), u"main, depth 2, 1 slice"_s);
    QCOMPARE(laneText(run, {Region::Track, 3}), u"net, row 1 of 2, 1 slice"_s);
    QCOMPARE(laneText(run, {Region::Track, 5}), u"heap, counter, from 10 to 40"_s);
    QCOMPARE(laneText(run, {Region::Track, 6}), QString()); // there is no such row
}

void TestTracksReading::theTableListsNames()
{
    const app::Run run = support::runOfTracks(support::smallTracks()), none;
    TableModel model;
    model.setRun(&none);
    QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), u"request"_s);
    model.setRun(&run);
    QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), u"name"_s);
    QCOMPARE(model.rowCount(), 7);
    const auto line = [&model](int row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        return cells;
    };
    QCOMPARE(line(0), QStringList({u"frame"_s, u"render"_s, u"process 12"_s, u"main"_s, u"0.000000000"_s, u"0.000600000"_s, u"0.000600000"_s, u"0"_s}));
    model.sort(NamedSource::NameColumn);
    QCOMPARE(line(0).front(), u"fetch"_s);
    QCOMPARE(line(6).front(), u"parse"_s);
    model.sort(SliceSource::DurationColumn, Qt::DescendingOrder);
    QCOMPARE(line(0).mid(0, 2), QStringList({u"fetch"_s, u"net"_s}));
    model.sort(NamedSource::DepthColumn, Qt::DescendingOrder);
    QCOMPARE(line(0).front(), u"parse"_s);
    QVERIFY(!model.index(0, SliceSource::StateColumn).data(TableModel::StateRole).isValid());
    QVERIFY(support::textOf(model.csv({0}), run).startsWith(u"name,category,process,thread,begin_s,end_s,duration_s,depth\r\nparse,script,process 12,main,"_s));
}

void TestTracksReading::theTableFiltersByNameAndThread()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    TableModel model;
    model.setRun(&run);
    const auto count = [&model](const QString &filter) {
        model.setFilter(filter);
        return model.rowCount();
    };
    QCOMPARE(count(u"fetch"_s), 2);
    QCOMPARE(count(u"MAIN frame"_s), 2);
    QCOMPARE(count(u"main fetch"_s), 0);
    QCOMPARE(count(u"script"_s), 1);
    QCOMPARE(count(u"1"_s), 7); // of the process's number, not of labels
    QCOMPARE(count(QString()), 7);
}

void TestTracksReading::theMinimapShowsHowManyThreadsAreBusy()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const std::vector<Load> loads = loadsOf(run, {0, 1'000'000}, 20); // 50 us each
    QCOMPARE(loads[0].tracks, 1);  // frame
    QCOMPARE(loads[6].tracks, 3);  // frame and both fetches
    QCOMPARE(loads[13].tracks, 1); // a fetch, between the frames
    QCOMPARE(loads[19].tracks, 1); // the second frame
    QCOMPARE(loads[6].all(), 3);
    const QImage picture = minimapPicture(run, {0, 1'000'000}, {200, 30}, 1, lightTheme());
    QCOMPARE(picture.pixelColor(65, 2), lightTheme().state(app::State::Named).ground); // all three: as high as it is
    QCOMPARE(picture.pixelColor(135, 28).alpha(), 0);
    QCOMPARE(picture.pixelColor(135, 2), lightTheme().state(app::State::Named).ground); // from the top down
}

LOOPSCOPE_TEST(TestTracksReading)
#include "ui_tracks_reading.moc"
