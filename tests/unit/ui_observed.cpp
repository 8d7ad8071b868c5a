#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/chart_series.h"
#include "ui/comparison/comparison_picture.h"
#include "ui/growing_run.h"
#include "ui/picture.h"
#include "ui/timeline/accessible_slice.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/minimap_picture.h"

#include <QRegularExpression>
#include <QTest>
#include <QValueAxis>

using namespace ui;
using namespace Qt::StringLiterals;
using app::Endpoint;

/// Pictures and words of a run of which one side alone was observed.
class TestObservedPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aForeignServerIsABarARequest_data();
    void aForeignServerIsABarARequest();
    void manyAtOnceAreAnArea();
    void noTextOfAPictureSpeaksOfTheServer_data();
    void noTextOfAPictureSpeaksOfTheServer();
    void theLegendSaysThatQueueingIsUnknown();
    void cardAndScreenReaderSayWhatWasSeen();
    void aFailureSaysWhatCameBack();
    void theVerdictIsNeitherGoodNorBad();
    void aGrowingPictureShowsNoMore();
    void theMinimapCountsWhatWasInFlight();
    void withoutAClientThereIsNone();
    void chartsSayWhatTheyMeasure();
};

namespace {

LayoutInput inputOf(const app::Run &run)
{
    LayoutInput in;
    in.size = {900, 520};
    in.range = {0, run.now + run.now / 50};
    return in;
}

app::Run foreign(Endpoint endpoint, int count) { return support::seenByClient(support::simulatedRun(endpoint, count)); }

/// All words of it, but the one sentence that says what is not known.
QString wordsOf(const TimelineLayout &layout)
{
    QStringList words;
    for (const auto *texts : {&layout.fixedTexts, &layout.texts}) {
        for (const TextItem &text : *texts)
            words << text.text;
    }
    return words.join(u' ').remove(u"queueing unknown: the server was not observed"_s);
}

bool speaksOfAServer(const QString &text)
{
    static const QRegularExpression words(u"process|pid|pool|worker|ideal|\\blag|event.loop|awaiting|queued|blocked|busy|idle"_s, QRegularExpression::CaseInsensitiveOption);
    return words.match(text).hasMatch();
}

std::optional<Hit> hitOf(const app::Run &run, const TimelineLayout &layout, int row)
{
    const Band &band = layout.bands.at(size_t(row));
    const auto slice = rowOf(run.trace, band)->front();
    return hitAt(run, layout, {layout.time.toPixel((slice.begin + std::min(slice.end, run.now)) / 2), (band.top + band.bottom) / 2});
}

} // namespace

void TestObservedPictures::aForeignServerIsABarARequest_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::addColumn<bool>("scrolls");
    QTest::newRow("async") << Endpoint::Async << true;
    QTest::newRow("sync") << Endpoint::Sync << true;
    QTest::newRow("async-wrong") << Endpoint::AsyncWrong << true;
    QTest::newRow("a picture") << Endpoint::Sync << false;
}

void TestObservedPictures::aForeignServerIsABarARequest()
{
    QFETCH(Endpoint, endpoint);
    QFETCH(bool, scrolls);
    const app::Run run = foreign(endpoint, 50);
    LayoutInput in = inputOf(run);
    in.scrolls = scrolls;
    const TimelineLayout layout = layOut(run, in);
    QCOMPARE(layout.bands.size(), size_t(50));
    QVERIFY(std::all_of(layout.bands.begin(), layout.bands.end(), [](const Band &band) { return band.region == Region::Client && band.row >= 0; }));
    QCOMPARE(std::count_if(layout.slices.begin(), layout.slices.end(), [](const SliceItem &item) { return item.state == app::State::InFlight; }), 50);
    QVERIFY(layout.shares.empty() && layout.marks.empty() && layout.areas.empty());
    QVERIFY(layout.clientHeader.isEmpty()); // there is nothing to fold it for
    QVERIFY(layout.contentHeight <= layout.body.height() + 1);
    QVERIFY(layout.contentHeight > layout.body.height() * 0.9); // and they have all the room
}

void TestObservedPictures::manyAtOnceAreAnArea()
{
    const app::Run run = foreign(Endpoint::Async, 1000);
    const TimelineLayout layout = layOut(run, inputOf(run));
    QCOMPARE(layout.bands.size(), size_t(1));
    QVERIFY(layout.bands.front().bottom - layout.bands.front().top > layout.body.height() * 0.9);
    QVERIFY2(wordsOf(layout).contains(u"1000 in flight"), qPrintable(wordsOf(layout)));
    const auto text = hoverText(run, {layout.bands.front(), run.now / 2, std::nullopt, std::nullopt});
    QVERIFY(text);
    QCOMPARE(text->lines, QStringList{u"How long each was queued is not known: the server was not observed."_s});
}

void TestObservedPictures::noTextOfAPictureSpeaksOfTheServer_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("1") << 1;
    QTest::newRow("50") << 50;
    QTest::newRow("1000") << 1000;
}

void TestObservedPictures::noTextOfAPictureSpeaksOfTheServer()
{
    QFETCH(int, count);
    for (const Endpoint endpoint : {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong}) {
        const app::Run run = foreign(endpoint, count), other = foreign(endpoint, count);
        const QString words = wordsOf(pictureLayout(run, {}));
        QVERIFY2(!speaksOfAServer(words), qPrintable(words));
        QVERIFY2(words.contains(u"requests/s"), qPrintable(words));
        ComparisonInput two;
        two.size = {1280, 720};
        two.runs = {&run, &other};
        const ComparisonLayout compared = layOut(two);
        QString all = wordsOf(compared.frame);
        for (const RunStrip &strip : compared.strips) {
            all += u' ' + strip.name.text + u' ' + strip.caption.text + u' ' + wordsOf(strip.picture);
            QVERIFY(strip.ideal.isEmpty());
            QVERIFY(!strip.picture.bands.empty());
        }
        QVERIFY(compared.idealKey.isEmpty());
        QVERIFY2(!speaksOfAServer(all), qPrintable(all));
    }
}

void TestObservedPictures::theLegendSaysThatQueueingIsUnknown()
{
    const app::Run run = foreign(Endpoint::Sync, 5), whole = support::simulatedRun(Endpoint::Sync, 5);
    const TimelineLayout layout = layOut(run, inputOf(run));
    QCOMPARE(layout.legend.size(), size_t(1));
    QCOMPARE(layout.legend.front().state, app::State::InFlight);
    QVERIFY(wordsOf(layout).contains(u"in flight: queueing unknown"));
    QVERIFY(!wordsOf(layOut(whole, inputOf(whole))).contains(u"unknown"));
}

void TestObservedPictures::cardAndScreenReaderSayWhatWasSeen()
{
    const app::Run run = foreign(Endpoint::Sync, 50);
    const TimelineLayout layout = layOut(run, inputOf(run));
    const auto hit = hitOf(run, layout, 45);
    QVERIFY(hit && hit->slice);
    const auto text = hoverText(run, *hit);
    QVERIFY(text);
    QCOMPARE(text->heading, u"request 46 \u00b7 client"_s);
    QCOMPARE(text->lines.at(0), u"in flight 2.00 s: from sent to received"_s);
    QCOMPARE(text->lines.at(1), u"how long of that it was queued is not known: the server was not observed"_s);
    QCOMPARE(text->lines.last(), u"the client's thread 1000"_s);
    QCOMPARE(text->lines.size(), 4);
    const QString heard = laneText(run, {Region::Client, 45}) + sliceText(run, *hit->slice) + reason(run, *hit->slice);
    QVERIFY2(!speaksOfAServer(heard), qPrintable(heard));
}

void TestObservedPictures::aFailureSaysWhatCameBack()
{
    app::Run run = foreign(Endpoint::Async, 2);
    run.log.events.back().kind = app::EventKind::Failed;
    run.log.events.back().value = qint64(server::FailureReason::HttpStatus) + 404;
    run.trace = app::Trace(run.log.header);
    run.trace.append(run.log);
    const TimelineLayout layout = layOut(run, inputOf(run));
    const auto said = hoverText(run, hitOf(run, layout, 1).value());
    QVERIFY2(said->lines.contains(u"failed: answered with status 404"_s), qPrintable(said->lines.join(u'\n')));
    QVERIFY(wordsOf(layout).contains(u"1 failed"));
}

/// What is good or bad is so beside an ideal, and there is none.
void TestObservedPictures::theVerdictIsNeitherGoodNorBad()
{
    const auto ink = [](const app::Run &run) {
        const QString time = app::durationText(app::headline(run.trace).makespan);
        const TimelineLayout layout = layOut(run, inputOf(run));
        const auto found = std::find_if(layout.fixedTexts.begin(), layout.fixedTexts.end(), [&time](const TextItem &text) { return text.text == time; });
        return found == layout.fixedTexts.end() ? Ink::Border : found->ink;
    };
    QCOMPARE(ink(support::simulatedRun(Endpoint::Async, 5)), Ink::Good);
    QCOMPARE(ink(support::simulatedRun(Endpoint::AsyncWrong, 5)), Ink::Bad);
    QCOMPARE(ink(foreign(Endpoint::Async, 5)), Ink::Muted);
    QCOMPARE(ink(foreign(Endpoint::AsyncWrong, 5)), Ink::Muted);
    QCOMPARE(ink(support::seenByServer(support::simulatedRun(Endpoint::Async, 5))), Ink::Muted);
}

void TestObservedPictures::aGrowingPictureShowsNoMore()
{
    const app::Run run = foreign(Endpoint::Async, 5), older = support::simulatedRun(Endpoint::Async, 5);
    for (const app::Run *whole : {&run, &older}) { // of an older log one knows from its events, in the end
        GrowingRun growing(*whole);
        QCOMPARE(growing.at(0).trace.observed(), whole->trace.observed());
        LayoutInput in = inputOf(*whole);
        in.scrolls = false;
        in.whole = whole;
        const auto regions = [&in](const app::Run &grown) {
            std::vector<Region> found;
            for (const Band &band : layOut(grown, in).bands) {
                if (found.empty() || found.back() != band.region)
                    found.push_back(band.region);
            }
            return found;
        };
        QCOMPARE(regions(growing.at(whole->now)), regions(*whole));
        for (const Region region : regions(growing.at(whole->now / 2))) {
            const std::vector<Region> all = regions(*whole);
            QVERIFY(std::find(all.begin(), all.end(), region) != all.end());
        }
    }
}

void TestObservedPictures::theMinimapCountsWhatWasInFlight()
{
    const app::Run run = foreign(Endpoint::Async, 50), whole = support::simulatedRun(Endpoint::Async, 50);
    const auto at = [](const app::Run &shown) { return loadsOf(shown, {500'000'000, 501'000'000}, 1).front(); };
    QCOMPARE(at(run), (Load{std::nullopt, 0, 0, 0, 0, 50}));
    QCOMPARE(at(whole).inFlight, 0);
    const Theme theme = lightTheme();
    const QImage image = minimapPicture(run, {0, run.now}, {200, 40}, 1, theme);
    QVERIFY(image.pixelColor(100, 2).alpha() > 0 && image.pixelColor(100, 37).alpha() > 0); // all of the height
}

void TestObservedPictures::withoutAClientThereIsNone()
{
    const app::Run run = support::seenByServer(support::simulatedRun(Endpoint::Sync, 50));
    const TimelineLayout layout = layOut(run, inputOf(run));
    QVERIFY(std::none_of(layout.bands.begin(), layout.bands.end(), [](const Band &band) { return band.region == Region::Client; }));
    const QString words = wordsOf(layout);
    QVERIFY2(words.contains(u"no client was observed") && words.contains(u"40 workers") && !words.contains(u"ideal"), qPrintable(words));
}

void TestObservedPictures::chartsSayWhatTheyMeasure()
{
    const auto titleOf = [](const app::Run &run, auto fill) {
        QChart chart;
        if (!fill(chart, run, lightTheme(), 1.0))
            return u"no chart"_s;
        return qobject_cast<QValueAxis *>(chart.axes(Qt::Vertical).value(0))->titleText();
    };
    const app::Run whole = support::simulatedRun(Endpoint::Async, 5), client = foreign(Endpoint::Async, 5),
                   server = support::seenByServer(support::simulatedRun(Endpoint::Async, 5));
    QCOMPARE(titleOf(client, fillLatency), u"latency, s"_s);
    QCOMPARE(titleOf(server, fillLatency), u"arrival to response, s"_s);
    QCOMPARE(titleOf(client, fillInFlight), u"requests in flight"_s);
    QCOMPARE(titleOf(server, fillInFlight), u"requests in the server"_s);
    QCOMPARE(titleOf(whole, fillLoopLag), u"loop lag, ms"_s);
    QCOMPARE(titleOf(client, fillLoopLag), u"no chart"_s);
}

LOOPSCOPE_TEST(TestObservedPictures)
#include "ui_observed.moc"
