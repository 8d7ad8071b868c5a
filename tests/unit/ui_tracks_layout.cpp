#include "support/colour_vision.h"
#include "support/made_tracks.h"
#include "support/registered.h"
#include "ui/picture.h"
#include "ui/timeline/layout_parts.h"
#include "ui/timeline/names.h"
#include "ui/timeline/timeline_layout.h"

#include <QTest>

#include <set>

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

LayoutInput inputOf(const app::Run &run, QSizeF size = {1000, 520})
{
    LayoutInput in;
    in.size = size;
    in.range = {0, run.now};
    return in;
}

std::vector<SliceItem> named(const app::Run &run, const TimelineLayout &layout, const QString &name)
{
    std::vector<SliceItem> found;
    std::copy_if(layout.slices.begin(), layout.slices.end(), std::back_inserter(found), [&](const SliceItem &item) {
        const app::Label *label = run.trace.tracks().label(item.request);
        return label && label->name == name;
    });
    return found;
}

QStringList texts(const std::vector<TextItem> &items)
{
    QStringList all;
    for (const TextItem &item : items)
        all << item.text;
    return all;
}

const Band &bandAt(const TimelineLayout &layout, int row)
{
    static const Band none{};
    const auto found = std::find_if(layout.bands.begin(), layout.bands.end(), [row](const Band &band) { return band.row == row; });
    return found == layout.bands.end() ? none : *found;
}

/// One thread whose only row has `count` slices end to end, called by turns.
app::Run rowOfNames(const QStringList &names, int count, qint64 length)
{
    support::TracksMaker made;
    app::Track track;
    track.name = u"main"_s;
    for (int i = 0; i < count; ++i)
        made.slice(track, 0, i * length, (i + 1) * length, names[i % names.size()]);
    made.tracks.tracks.push_back(std::move(track));
    return support::runOfTracks(std::move(made.tracks));
}

} // namespace

class TestTracksLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsLieUnderTheirCallers();
    void namesStandWhereTheyFit();
    void aNameHasItsToneEverywhere();
    void whatIsElidedFits();
    void aCounterIsAnAreaAndItsGutterSaysTheMost();
    void instantsAreMarksThatAreHit();
    void onlyRowsInViewAreLaidOut();
    void whatIsFoldedKeepsItsNameWhereAllHaveOne();
    void fewRowsFillALargeWindow();
    void severalProcessesHaveHeadings();
    void aPictureSqueezesItsRowsAndSaysWhatItLeavesOut();
    void theHeaderCountsInsteadOfRequests();
    void aSliceIsHitWhereItIsDrawn();
    void thePictureShowsTheTones();
};

void TestTracksLayout::callsLieUnderTheirCallers()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const TimelineLayout layout = layOut(run, inputOf(run));
    QCOMPARE(int(layout.bands.size()), 3 + 2 + 1); // depths, async rows, the counter
    const auto frame = named(run, layout, u"frame"_s), paint = named(run, layout, u"paint"_s), parse = named(run, layout, u"parse"_s);
    QCOMPARE(int(frame.size()), 2);
    QCOMPARE(int(paint.size()), 1);
    QCOMPARE(int(parse.size()), 1);
    QVERIFY(paint[0].rect.top() >= frame[0].rect.bottom());
    QVERIFY(parse[0].rect.top() >= paint[0].rect.bottom());
    QVERIFY(paint[0].rect.left() >= frame[0].rect.left() && paint[0].rect.right() <= frame[0].rect.right() + 0.01);
    QCOMPARE(paint[0].rect.left(), layout.time.toPixel(450'000));
    for (size_t i = 1; i < layout.bands.size(); ++i)
        QVERIFY(layout.bands[i].top >= layout.bands[i - 1].bottom);
    QVERIFY(layout.bands[0].bottom - layout.bands[0].top >= 18); // to be read
    QVERIFY(layout.legend.empty());
}

void TestTracksLayout::namesStandWhereTheyFit()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const QString longName = u"layout of the page and all that is in it"_s;
    const TimelineLayout layout = layOut(run, inputOf(run, {1400, 520})), narrow = layOut(run, inputOf(run, {560, 520}));
    QVERIFY(texts(layout.texts).contains(longName));
    QVERIFY(texts(layout.texts).contains(u"parse"_s));
    QVERIFY(!texts(narrow.texts).contains(longName));
    const auto shortened = std::find_if(narrow.texts.begin(), narrow.texts.end(), [](const TextItem &item) { return item.text.startsWith(u"layout"_s); });
    QVERIFY(shortened != narrow.texts.end());
    QVERIFY(shortened->text.endsWith(u'\u2026'));
    QVERIFY(longName.startsWith(shortened->text.chopped(1)));
    for (const TextItem &text : narrow.texts) {
        if (text.ink == Ink::OnSlice)
            QVERIFY2(textWidth(text.text, text.pixels, text.bold) <= text.rect.width() + 1, qPrintable(text.text));
    }
}

void TestTracksLayout::aNameHasItsToneEverywhere()
{
    QCOMPARE(toneOf(u"RunTask"_s), toneOf(u"RunTask"_s));
    QCOMPARE(int(toneOf(u"paint"_s)), 1 + (int(toneOf(u"paint"_s)) - 1) % toneCount); // 1 to toneCount
    std::set<quint8> tones;
    for (int i = 0; i < 64; ++i)
        tones.insert(toneOf(u"function_%1"_s.arg(i)));
    QCOMPARE(int(tones.size()), toneCount);
    const app::Run run = support::runOfTracks(support::smallTracks());
    const TimelineLayout layout = layOut(run, inputOf(run));
    for (const SliceItem &item : layout.slices)
        QCOMPARE(item.tone, toneOf(run.trace.tracks().label(item.request)->name));
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const Theme &look = theme(kind);
        std::vector<StateStyle> styles(look.tones.begin(), look.tones.end());
        styles.push_back(look.state(app::State::Named));
        for (size_t i = 0; i < styles.size(); ++i) {
            QVERIFY2(support::contrast(styles[i].text, styles[i].ground) >= 4.5, qPrintable(styles[i].ground.name()));
            QVERIFY2(support::contrast(styles[i].ground, look.panel) >= 3, qPrintable(styles[i].ground.name()));
            for (size_t other = 0; other < i; ++other)
                for (const support::Vision &vision : support::visions)
                    QVERIFY2(support::distance(vision, styles[i].ground, styles[other].ground) >= 10,
                             qPrintable(QLatin1StringView(vision.name) + u' ' + styles[i].ground.name() + u' ' + styles[other].ground.name()));
        }
    }
}

void TestTracksLayout::whatIsElidedFits()
{
    const QString name = u"std::vector<int>::push_back(int &&)"_s;
    for (double width = 0; width < 400; width += 7) {
        const QString shown = elided(name, width, 11, false);
        QVERIFY2(shown.isEmpty() || textWidth(shown, 11, false) <= width + 1, qPrintable(shown));
        QVERIFY(shown.isEmpty() || shown.size() >= 3);
    }
    QCOMPARE(elided(name, 1000, 11, false), name);
    const QString pair = QString::fromUcs4(U"ab\U0001F600cd");
    for (double width = 0; width < 80; ++width)
        QVERIFY(!elided(pair, width, 11, false).contains(u"\xd83d\u2026"_s)); // never half a letter
}

void TestTracksLayout::aCounterIsAnAreaAndItsGutterSaysTheMost()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const TimelineLayout layout = layOut(run, inputOf(run));
    QCOMPARE(int(layout.areas.size()), 1);
    const Band &band = bandAt(layout, 5);
    const QRectF outline = layout.areas.front().outline.boundingRect();
    QVERIFY(outline.top() >= band.top && outline.bottom() <= band.bottom);
    const auto heightAt = [&](qint64 t) { // of the step there
        const double x = layout.time.toPixel(t);
        double y = outline.bottom();
        for (const QPointF &corner : layout.areas.front().outline) {
            if (corner.x() <= x)
                y = corner.y();
        }
        return outline.bottom() - y;
    };
    QVERIFY(std::abs(heightAt(250'000) / heightAt(700'000) - 0.25) < 0.01);
    QVERIFY(std::abs(heightAt(950'000) / heightAt(700'000) - 0.5) < 0.01);
    QVERIFY(texts(layout.texts).contains(u"max 40"_s));
    QCOMPARE(app::valueText(12'345'678), u"12.3 M"_s);
    QCOMPARE(app::valueText(-1234), QLocale().toString(-1234));
    QCOMPARE(app::valueText(0.25), u"0.25"_s);
}

void TestTracksLayout::instantsAreMarksThatAreHit()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const TimelineLayout layout = layOut(run, inputOf(run));
    const Band &top = bandAt(layout, 0), &below = bandAt(layout, 1);
    const double x = layout.time.toPixel(650'000);
    QVERIFY(std::any_of(layout.marks.begin(), layout.marks.end(), [&](const RectItem &mark) {
        return mark.ink == Ink::Muted && mark.rect.contains(QPointF(x, top.top + 3));
    }));
    const auto hit = hitAt(run, layout, {x + 1, top.top + 3});
    QVERIFY(hit && hit->instant);
    QCOMPARE(hit->instant->t, 650'000);
    QVERIFY(!hitAt(run, layout, {x + 20, top.top + 3})->instant);
    QVERIFY(!hitAt(run, layout, {x + 1, below.top + 3})->instant);
    const QRectF frame = named(run, layout, u"frame"_s).front().rect; // the marks hide nothing
    QCOMPARE(frame.top(), top.top + top.marks);
    QVERIFY(top.marks > 5 && !hitAt(run, layout, frame.center())->instant && hitAt(run, layout, frame.center())->slice);
}

void TestTracksLayout::onlyRowsInViewAreLaidOut()
{
    const app::Run run = support::runOfTracks(support::manyTracks(20'000, 500, 20));
    LayoutInput in = inputOf(run);
    in.range = {0, 10'000 * 2};
    const TimelineLayout layout = layOut(run, in);
    QCOMPARE(int(layout.bands.size()), 10'000); // to walk, to scroll
    QVERIFY(layout.contentHeight > 10'000 * 18);
    const auto inView = [](const TimelineLayout &laid, double scroll) {
        return !laid.slices.empty() && std::all_of(laid.slices.begin(), laid.slices.end(), [&](const SliceItem &item) {
            return item.rect.bottom() >= scroll - 30 && item.rect.top() <= scroll + laid.body.height() + 30;
        });
    };
    QVERIFY(inView(layout, 0));
    QVERIFY2(layout.slices.size() < 200, QByteArray::number(int(layout.slices.size())));
    in.scroll = 100'000;
    const TimelineLayout scrolled = layOut(run, in);
    QVERIFY(inView(scrolled, 100'000));
    QCOMPARE(scrolled.contentHeight, layout.contentHeight);
}

void TestTracksLayout::whatIsFoldedKeepsItsNameWhereAllHaveOne()
{
    // 3,000 slices in 836 pixels: several a column.
    const app::Run one = rowOfNames({u"tick"_s}, 3000, 100), two = rowOfNames({u"tick"_s, u"tock"_s}, 3000, 100);
    const TimelineLayout same = layOut(one, inputOf(one)), mixed = layOut(two, inputOf(two));
    QVERIFY(!same.runs.empty() && !mixed.runs.empty());
    for (const FoldRun &run : same.runs) {
        QCOMPARE(int(run.tone), int(toneOf(u"tick"_s)));
        QCOMPARE(run.request, app::RequestId(1));
    }
    for (const FoldRun &run : mixed.runs) {
        QCOMPARE(int(run.tone), 0);
        QCOMPARE(run.request, app::RequestId::None);
    }
    // Of far more, the levels know no names.
    const app::Run dense = rowOfNames({u"tick"_s}, 100'000, 100);
    const TimelineLayout unknown = layOut(dense, inputOf(dense));
    QVERIFY(!unknown.runs.empty());
    QCOMPARE(int(unknown.runs.front().tone), 0);
}

void TestTracksLayout::fewRowsFillALargeWindow()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const TimelineLayout layout = layOut(run, input(run, {3300, 1580}));
    const double room = layout.body.height();
    QVERIFY2(layout.contentHeight <= room + 0.5, QByteArray::number(layout.contentHeight - room));
    double drawn = 0, widest = room - layout.bands.back().bottom;
    for (size_t i = 0; i < layout.bands.size(); ++i) {
        drawn += layout.bands[i].bottom - layout.bands[i].top;
        widest = std::max(widest, layout.bands[i].top - (i > 0 ? layout.bands[i - 1].bottom : 0));
    }
    QVERIFY2(drawn > 0.4 * room, QByteArray::number(drawn / room));
    QVERIFY2(widest < 0.25 * room, QByteArray::number(widest / room));
}

void TestTracksLayout::severalProcessesHaveHeadings()
{
    app::Tracks tracks = support::smallTracks();
    const app::Run one = support::runOfTracks(support::smallTracks());
    QVERIFY(!texts(layOut(one, inputOf(one)).texts).contains(u"process 12"_s));
    app::Track other = tracks.tracks.front();
    other.pid = 13;
    other.process = u"renderer"_s;
    tracks.tracks.push_back(other);
    const app::Run two = support::runOfTracks(std::move(tracks));
    const QStringList said = texts(layOut(two, inputOf(two)).texts);
    QVERIFY(said.contains(u"process 12"_s));
    QVERIFY(said.contains(u"renderer"_s));
}

void TestTracksLayout::aPictureSqueezesItsRowsAndSaysWhatItLeavesOut()
{
    const auto pictureOf = [](const app::Run &run) {
        LayoutInput in = inputOf(run, {1280, 720});
        in.scrolls = false;
        return layOut(run, in);
    };
    const app::Run fits = support::runOfTracks(support::manyTracks(4000, 8, 5)), deep = support::runOfTracks(support::manyTracks(4000, 8, 50)),
                   wide = support::runOfTracks(support::manyTracks(4000, 400, 2));
    const TimelineLayout all = pictureOf(fits), outermost = pictureOf(deep), first = pictureOf(wide);
    const auto said = [](const TimelineLayout &layout) { return texts(layout.texts).filter(u"not shown"_s).value(0); };
    QCOMPARE(said(all), QString());
    QCOMPARE(int(all.bands.size()), 40);
    for (const TimelineLayout *layout : {&all, &outermost, &first})
        QVERIFY2(layout->contentHeight <= layout->body.height() + 0.5, QByteArray::number(layout->contentHeight - layout->body.height()));
    QCOMPARE(said(outermost), u"%L1 rows not shown"_s.arg(400 - int(outermost.bands.size())));
    std::set<int> tracks; // of each thread some
    for (const Band &band : outermost.bands)
        tracks.insert(deep.trace.trackRows()[size_t(band.row)].track);
    QCOMPARE(int(tracks.size()), 8);
    QCOMPARE(said(first), u"%L1 rows not shown"_s.arg(800 - int(first.bands.size())));
    QVERIFY(first.bands.size() > 20);
    QVERIFY(outermost.bands.front().bottom - outermost.bands.front().top >= 13); // room for names
}

void TestTracksLayout::theHeaderCountsInsteadOfRequests()
{
    app::Run run = support::runOfTracks(support::smallTracks());
    run.source = u"/tmp/page load.trace.json"_s;
    const QStringList said = texts(layOut(run, inputOf(run)).fixedTexts);
    QVERIFY(said.contains(u"page load.trace"_s));
    QVERIFY(said.contains(u"1.00 ms"_s));
    QVERIFY2(said.contains(u"1 thread \u00b7 7 slices \u00b7 1 counter"_s), qPrintable(said.join(u'|')));
    QVERIFY(said.filter(u"request"_s).isEmpty());
    QVERIFY(said.filter(u"ideal"_s).isEmpty());
}

void TestTracksLayout::aSliceIsHitWhereItIsDrawn()
{
    const app::Run run = support::runOfTracks(support::smallTracks());
    const TimelineLayout layout = layOut(run, inputOf(run));
    QCOMPARE(int(layout.slices.size()), 7);
    for (const SliceItem &item : layout.slices) {
        const auto hit = hitAt(run, layout, item.rect.center());
        QVERIFY(hit && hit->slice);
        QCOMPARE(hit->slice->request, item.request);
        QCOMPARE(layout.time.toPixel(hit->slice->begin), item.rect.left());
    }
}

void TestTracksLayout::thePictureShowsTheTones()
{
    app::Run run = support::runOfTracks(support::smallTracks());
    const QImage picture = renderPicture(run, {});
    const auto has = [&picture](QRgb colour) {
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                if (picture.pixel(x, y) == colour)
                    return true;
            }
        }
        return false;
    };
    for (const QString &name : {u"frame"_s, u"paint"_s, u"parse"_s, u"fetch"_s})
        QVERIFY2(has(lightTheme().style(app::State::Named, toneOf(name)).ground.rgb()), qPrintable(name));
    QVERIFY(has(lightTheme().state(app::State::Named).ground.rgb())); // the counter
}

LOOPSCOPE_TEST(TestTracksLayout)
#include "ui_tracks_layout.moc"
