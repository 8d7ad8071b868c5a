#include "support/gif_decoder.h"
#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/animation.h"
#include "ui/timeline/timeline_layout.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace ui;
using namespace Qt::StringLiterals;

class TestAnimation : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QByteArray contents(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden); }
private Q_SLOTS:
    void cleanup();
    void aRunAtAMomentIsItsLogUpToThere_data();
    void aRunAtAMomentIsItsLogUpToThere();
    void nothingMovesAsLanesCome_data();
    void nothingMovesAsLanesCome();
    void scalesAreThoseOfTheWhole();
    void eachFrameIsThePictureOfItsMoment_data();
    void eachFrameIsThePictureOfItsMoment();
    void theLastFrameIsTheStillPicture();
    void nothingIsDrawnBeforeItsTime();
    void aDefaultRunIsAtMostFiveMegabytes_data();
    void aDefaultRunIsAtMostFiveMegabytes();
    void speedAndFrameRateMakeItsLength();
    void whereNobodyChoosesItLastsOneToTenSeconds();
    void aRangeGrowsFromItsBeginning();
    void marksComeWhenTheirMomentDoes();
    void theSameRunGivesTheSameBytes();
    void givenUpItLeavesNothing();
    void whatCannotBeIsASentence();
};

namespace {

constexpr qint64 second = 1'000'000'000;

PictureOptions sized(int width, int height)
{
    PictureOptions options;
    options.wishes.size = {width, height};
    return options;
}

void addRuns()
{
    QTest::addColumn<app::Endpoint>("endpoint");
    QTest::newRow("async") << app::Endpoint::Async;
    QTest::newRow("sync") << app::Endpoint::Sync;
    QTest::newRow("async-wrong") << app::Endpoint::AsyncWrong;
}

/// The greatest difference of two pictures (RGB32) in red, green or blue; 255 where their sizes differ.
int difference(const QImage &a, const QImage &b)
{
    if (a.size() != b.size())
        return 255;
    int most = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto *left = reinterpret_cast<const QRgb *>(a.constScanLine(y)), *right = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x)
            most = left[x] == right[x] ? most : std::max(most, colourDistance(left[x], right[x]));
    }
    return most;
}

/// What a table of 255 colours costs a picture of ours: the edges of letters are a shade off.
constexpr int tolerance = 16;

} // namespace

void TestAnimation::cleanup()
{
    for (const QString &name : files())
        QFile::remove(m_folder.filePath(name));
}

void TestAnimation::aRunAtAMomentIsItsLogUpToThere_data() { addRuns(); }
void TestAnimation::aRunAtAMomentIsItsLogUpToThere()
{
    QFETCH(app::Endpoint, endpoint);
    const app::Run run = support::simulatedRun(endpoint, 50);
    GrowingRun growing(run);
    for (const qint64 t : {run.now / 7, run.now / 2, run.now / 3, run.now}) { // once back
        const app::Run &grown = growing.at(t);
        app::Log log = run.log;
        std::erase_if(log.events, [t](const app::Event &event) { return event.t > t; });
        app::Trace trace(run.trace.pool());
        trace.append(log);
        QVERIFY(grown.trace == trace);
        QCOMPARE(grown.now, t);
        QCOMPARE(grown.live(), t < run.now);
        QVERIFY(!grown.trace.empty());
    }
    QVERIFY(growing.at(run.now).trace == run.trace && growing.at(run.now).state == run.state);
}

void TestAnimation::nothingMovesAsLanesCome_data() { addRuns(); }
void TestAnimation::nothingMovesAsLanesCome()
{
    QFETCH(app::Endpoint, endpoint);
    GrowingRun growing(support::simulatedRun(endpoint, 50));
    LayoutInput input;
    input.size = {1280, 720};
    input.range = wholeOf(growing.whole());
    input.scrolls = false;
    const TimelineLayout whole = layOut(growing.whole(), input);
    input.whole = &growing.whole();
    size_t least = whole.bands.size(), most = 0;
    for (const qint64 t : {qint64(1'200'000), second / 500, second / 2, growing.whole().now - 1, growing.whole().now}) {
        const TimelineLayout layout = layOut(growing.at(t), input);
        QCOMPARE(layout.body, whole.body);
        QCOMPARE(layout.legend.size(), whole.legend.size());
        for (const size_t part : {1, 2}) // the time, which counts in one unit, and the caption
            QCOMPARE(layout.fixedTexts[part].rect.left(), whole.fixedTexts[part].rect.left());
        QVERIFY(layout.fixedTexts[1].text.endsWith(u" s"));
        least = std::min(least, layout.bands.size());
        most = std::max(most, layout.bands.size());
        for (const Band &band : layout.bands) {
            QVERIFY(std::any_of(whole.bands.begin(), whole.bands.end(), [&band](const Band &other) {
                return other.region == band.region && other.row == band.row && other.top == band.top && other.bottom == band.bottom;
            }));
        }
    }
    QCOMPARE(most, whole.bands.size());
    if (endpoint == app::Endpoint::Sync)
        QVERIFY(least < most); // lanes did come
}

void TestAnimation::scalesAreThoseOfTheWhole()
{
    support::SimulatedLog log;
    for (quint32 id = 1; id <= 40; ++id)
        log.async(id, id * 1'000'000, second);
    log.lag(second / 4, second / 5);
    log.lag(second * 3 / 4, second / 2);
    GrowingRun growing(support::runOf(std::move(log), {app::Endpoint::Async, 40, 1'000'000, 40}));
    LayoutInput input;
    input.size = {1280, 720};
    input.range = wholeOf(growing.whole());
    input.scrolls = false;
    input.whole = &growing.whole();
    const TimelineLayout early = layOut(growing.at(10'500'000), input), later = layOut(growing.at(second / 2), input), whole = layOut(growing.at(growing.whole().now), input);
    const auto height = [](const TimelineLayout &layout, size_t area) { return layout.areas.at(area).outline.boundingRect().height(); };
    for (const size_t area : {0, 1}) // awaiting, client: 10 of 40
        QVERIFY(std::abs(height(early, area) - height(whole, area) / 4) <= 1);
    const auto worst = [](const TimelineLayout &layout) {
        double most = 0;
        for (const RectItem &mark : layout.marks)
            most = std::max(most, mark.rect.height());
        return most;
    };
    QVERIFY(std::abs(worst(later) - worst(whole) * 2 / 5) < 0.1);
}

void TestAnimation::eachFrameIsThePictureOfItsMoment_data() { addRuns(); }
void TestAnimation::eachFrameIsThePictureOfItsMoment()
{
    QFETCH(app::Endpoint, endpoint);
    const app::Run run = support::simulatedRun(endpoint, endpoint == app::Endpoint::AsyncWrong ? 3 : 50);
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        PictureOptions options = sized(1280, 720);
        options.wishes.dark = kind == ThemeKind::Dark;
        const app::AnimationWishes wishes{std::nullopt, 8};
        QCOMPARE(saveAnimation(run, path("a.gif"), options, wishes), QString());
        const support::DecodedGif gif = support::decodeGif(path("a.gif"));
        Animation animation(run, options, wishes);
        QVERIFY(gif.whole);
        QCOMPARE(gif.size, options.wishes.size);
        QCOMPARE(gif.loops, 0);
        QCOMPARE(int(gif.frames.size()), animation.frames());
        for (int i = 0; i < animation.frames(); ++i) {
            QVERIFY2(difference(gif.frames[size_t(i)], animation.draw(i)) <= tolerance, qPrintable(u"frame %1"_s.arg(i)));
            QCOMPARE(gif.hundredths[size_t(i)], animation.hundredthsOf(i));
        }
        QVERIFY(std::any_of(gif.places.begin(), gif.places.end(), [](const QRect &place) { return place.size() != QSize(1280, 720); }));
    }
}

void TestAnimation::theLastFrameIsTheStillPicture()
{
    for (const app::Endpoint endpoint : {app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        const app::Run run = support::simulatedRun(endpoint, 12);
        const PictureOptions options = sized(1280, 720);
        const QImage still = renderPicture(run, options);
        QCOMPARE(saveAnimation(run, path("a.gif"), options, {}), QString());
        const support::DecodedGif gif = support::decodeGif(path("a.gif"));
        QVERIFY(difference(gif.last(), still) <= tolerance);
        QVERIFY(difference(gif.frames.front(), still) > 100);
        QCOMPARE(gif.hundredths.back(), lastFramePause);
        Animation animation(run, options, {});
        QCOMPARE(animation.draw(animation.frames() - 1), still.convertToFormat(QImage::Format_RGB32)); // to the last pixel
    }
}

void TestAnimation::nothingIsDrawnBeforeItsTime()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    Animation animation(run, sized(1280, 720), {1.0, 10});
    const TimeScale time = pictureLayout(run, sized(1280, 720)).time;
    const std::array<StateStyle, app::stateCount> &states = lightTheme().states;
    for (const int frame : {0, 4, 11}) {
        const QImage image = animation.draw(frame);
        const double front = time.toPixel(animation.timeOf(frame));
        int before = 0, after = 0; // pixels of slices
        for (int y = 110; y < image.height(); ++y) { // below the legend
            for (int x = int(time.left); x < image.width(); ++x) {
                const bool slice = std::any_of(states.begin(), states.end(), [&](const StateStyle &style) { return style.ground.rgb() == image.pixel(x, y); });
                (x < front + 4 ? before : after) += slice; // a moment on the loop is drawn 2 px wide
            }
        }
        QVERIFY(before > 1000);
        QCOMPARE(after, 0);
    }
}

void TestAnimation::aDefaultRunIsAtMostFiveMegabytes_data() { addRuns(); }
void TestAnimation::aDefaultRunIsAtMostFiveMegabytes()
{
    QFETCH(app::Endpoint, endpoint);
    const app::Run run = support::simulatedRun(endpoint, 50);
    for (const QSize size : {app::usualAnimationSize, QSize(1920, 1080)}) {
        QCOMPARE(saveAnimation(run, path("a.gif"), sized(size.width(), size.height()), {}), QString());
        const qint64 bytes = QFileInfo(path("a.gif")).size();
        QVERIFY2(bytes > 10'000 && bytes <= 5'000'000, qPrintable(QString::number(bytes)));
    }
}

void TestAnimation::speedAndFrameRateMakeItsLength()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 4); // 4 s and a little
    for (const auto &[speed, rate] : {std::pair(1.0, 20), std::pair(4.0, 30), std::pair(0.5, 7), std::pair(2.5, 50)}) {
        const Animation animation(run, sized(320, 180), {speed, rate});
        QCOMPARE(animation.frames(), int(std::ceil(double(run.now) / 1e9 / speed * rate)));
        QCOMPARE(animation.timeOf(animation.frames() - 1), run.now);
        int sum = 0;
        for (int i = 0; i + 1 < animation.frames(); ++i) {
            QVERIFY(animation.timeOf(i) < animation.timeOf(i + 1));
            QVERIFY(animation.hundredthsOf(i) >= 2);
            // What a clock beside the screen shows: not more than half a hundredth and a frame off.
            QVERIFY(std::abs(sum / 100.0 * speed - double(animation.timeOf(i)) / 1e9 + speed / rate) <= 0.0051 * speed);
            sum += animation.hundredthsOf(i);
        }
    }
    QCOMPARE(speedText(1), QString());
    QCOMPARE(speedText(5), u"5\u00d7 speed"_s);
    QCOMPARE(speedText(2.5), u"2.5\u00d7 speed"_s);
    QCOMPARE(speedText(1.0 / 81), u"1/81 speed"_s);
}

void TestAnimation::whereNobodyChoosesItLastsOneToTenSeconds()
{
    QCOMPARE(usualSpeed(second), 1.0);
    QCOMPARE(usualSpeed(10 * second), 1.0);
    QCOMPARE(usualSpeed(50'050'000'000), 5.0);
    QCOMPARE(usualSpeed(second / 4), 0.25);
    for (const qint64 length : {qint64(1), qint64(3'000'000), second / 3, 11 * second, 1000 * second}) {
        const double lasts = double(length) / 1e9 / usualSpeed(length);
        QVERIFY(lasts <= 10.5 && (lasts >= 1 || usualSpeed(length) == app::leastSpeed));
    }
    const app::Run wrong = support::simulatedRun(app::Endpoint::AsyncWrong, 50);
    QCOMPARE(Animation(wrong, sized(320, 180), {}).frames(), 201);
}

void TestAnimation::aRangeGrowsFromItsBeginning()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    PictureOptions options = sized(640, 360);
    options.wishes.from = second / 2;
    options.wishes.to = second * 3 / 2;
    const Animation animation(run, options, {1.0, 10});
    QCOMPARE(animation.frames(), 10);
    QCOMPARE(animation.timeOf(0), second * 6 / 10);
    QCOMPARE(animation.timeOf(9), second * 3 / 2);
}

void TestAnimation::marksComeWhenTheirMomentDoes()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    PictureOptions options = sized(1280, 720), marked = options;
    marked.view.marks = {{second, u"here"_s}};
    Animation without(run, options, {1.0, 10}), with(run, marked, {1.0, 10});
    QCOMPARE(with.draw(5), without.draw(5));
    QVERIFY(with.draw(11) != without.draw(11));
}

void TestAnimation::theSameRunGivesTheSameBytes()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    for (const char *name : {"1.gif", "2.gif"})
        QCOMPARE(saveAnimation(run, path(name), sized(640, 360), {2.0, 10}), QString());
    QVERIFY(contents("1.gif").startsWith("GIF89a") && contents("1.gif") == contents("2.gif"));
    QCOMPARE(saveAnimation(run, path("2.gif"), sized(640, 360), {4.0, 10}), QString());
    QVERIFY(contents("1.gif") != contents("2.gif"));
}

void TestAnimation::givenUpItLeavesNothing()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    int asked = 0, of = 0;
    const auto until = [&](int most) {
        asked = 0;
        return saveAnimation(run, path("a.gif"), sized(640, 360), {}, [&, most](int done, int steps) {
            of = steps;
            return ++asked, done < most;
        });
    };
    for (const int most : {0, 3, 30}) {
        QCOMPARE(until(most), animationGivenUp());
        QCOMPARE(asked, most + 1);
        QCOMPARE(files(), QStringList());
    }
    QCOMPARE(until(of), QString());
    QCOMPARE(asked, of);
    QCOMPARE(files(), QStringList(u"a.gif"_s));
    const QByteArray older = contents("a.gif");
    QCOMPARE(until(30), animationGivenUp());
    QCOMPARE(contents("a.gif"), older);
}

void TestAnimation::whatCannotBeIsASentence()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 50);
    const QString many = saveAnimation(run, path("a.gif"), sized(640, 360), {0.5, 50});
    QVERIFY2(many.contains(u"5,00") && many.contains(u"1,500") && many.contains(u"1.7"), qPrintable(many));
    QVERIFY(Animation(run, sized(640, 360), {1.7, 50}).fault().isEmpty()); // what it advises will do
    QVERIFY(saveAnimation(run, path("a.gif"), sized(10, 10), {}).contains(u"320"));
    QVERIFY(saveAnimation(run, path("a.gif"), sized(5000, 1000), {}).contains(u"4096"));
    QVERIFY(saveAnimation(app::Run(), path("a.gif"), sized(640, 360), {}).contains(u"no requests"));
    QVERIFY(saveAnimation(run, u"/proc/x.gif"_s, sized(640, 360), {}).contains(u"/proc/x.gif"));
    QCOMPARE(files(), QStringList());
}

LOOPSCOPE_TEST(TestAnimation)
#include "ui_animation.moc"
