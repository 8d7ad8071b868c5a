#include "app/find.h"
#include "app/label_statistics.h"
#include "support/made_tracks.h"
#include "support/registered.h"

#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;

namespace {

Found found(const Trace &trace, const QString &text)
{
    Finder finder(parseNames(text).query);
    while (!finder.advance(trace, trace.end(), 2)) { }
    return finder.take();
}

QStringList names(const Trace &trace, const Found &found)
{
    QStringList all;
    for (const Match &match : found.matches)
        all << trace.tracks().label(match.slice.request)->name;
    return all;
}

} // namespace

/// Another program's tracks as the rest of the program asks for them.
class TestTrackRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsStandBelowEachOther();
    void aWordFindsNamesCategoriesAndThreads();
    void instantsAndCountersAreFoundByTheirNames();
    void lengthsNarrowWhatIsFound();
    void whatNamesAreMadeOfIsNoLength();
    void figuresOfANameAreCutAtTheRange();
    void theNamesWithMostTimeComeFirst();
    void statesCountTracksToo();
};

void TestTrackRows::rowsStandBelowEachOther()
{
    const Run run = support::runOfTracks(support::smallTracks());
    const std::vector<TrackRow> &rows = run.trace.trackRows();
    QCOMPARE(int(rows.size()), 6);
    QCOMPARE(rows[2].track, 0);
    QCOMPARE(rows[2].row, 2);
    QCOMPARE(rows[4].track, 1);
    QCOMPARE(rows[4].row, 1);
    QCOMPARE(rows[5].track, 2);
    QVERIFY(!rows[5].slices);
    QCOMPARE(rows[5].most, 40.0);
    QCOMPARE(rows[5].least, 10.0);
    QCOMPARE(run.trace.trackRow(2)->size(), size_t(1));
    QVERIFY(!run.trace.trackRow(5) && !run.trace.trackRow(6) && !run.trace.trackRow(-1));
    Run moved;
    moved.trace = Trace(support::smallTracks());
    Trace trace = std::move(moved.trace);
    QCOMPARE(trace.trackRow(0), &trace.tracks().tracks[0].rows[0]);
    const Track &counter = run.trace.tracks().tracks[2];
    QCOMPARE(sampleAt(counter, 499'999)->value, 10.0);
    QCOMPARE(sampleAt(counter, 500'000)->value, 40.0);
    QVERIFY(!sampleAt(counter, -1));
}

void TestTrackRows::aWordFindsNamesCategoriesAndThreads()
{
    const Run run = support::runOfTracks(support::smallTracks());
    QCOMPARE(names(run.trace, found(run.trace, u"FETCH"_s)), QStringList({u"fetch"_s, u"fetch"_s}));
    QCOMPARE(found(run.trace, u"script"_s).count, 1);
    QCOMPARE(found(run.trace, u"main"_s).count, 6); // an instant among them
    QCOMPARE(names(run.trace, found(run.trace, u"main pa"_s)), QStringList({u"layout of the page and all that is in it"_s, u"parse"_s, u"paint"_s}));
    QCOMPARE(found(run.trace, u"net paint"_s).count, 0);
    QCOMPARE(found(run.trace, u"running"_s).count, 0); // no state, a word like any other
    const Found two = found(run.trace, u"fetch"_s);
    QCOMPARE(int(two.requests.size()), 1);
    QVERIFY(two.holds(two.matches.front().slice.request));
    QCOMPARE(two.matches.back().place, Place::Track);
    QCOMPARE(rowOf(run.trace, Place::Track, two.matches.back().row), run.trace.trackRow(4));
}

void TestTrackRows::instantsAndCountersAreFoundByTheirNames()
{
    Tracks tracks = support::smallTracks();
    Track alone; // a thread of nothing but instants
    alone.name = u"signals"_s;
    alone.pid = 12;
    for (qint64 t = 0; t < 9'000; t += 3'000) {
        alone.instants.push_back({t, RequestId(1)});
        alone.instants.push_back({t, RequestId(1)}); // two at once
    }
    tracks.tracks.push_back(alone);
    const Run run = support::runOfTracks(std::move(tracks));
    const Found click = found(run.trace, u"click"_s);
    QCOMPARE(click.count, 1);
    const Match &match = click.matches.front();
    QVERIFY(match.moment);
    QCOMPARE(match.row, 0); // the thread's first
    QCOMPARE(match.slice.begin, 650'000);
    QCOMPARE(match.slice.end, 650'000);
    QCOMPARE(run.trace.tracks().label(match.slice.request)->name, u"click"_s);
    QVERIFY(click.holds(match.slice.request));
    QVERIFY(found(run.trace, u"INPUT"_s) == click); // its category
    QVERIFY(found(run.trace, u"main click"_s) == click);
    QCOMPARE(found(run.trace, u"net click"_s).count, 0);
    QCOMPARE(found(run.trace, u"signals"_s).count, 6);
    QCOMPARE(found(run.trace, u"signals frame"_s).count, 6);
    for (const QString &length : {u">0ns"_s, u"<1s"_s, u">=1ns"_s})
        QCOMPARE(found(run.trace, u"click "_s + length).count, 0); // it has none
    const Found heap = found(run.trace, u"heap"_s);
    QCOMPARE(heap.count, 1); // however many samples
    QVERIFY(heap.matches.front().moment);
    QCOMPARE(heap.matches.front().slice.begin, 0);
    QCOMPARE(run.trace.trackRows()[size_t(heap.matches.front().row)].track, 2);
    QVERIFY(heap.requests.empty());
    QCOMPARE(found(run.trace, u"process 12"_s).count, 5 + 2 + 1 + 1 + 6);
}

void TestTrackRows::lengthsNarrowWhatIsFound()
{
    const Run run = support::runOfTracks(support::smallTracks());
    QCOMPARE(names(run.trace, found(run.trace, u"frame >0.5ms"_s)), QStringList(u"frame"_s));
    QCOMPARE(found(run.trace, u"> 500 us"_s).count, 2);
    QCOMPARE(found(run.trace, u"frame >1ms"_s).count, 0);
    QVERIFY(!parseNames(u"frame >5"_s).fault.isEmpty()); // no unit
    QVERIFY(!parseNames(u">"_s).fault.isEmpty());
}

void TestTrackRows::whatNamesAreMadeOfIsNoLength()
{
    for (const QString &name : {u"operator->"_s, u"vector<int>"_s, u"a<5ms"_s, u"17"_s, u"sync"_s}) {
        const ParsedQuery parsed = parseNames(name);
        QCOMPARE(parsed.fault, QString());
        QCOMPARE(parsed.query.words, QStringList(name));
    }
    QVERIFY(parseNames(u"  "_s).query.empty());
}

void TestTrackRows::figuresOfANameAreCutAtTheRange()
{
    const Run run = support::runOfTracks(support::smallTracks());
    const std::vector<LabelFigures> figures = labelStatistics(run.trace, 500'000, 750'000, 10);
    QCOMPARE(int(figures.size()), 3); // fetch, frame, paint
    const auto of = [&](const QString &name) {
        for (const LabelFigures &one : figures) {
            if (run.trace.tracks().label(one.label)->name == name)
                return one.figures;
        }
        return StateFigures{};
    };
    QCOMPARE(of(u"frame"_s), (StateFigures{2, 100'000 + 50'000, 100'000}));
    QCOMPARE(of(u"fetch"_s), (StateFigures{1, 250'000, 250'000}));
    QCOMPARE(of(u"paint"_s), (StateFigures{1, 100'000, 100'000}));
}

void TestTrackRows::theNamesWithMostTimeComeFirst()
{
    const Run run = support::runOfTracks(support::smallTracks());
    const std::vector<LabelFigures> all = labelStatistics(run.trace, 0, run.now, 100);
    QCOMPARE(int(all.size()), 5);
    for (size_t i = 1; i < all.size(); ++i)
        QVERIFY(all[i - 1].figures.total >= all[i].figures.total);
    const std::vector<LabelFigures> two = labelStatistics(run.trace, 0, run.now, 2);
    QCOMPARE(two, std::vector<LabelFigures>(all.begin(), all.begin() + 2));
    QCOMPARE(run.trace.tracks().label(two[0].label)->name, u"fetch"_s); // 750 and 300 us
}

void TestTrackRows::statesCountTracksToo()
{
    const Run run = support::runOfTracks(support::smallTracks());
    const RangeStatistics whole = rangeStatistics(run.trace, run.now, 0, run.now);
    QCOMPARE(whole.of(State::Named).slices, 7);
    QCOMPARE(whole.of(State::Named).longest, 750'000);
}

LOOPSCOPE_TEST(TestTrackRows)
#include "app_track_rows.moc"
