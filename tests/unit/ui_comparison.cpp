#include "support/compared_runs.h"
#include "support/registered.h"
#include "ui/comparison/comparison_layout.h"
#include "ui/theme.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::Endpoint;
using app::State;
using namespace ui;
using support::listOf, support::pointers, support::someRuns;

namespace {

constexpr qint64 wholeSecond = 1'000'000'000;

ComparisonInput inputOf(const std::vector<app::Run> &runs, QSizeF size = {1920, 1080}, double scale = 2)
{
    ComparisonInput input;
    input.size = size;
    input.scale = scale;
    input.runs = pointers(runs);
    return input;
}

std::vector<TextItem> textsOf(const RunStrip &strip)
{
    std::vector<TextItem> texts;
    for (const TextItem &text : {strip.name, strip.makespan, strip.caption, strip.onward}) {
        if (!text.text.isEmpty())
            texts.push_back(text);
    }
    return texts;
}

/// Of all that shows a state: the right end, px.
double rightOf(const TimelineLayout &picture, State state)
{
    double right = 0;
    for (const SliceItem &slice : picture.slices) {
        if (slice.state == state)
            right = std::max(right, slice.rect.right());
    }
    for (const FoldRun &run : picture.runs) {
        if (run.state == state)
            right = std::max(right, double(run.right));
    }
    for (const AreaItem &area : picture.areas) {
        if (area.state == state)
            right = std::max(right, area.outline.boundingRect().right());
    }
    return right;
}

} // namespace

class TestComparisonLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTimeIsAtTheSamePlaceInAllRuns();
    void eachRunBeginsAtItsFirstRequest();
    void barsAreInTrueProportion();
    void aLongRunIsCutWithAnArrow();
    void nothingIsCutWithoutNeed();
    void aRangeShowsThatPart();
    void thePictureShowsHowARunWaited();
    void manyWorkersFoldToAnArea();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void stripsFillALargeWindow_data();
    void stripsFillALargeWindow();
    void theLegendHasWhatOccurs();
    void whatIsToComeHasItsPlace();
    void aRunGrowsInItsPlace();
};

void TestComparisonLayout::aTimeIsAtTheSamePlaceInAllRuns()
{
    support::SimulatedLog late; // its first request comes long after its beginning
    late.async(1, 7 * wholeSecond, wholeSecond);
    const std::vector<app::Run> runs = listOf(support::simulatedRun(Endpoint::Async, 50), support::simulatedRun(Endpoint::Sync, 50),
                                              support::runOf(late, {Endpoint::Async, 1, 1'000'000, 40}));
    const ComparisonLayout layout = layOut(inputOf(runs));
    QCOMPARE(layout.frame.time.range.begin, 0);
    for (const RunStrip &strip : layout.strips) {
        for (const qint64 t : {qint64(0), wholeSecond / 3, wholeSecond, 2 * wholeSecond})
            QCOMPARE(strip.picture.time.toPixel(strip.first + t), layout.frame.time.toPixel(t));
    }
    const double one = layout.frame.time.toPixel(wholeSecond);
    QVERIFY(std::abs(rightOf(layout.strips[0].picture, State::Awaiting) - one) < 8);
    QVERIFY(std::abs(rightOf(layout.strips[1].picture, State::QueuedNoWorker) - one) < 8);
    QVERIFY(std::abs(rightOf(layout.strips[2].picture, State::Awaiting) - one) < 8);
}

void TestComparisonLayout::eachRunBeginsAtItsFirstRequest()
{
    const std::vector<app::Run> runs = someRuns(3);
    const ComparisonLayout layout = layOut(inputOf(runs));
    for (size_t i = 0; i < 3; ++i) {
        QCOMPARE(layout.strips[i].first, app::headline(runs[i].trace).first);
        QVERIFY(layout.strips[i].first > 0);
        QCOMPARE(layout.strips[i].picture.time.toPixel(layout.strips[i].first), layout.frame.time.left);
    }
}

void TestComparisonLayout::barsAreInTrueProportion()
{
    const ComparisonLayout layout = layOut(inputOf(someRuns(3)));
    const RunStrip &longest = layout.strips[2];
    QCOMPARE(longest.bar.width(), longest.barGround.width());
    for (const RunStrip &strip : layout.strips) {
        QCOMPARE(strip.barGround.width(), longest.barGround.width());
        const double share = double(strip.run.makespan) / double(longest.run.makespan);
        QVERIFY(std::abs(strip.bar.width() - share * strip.barGround.width()) < 0.01);
        const double ideal = strip.barGround.left() + strip.barGround.width() * double(strip.run.ideal) / double(longest.run.makespan);
        QVERIFY(std::abs(strip.ideal.center().x() - ideal) < 1);
    }
}

void TestComparisonLayout::aLongRunIsCutWithAnArrow()
{
    const ComparisonLayout layout = layOut(inputOf(someRuns(3)));
    QVERIFY(layout.frame.time.range.end > 5 * wholeSecond && layout.frame.time.range.end < 6 * wholeSecond);
    QCOMPARE(layout.strips[0].onward.text, QString());
    QCOMPARE(layout.strips[1].onward.text, QString());
    QCOMPARE(layout.strips[2].onward.text, u"\u2192 50.0 s"_s);
    QVERIFY(layout.strips[2].onward.rect.left() >= layout.frame.time.left + layout.frame.time.width);
    QVERIFY(layout.strips[2].onward.rect.right() <= 1920);
    QCOMPARE(rightOf(layout.strips[2].picture, State::BlockingLoop), layout.frame.time.left + layout.frame.time.width);
}

void TestComparisonLayout::nothingIsCutWithoutNeed()
{
    const std::vector<app::Run> runs = someRuns(2);
    const ComparisonLayout layout = layOut(inputOf(runs));
    QVERIFY(layout.frame.time.range.end > app::headline(runs[1].trace).makespan);
    for (const RunStrip &strip : layout.strips)
        QCOMPARE(strip.onward.text, QString());
}

void TestComparisonLayout::aRangeShowsThatPart()
{
    const std::vector<app::Run> runs = someRuns(3);
    ComparisonInput input = inputOf(runs);
    input.range = TimeRange{0, 51 * wholeSecond};
    QCOMPARE(layOut(input).strips[2].onward.text, QString());
    QVERIFY(rightOf(layOut(input).strips[2].picture, State::BlockingLoop) < layOut(input).frame.time.left + layOut(input).frame.time.width);
    input.range = TimeRange{wholeSecond / 2, 3 * wholeSecond / 2};
    const ComparisonLayout part = layOut(input);
    QCOMPARE(part.frame.time.range, *input.range);
    QCOMPARE(part.strips[1].onward.text, u"\u2192 2.00 s"_s);
    QCOMPARE(part.strips[0].onward.text, QString());
}

void TestComparisonLayout::thePictureShowsHowARunWaited()
{
    const std::vector<app::Run> runs = someRuns(3);
    const ComparisonLayout layout = layOut(inputOf(runs));
    const auto bands = [&layout](size_t strip, Region region) {
        const std::vector<Band> &all = layout.strips[strip].picture.bands;
        return std::count_if(all.begin(), all.end(), [region](const Band &band) { return band.region == region; });
    };
    QCOMPARE(bands(0, Region::Loop), 1);
    QCOMPARE(bands(0, Region::Awaiting), 1); // fifty, folded
    QCOMPARE(bands(0, Region::Worker), 0);
    QCOMPARE(bands(1, Region::Loop), 0);
    QCOMPARE(bands(1, Region::Worker), 40);
    QCOMPARE(bands(1, Region::Waiting), 1);
    QCOMPARE(bands(2, Region::Loop), 1);
    QCOMPARE(bands(2, Region::Waiting), 1);
    QStringList numbers;
    for (const TextItem &text : layout.strips[2].picture.texts)
        numbers << text.text;
    for (const QString &number : {u"1"_s, u"2"_s, u"5"_s, u"49 queued"_s})
        QVERIFY2(numbers.contains(number), qPrintable(number));
    // The workers of the wholeSecond round stand together.
    const std::vector<Band> &workers = layout.strips[1].picture.bands;
    for (size_t i = 1; i < 40; ++i)
        QVERIFY(rowOf(runs[1].trace, workers[i - 1])->size() >= rowOf(runs[1].trace, workers[i])->size());
}

void TestComparisonLayout::manyWorkersFoldToAnArea()
{
    const std::vector<app::Run> runs = listOf(support::simulatedRun(Endpoint::Sync, 1500, 1000), support::simulatedRun(Endpoint::Async, 1500));
    const ComparisonLayout layout = layOut(inputOf(runs, {1280, 720}, 1.5));
    const TimelineLayout &picture = layout.strips[0].picture;
    QVERIFY(picture.slices.empty() && picture.runs.empty());
    QVERIFY(rightOf(picture, State::BlockingWorker) > layout.frame.time.toPixel(19 * wholeSecond / 10));
    QVERIFY(picture.contentHeight <= picture.body.height() + 12);
}

void TestComparisonLayout::nothingOverlaps_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("runs");
    for (const QSize size : {QSize(1920, 1080), QSize(1440, 1080), QSize(3840, 2160)}) {
        for (const int runs : {1, 2, 3, 6})
            QTest::addRow("%dx%d, %d runs", size.width(), size.height(), runs) << size << size.height() / 495.0 << runs;
    }
    QTest::newRow("a small window") << QSize(780, 415) << 1.0 << 3;
    QTest::newRow("a small window, six") << QSize(780, 415) << 1.0 << 6;
    QTest::newRow("a very small window") << QSize(420, 260) << 1.0 << 3;
}

void TestComparisonLayout::nothingOverlaps()
{
    QFETCH(QSize, size);
    QFETCH(double, scale);
    QFETCH(int, runs);
    const std::vector<app::Run> all = someRuns(runs);
    const ComparisonLayout layout = layOut(inputOf(all, size, scale));
    const QRectF whole = QRectF(QPointF(), QSizeF(size)).adjusted(-0.5, -0.5, 0.5, 0.5);
    std::vector<QRectF> taken;
    const auto take = [&](const QRectF &rect, const QString &what) {
        QVERIFY2(whole.contains(rect), qPrintable(what));
        for (const QRectF &other : taken)
            QVERIFY2(!other.adjusted(0.5, 0.5, -0.5, -0.5).intersects(rect), qPrintable(what));
        taken.push_back(rect);
    };
    for (const TextItem &text : layout.frame.fixedTexts) {
        if (text.rect.top() != layout.frame.ruler.top()) // the last of the ruler's may reach into the margin
            take(text.rect, text.text);
    }
    for (const SliceItem &key : layout.frame.legend)
        take(key.rect, stateName(key.state));
    take(layout.idealKey, u"ideal"_s);
    for (const RunStrip &strip : layout.strips) {
        for (const TextItem &text : textsOf(strip))
            take(text.rect, text.text);
        take(strip.barGround, u"bar"_s);
        QVERIFY(strip.barGround.bottom() <= strip.rect.bottom() + 0.5);
        take(QRectF(strip.picture.time.left, strip.rect.top(), strip.picture.time.width, strip.rect.height()), u"picture"_s);
        QVERIFY2(strip.picture.contentHeight <= strip.rect.height() + 6 * scale, QByteArray::number(strip.picture.contentHeight));
    }
}

void TestComparisonLayout::stripsFillALargeWindow_data()
{
    QTest::addColumn<int>("runs");
    QTest::addColumn<double>("least");
    QTest::newRow("three") << 3 << 0.85;
    QTest::newRow("two") << 2 << 0.8;
    QTest::newRow("one") << 1 << 0.4;
}

void TestComparisonLayout::stripsFillALargeWindow()
{
    QFETCH(int, runs);
    QFETCH(double, least);
    const std::vector<app::Run> all = someRuns(runs);
    const ComparisonLayout layout = layOut(inputOf(all, {3300, 1580}, 1));
    const QRectF body = layout.frame.body;
    double drawn = 0;
    for (const RunStrip &strip : layout.strips) {
        drawn += strip.rect.height();
        const TimelineLayout &picture = strip.picture;
        QVERIFY2(picture.contentHeight > 0.7 * strip.rect.height(), QByteArray::number(picture.contentHeight / strip.rect.height()));
        QCOMPARE(strip.caption.text, app::comparedCaption(strip.run, !app::haveSameSleep({strip.run}))); // not cut by larger type
    }
    QVERIFY2(drawn > least * body.height(), QByteArray::number(drawn / body.height()));
    const double above = layout.strips.front().rect.top() - body.top(), below = body.bottom() - layout.strips.back().rect.bottom();
    QVERIFY2(std::abs(above - below) < 3, QByteArray::number(above - below));
    if (runs > 1)
        QVERIFY(std::abs(layout.strips[1].rect.top() - layout.strips[0].rect.bottom() - 2 * above) < 4);
}

void TestComparisonLayout::theLegendHasWhatOccurs()
{
    const auto states = [](int runs) {
        const std::vector<app::Run> all = someRuns(runs);
        std::vector<State> found;
        for (const SliceItem &key : layOut(inputOf(all)).frame.legend)
            found.push_back(key.state);
        return found;
    };
    QCOMPARE(states(1), (std::vector{State::Running, State::Awaiting}));
    QCOMPARE(states(2), (std::vector{State::Running, State::Awaiting, State::BlockingWorker, State::QueuedNoWorker}));
    QCOMPARE(states(3), (std::vector{State::Running, State::Awaiting, State::BlockingWorker, State::BlockingLoop, State::QueuedNoWorker,
                                     State::QueuedLoopBlocked}));
}

void TestComparisonLayout::whatIsToComeHasItsPlace()
{
    const std::vector<app::Run> runs = someRuns(1);
    ComparisonInput input = inputOf(runs);
    input.toCome = {{Endpoint::Sync, 50, 1'000'000, 40}, {Endpoint::AsyncWrong, 50, 1'000'000, 40}};
    const ComparisonLayout layout = layOut(input);
    QCOMPARE(layout.strips.size(), size_t(3));
    QCOMPARE(layout.strips[1].name.text, u"/sync-endpoint"_s);
    QCOMPARE(layout.strips[1].bar.width(), 0);
    QVERIFY(layout.strips[1].picture.bands.empty());
    // What is known of their time already decides what is shown: it does not jump when they begin.
    const std::vector<app::Run> all = someRuns(3);
    const TimeRange later = layOut(inputOf(all)).frame.time.range, now = layout.frame.time.range;
    QVERIFY(std::abs(double(now.end - later.end)) < 0.01 * double(later.end));
    QCOMPARE(layout.strips[2].rect, layOut(inputOf(all)).strips[2].rect);
}

void TestComparisonLayout::aRunGrowsInItsPlace()
{
    support::SimulatedLog log;
    for (quint32 i = 0; i < 5; ++i)
        log.async(i + 1, 1'000'000 + i * 1000, wholeSecond);
    log.sort();
    log.cutAt(wholeSecond / 2);
    std::vector<app::Run> runs = listOf(support::runOf(log, {Endpoint::Async, 5, 1'000'000, 40}), support::simulatedRun(Endpoint::Sync, 5));
    runs[0].state = app::RunState::Running;
    std::vector<double> ends;
    for (const qint64 now : {wholeSecond / 4, wholeSecond / 2, 3 * wholeSecond / 4}) {
        runs[0].now = now;
        const ComparisonLayout layout = layOut(inputOf(runs));
        ends.push_back(rightOf(layout.strips[0].picture, State::Awaiting));
        QVERIFY(std::abs(ends.back() - layout.frame.time.toPixel(now - layout.strips[0].first)) < 2);
        QCOMPARE(layout.strips[0].makespan.text, app::makespanText(now - layout.strips[0].first));
    }
    QVERIFY(ends[0] < ends[1] && ends[1] < ends[2]);
}

LOOPSCOPE_TEST(TestComparisonLayout)
#include "ui_comparison.moc"
