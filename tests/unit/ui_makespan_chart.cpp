#include "support/registered.h"
#include "ui/makespan_chart.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <set>
#include <span>

using namespace Qt::StringLiterals;
using namespace ui;
using app::Endpoint;

namespace {

app::MakespanFigures measured(const app::RunRequest &asked, qint64 makespan) { return {asked, 1, makespan, makespan, makespan, 0}; }

/// As an ideal machine with a little overhead would give it.
MakespanShown ideallyMeasured(quint32 sleepMicros = 100'000, int pool = 40)
{
    MakespanShown shown;
    shown.set = {sleepMicros, pool};
    const app::SweepPlan plan = app::planSweep({.counts = {1, 2, 5, 10, 20, 50, 100, 200}, .sleepMicros = sleepMicros, .pool = pool});
    for (const app::RunRequest &asked : std::span(plan.runs).first(plan.runs.size() / app::sweepTimes))
        shown.points.push_back(measured(asked, app::idealMakespan(asked.endpoint, asked.count, pool, sleepMicros) + asked.count * 100'000));
    shown.planned = {1, 2, 5, 10, 20, 50, 100, 200};
    return shown;
}

} // namespace

class TestMakespanChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ticksAreRoundNumbers();
    void theIdealOfSyncIsAStaircase();
    void idealsEndWhereTheChartDoes();
    void pointsLieOnTheirIdeals_data();
    void pointsLieOnTheirIdeals();
    void everyTextIsReadableFromTheBackRow_data();
    void everyTextIsReadableFromTheBackRow();
    void wishesAreFollowed();
    void theRangeIsDrawnAndSaid_data() { pointsLieOnTheirIdeals_data(); }
    void theRangeIsDrawnAndSaid();
    void theSamePointsGiveTheSameBytes();
    void anyPointsPaint_data();
    void anyPointsPaint();
};

void TestMakespanChart::ticksAreRoundNumbers()
{
    QCOMPARE(logarithmicTicks(0.8, 240, 12), (std::vector<double>{1, 2, 5, 10, 20, 50, 100, 200}));
    QCOMPARE(logarithmicTicks(0.07, 30, 12), (std::vector<double>{0.1, 0.2, 0.5, 1, 2, 5, 10, 20}));
    QCOMPARE(logarithmicTicks(0.07, 30, 4), (std::vector<double>{0.1, 1, 10}));
    QCOMPARE(logarithmicTicks(0.0007, 30, 3), (std::vector<double>{0.01, 1}));
    QCOMPARE(linearTicks(206, 12), (std::vector<double>{0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200}));
    QCOMPARE(linearTicks(0.54, 3), (std::vector<double>{0, 0.2, 0.4}));
    QCOMPARE(linearTicks(1, 1), (std::vector<double>{0, 1}));
}

void TestMakespanChart::theIdealOfSyncIsAStaircase()
{
    const QList<QPointF> line = idealLine(Endpoint::Sync, {500'000, 40}, 1, 100, 1e9);
    QCOMPARE(line, (QList<QPointF>{{1, 0.5}, {40.5, 0.5}, {40.5, 1}, {80.5, 1}, {80.5, 1.5}, {100, 1.5}}));
    // It goes through the formula at every count.
    const QList<QPointF> steps = idealLine(Endpoint::Sync, {1'000'000, 7}, 3, 50, 1e9);
    for (int count = 3; count <= 50; ++count) {
        const auto next = std::find_if(steps.begin(), steps.end(), [count](QPointF point) { return point.x() >= count; });
        QVERIFY(next != steps.end());
        QCOMPARE(next->y(), double(app::idealMakespan(Endpoint::Sync, count, 7, 1'000'000)) / 1e9);
    }
    QVERIFY(idealLine(Endpoint::Sync, {1'000'000, 1}, 1, 10'000, 1e9).size() < 1'000);
}

void TestMakespanChart::idealsEndWhereTheChartDoes()
{
    QCOMPARE(idealLine(Endpoint::Async, {250'000, 40}, 1, 200, 10), (QList<QPointF>{{1, 0.25}, {200, 0.25}}));
    QCOMPARE(idealLine(Endpoint::AsyncWrong, {250'000, 40}, 1, 200, 1e9), (QList<QPointF>{{1, 0.25}, {200, 50}}));
    QCOMPARE(idealLine(Endpoint::AsyncWrong, {250'000, 40}, 1, 200, 10), (QList<QPointF>{{1, 0.25}, {40, 10}}));
    QCOMPARE(idealLine(Endpoint::Sync, {1'000'000, 10}, 1, 200, 2.5), (QList<QPointF>{{1, 1}, {10.5, 1}, {10.5, 2}, {20.5, 2}}));
    for (const Endpoint endpoint : {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong}) {
        QVERIFY(idealLine(endpoint, {0, 40}, 1, 200, 10).isEmpty()); // no sleep, no ideal
        QVERIFY(idealLine(endpoint, {2'000'000, 40}, 5, 200, 1).isEmpty());
    }
}

void TestMakespanChart::pointsLieOnTheirIdeals_data()
{
    QTest::addColumn<bool>("logarithmic");
    QTest::newRow("logarithmic") << true;
    QTest::newRow("linear") << false;
}

void TestMakespanChart::pointsLieOnTheirIdeals()
{
    QFETCH(bool, logarithmic);
    MakespanShown shown = ideallyMeasured();
    shown.logarithmic = logarithmic;
    MakespanLook look;
    look.size = {900, 500};
    const std::unique_ptr<QChart> chart = makespanChart(shown, look);
    const QRectF plot = chart->plotArea();
    QVERIFY(plot.width() > 400 && plot.height() > 250);
    for (const app::MakespanFigures &point : shown.points)
        QVERIFY(plot.contains(placeOf(*chart, shown, point)));
    const auto at = [&](Endpoint endpoint, int count) {
        return placeOf(*chart, shown, measured({endpoint, count, 100'000, 40}, app::idealMakespan(endpoint, count, 40, 100'000)));
    };
    QCOMPARE(at(Endpoint::Async, 1).y(), at(Endpoint::Async, 200).y());
    QVERIFY(at(Endpoint::AsyncWrong, 200).y() < at(Endpoint::AsyncWrong, 100).y());
    QVERIFY(at(Endpoint::AsyncWrong, 100).x() < at(Endpoint::AsyncWrong, 200).x());
    const double doubled = at(Endpoint::Sync, 100).x() - at(Endpoint::Sync, 50).x(), again = at(Endpoint::Sync, 200).x() - at(Endpoint::Sync, 100).x();
    QCOMPARE(qRound(again / doubled), logarithmic ? 1 : 2);
    QVERIFY(!logarithmic || at(Endpoint::Sync, 40).y() - at(Endpoint::Sync, 41).y() > 20); // the stair is seen
}

void TestMakespanChart::everyTextIsReadableFromTheBackRow_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(1920, 1080), QSize(3840, 2160), QSize(1600, 1200), QSize(1280, 713)})
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void TestMakespanChart::everyTextIsReadableFromTheBackRow()
{
    QFETCH(QSize, size);
    app::PictureWishes wishes;
    wishes.size = size;
    QXmlStreamReader xml(svgOf(makespanDrawing(ideallyMeasured(), wishes)));
    QString words;
    std::vector<double> sizes{0};
    double least = 1e9;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            const double own = xml.attributes().value(u"font-size"_s).toDouble();
            sizes.push_back(own > 0 ? own : sizes.back());
        } else if (xml.isEndElement()) {
            sizes.pop_back();
        } else if (xml.isCharacters() && !xml.isWhitespace() && sizes.size() > 3) { // not the title and the description of the file
            words += xml.text().toString() + u'\n';
            least = std::min(least, sizes.back());
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const QString &word : {u"Makespan over count"_s, u"each request waits 0.1 s, 40 workers"_s, u"requests at once"_s, u"makespan, s"_s, u"200"_s, u"0.1"_s,
                                u"async-endpoint 120 ms at 200"_s, u"sync-endpoint 520 ms at 200"_s, u"async-wrong 20.02 s at 200"_s, u"ceil(N / 40) \u00d7 sleep"_s})
        QVERIFY2(words.contains(word), qPrintable(word + u" is not among\n"_s + words));
    QVERIFY(!words.contains(u"...") && !words.contains(u'\u2026')); // nothing is cut off
    QVERIFY2(least * 45 >= size.height(), QByteArray::number(least));
}

void TestMakespanChart::wishesAreFollowed()
{
    app::PictureWishes wishes;
    wishes.title = u"Why <async>?"_s;
    wishes.showCaption = wishes.showLegend = false;
    const QByteArray svg = svgOf(makespanDrawing(ideallyMeasured(), wishes));
    QVERIFY(svg.contains("Why &lt;async&gt;?"));
    QVERIFY(!svg.contains("each request waits") && !svg.contains("ideal"));
    wishes.showCaption = true;
    QVERIFY(svgOf(makespanDrawing(ideallyMeasured(1'000'000), wishes)).contains("not measured: async-wrong 50, 100, 200: over 30 s each"));
    wishes.showTitle = false;
    wishes.transparent = true;
    const QImage clear = imageOf(makespanDrawing(ideallyMeasured(), wishes));
    QCOMPARE(clear.pixelColor(2, 2).alpha(), 0);
    wishes.transparent = false;
    wishes.dark = true;
    wishes.scale = 0.5;
    const QImage dark = imageOf(makespanDrawing(ideallyMeasured(), wishes));
    QCOMPARE(dark.size(), QSize(960, 540));
    QCOMPARE(dark.pixelColor(2, 2), darkTheme().panel);
    std::set<QRgb> colours;
    for (int y = 0; y < dark.height(); ++y) {
        for (int x = 0; x < dark.width(); ++x)
            colours.insert(dark.pixel(x, y));
    }
    for (const Endpoint endpoint : {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong})
        QVERIFY(colours.contains(darkTheme().endpoint(endpoint).rgb()));
}

/// A line from the least to the most through the mark, in light and dark, and the words for it.
void TestMakespanChart::theRangeIsDrawnAndSaid()
{
    QFETCH(bool, logarithmic);
    MakespanShown shown;
    shown.set = {100'000, 40};
    shown.planned = {1, 200};
    shown.logarithmic = logarithmic;
    const app::RunRequest asked{Endpoint::Async, 20, 100'000, 40};
    shown.points = {{asked, 3, 4'000'000'000, 1'500'000'000, 9'000'000'000, 0}};
    for (const bool dark : {false, true}) {
        app::PictureWishes wishes;
        wishes.size = {1600, 900};
        wishes.dark = dark;
        MakespanLook look;
        look.size = wishes.size;
        look.scale = 20 / smallestChartType;
        look.title = makespanTitle();
        const std::unique_ptr<QChart> chart = makespanChart(shown, look); // as the picture is laid out
        const auto at = [&](qint64 makespan) { return placeOf(*chart, shown, measured(asked, makespan)); };
        const QImage image = imageOf(makespanDrawing(shown, wishes));
        const QColor ink = (dark ? darkTheme() : lightTheme()).endpoint(Endpoint::Async);
        const auto isInk = [&](QPointF point) {
            for (int dx = -2; dx <= 2; ++dx) {
                const QColor seen = image.pixelColor(qRound(point.x()) + dx, qRound(point.y()));
                if (std::abs(seen.red() - ink.red()) + std::abs(seen.green() - ink.green()) + std::abs(seen.blue() - ink.blue()) < 90)
                    return true;
            }
            return false;
        };
        for (const qint64 makespan : {2'000'000'000LL, 4'000'000'000LL, 6'000'000'000LL, 8'500'000'000LL})
            QVERIFY2(isInk(at(makespan)), QByteArray::number(makespan));
        QVERIFY(!isInk(at(1'300'000'000)) && !isInk(at(9'900'000'000)));
        for (const QPointF end : {at(1'500'000'000), at(9'000'000'000)}) { // its bars
            QVERIFY(isInk(end + QPointF(-6, 0)) || isInk(end + QPointF(-6, 1)) || isInk(end + QPointF(-6, -1)));
            QVERIFY(isInk(end + QPointF(6, 0)) || isInk(end + QPointF(6, 1)) || isInk(end + QPointF(6, -1)));
        }
        QVERIFY(svgOf(makespanDrawing(shown, wishes)).contains("median and range of 3 runs each"));
    }
    shown.points.push_back(measured({Endpoint::Sync, 20, 100'000, 40}, 100'000'000));
    QVERIFY(svgOf(makespanDrawing(shown, {})).contains("median and range of 1 to 3 runs each"));
    shown.points.erase(shown.points.begin());
    QVERIFY(!svgOf(makespanDrawing(shown, {})).contains("range"));
}

void TestMakespanChart::theSamePointsGiveTheSameBytes()
{
    for (const auto &bytes : {pngOf, svgOf})
        QCOMPARE(bytes(makespanDrawing(ideallyMeasured(), {})), bytes(makespanDrawing(ideallyMeasured(), {})));
}

void TestMakespanChart::anyPointsPaint_data()
{
    QTest::addColumn<MakespanShown>("shown");
    QTest::newRow("none") << MakespanShown();
    QTest::newRow("planned alone") << MakespanShown{{100'000, 40}, {}, {1, 200}, true};
    QTest::newRow("one point") << MakespanShown{{100'000, 40}, {measured({Endpoint::Sync, 1, 100'000, 40}, 100'000'001)}, {}, true};
    QTest::newRow("no sleep") << MakespanShown{{0, 40}, {measured({Endpoint::Async, 5, 0, 40}, 1'000)}, {5}, true};
    QTest::newRow("a range from nothing") << MakespanShown{{0, 40}, {{{Endpoint::Async, 5, 0, 40}, 3, 1'000, 0, 2'000'000'000, 0}}, {5}, true};
    QTest::newRow("nothing but a plan without sleep") << MakespanShown{{0, 40}, {}, {5}, false};
    QTest::newRow("the most") << MakespanShown{{60'000'000, 1}, {measured({Endpoint::AsyncWrong, 10'000, 60'000'000, 1}, 600'000'000'000'000)}, {1, 10'000}, true};
}

void TestMakespanChart::anyPointsPaint()
{
    QFETCH(MakespanShown, shown);
    for (const bool logarithmic : {true, false}) {
        shown.logarithmic = logarithmic;
        app::PictureWishes wishes;
        wishes.size = {640, 360};
        const QImage image = imageOf(makespanDrawing(shown, wishes));
        QVERIFY(image.pixelColor(320, 180).isValid());
        MakespanLook look;
        look.size = {640, 360};
        const std::unique_ptr<QChart> chart = makespanChart(shown, look);
        for (const app::MakespanFigures &point : shown.points)
            QVERIFY(chart->plotArea().adjusted(-1, -1, 1, 1).contains(placeOf(*chart, shown, point)));
    }
}

LOOPSCOPE_TEST(TestMakespanChart)
#include "ui_makespan_chart.moc"
