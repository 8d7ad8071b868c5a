#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/layout_parts.h"
#include "ui/timeline/ruler.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace ui;

namespace {

constexpr double left = 152, width = 836; ///< px; of the rows in a window of 1000

TimelineLayout rulerOf(TimeRange range, double scale = 1)
{
    TimelineLayout layout;
    layout.size = {1000 * scale, 600 * scale};
    layout.scale = scale;
    layout.ruler = {0, 60 * scale, 1000 * scale, 22 * scale};
    layout.time = {range, left * scale, width * scale};
    layOutRuler(layout);
    return layout;
}

/// What the ticks say, by their times; the text in the gutter is not a tick's.
std::map<qint64, QString> textsByTime(const TimelineLayout &layout)
{
    std::map<qint64, QString> texts;
    const qint64 step = tickStep(layout.time, 78 * layout.scale);
    for (const TextItem &item : layout.fixedTexts) {
        const double x = item.rect.left() - 3 * layout.scale;
        if (x > layout.time.left - 1)
            texts[qint64(std::llround(double(layout.time.toTime(x)) / double(step))) * step] = item.text;
    }
    return texts;
}

/// The time a text of the ruler says, counted from `mark`.
qint64 timeOf(QString text, qint64 mark)
{
    const bool counted = text.startsWith(u'+');
    text.remove(u'+').remove(QChar(0x2009));
    const QStringList parts = text.split(u' ');
    const std::map<QString, double> units{{QStringLiteral("s"), 1e9}, {QStringLiteral("ms"), 1e6}, {QStringLiteral("us"), 1e3}, {QStringLiteral("ns"), 1}};
    return (counted ? mark : 0) + std::llround(parts[0].toDouble() * units.at(parts[1]));
}

} // namespace

class TestRuler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsSayWhatTheirTickIs_data();
    void textsSayWhatTheirTickIs();
    void atEveryZoomTextsAreExactAndDistinct();
    void panningByOddTimesKeepsSpacingAndTexts_data();
    void panningByOddTimesKeepsSpacingAndTexts();
    void textsNeverOverlapNorLeaveThePicture();
    void farAndDeepTheGutterSaysFromWhereTicksCount();
    void thePlayheadHasADigitMoreThanTheRuler_data();
    void thePlayheadHasADigitMoreThanTheRuler();
};

void TestRuler::textsSayWhatTheirTickIs_data()
{
    QTest::addColumn<qint64>("t");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 t, qint64 step, const char *text) {
        QTest::addRow("%lld by %lld", t, step) << t << step << QString::fromUtf8(text).replace(u'_', QChar(0x2009));
    };
    row(1'200'000'000, 200'000'000, "1.2 s");
    row(-20, 20, "-20 ns");
    row(9'999'000'000, 1'000'000, "9999 ms");
    row(10'000'000'000, 1'000'000, "10.00 s");
    row(10'003'000'000, 1'000'000, "+3 ms");
    row(1'234'567'800, 10, "1.234_567_8 s"); // a mark: all digits down to a hundred ns
    row(1'234'567'890, 10, "+90 ns");
    row(1'234'567'000, 500, "+7.0 us");
    row(1'234'560'000, 500, "1.234_56 s");
    row(40'000'000, 1'000, "40.00 ms");
    row(40'001'000, 1'000, "+1 us");
}

void TestRuler::textsSayWhatTheirTickIs()
{
    QFETCH(qint64, t);
    QFETCH(qint64, step);
    QFETCH(QString, text);
    QCOMPARE(tickText(t, step), text);
}

void TestRuler::atEveryZoomTextsAreExactAndDistinct()
{
    for (const qint64 begin : {-3ll, 0ll, 999'999ll, 1'234'567'891ll, 59'999'999'999ll, 3'600'000'000'007ll}) {
        for (qint64 length = 100; length < 100'000'000'000; length = length * 5 / 3) {
            const TimelineLayout layout = rulerOf({begin, begin + length});
            const qint64 step = tickStep(layout.time, 78), mark = markStep(step);
            const auto texts = textsByTime(layout);
            QVERIFY2(texts.size() >= 2, QByteArray::number(length));
            QString before;
            for (const auto &[t, text] : texts) {
                QCOMPARE(timeOf(text, t / mark * mark), t);
                QVERIFY(text != before);
                before = text;
            }
        }
    }
}

void TestRuler::panningByOddTimesKeepsSpacingAndTexts_data()
{
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("length");
    QTest::addColumn<qint64>("by");
    QTest::newRow("seconds") << 0ll << 2'000'000'000ll << 7'654'321ll;
    QTest::newRow("milliseconds, past the first mark") << 9'990'000'000ll << 10'000'000ll << 33'333ll;
    QTest::newRow("microseconds, far from zero") << 1'234'567'891ll << 5'001ll << 17ll;
    QTest::newRow("a hundred nanoseconds") << 1'234'567'891ll << 100ll << 1ll;
    QTest::newRow("a hundred nanoseconds at zero") << -37ll << 100ll << 1ll;
    QTest::newRow("an hour away") << 3'600'000'000'007ll << 777ll << 13ll;
}

void TestRuler::panningByOddTimesKeepsSpacingAndTexts()
{
    QFETCH(qint64, begin);
    QFETCH(qint64, length);
    QFETCH(qint64, by);
    std::map<qint64, QString> said;
    const double spacing = double(tickStep(rulerOf({begin, begin + length}).time, 78)) * width / double(length);
    for (int i = 0; i < 400; ++i, begin += by) {
        const TimelineLayout layout = rulerOf({begin, begin + length});
        for (size_t k = 1; k < layout.gridLines.size(); ++k)
            QVERIFY(std::abs(layout.gridLines[k] - layout.gridLines[k - 1] - spacing) < 0.001);
        for (const auto &[t, text] : textsByTime(layout))
            QCOMPARE(said.try_emplace(t, text).first->second, text);
    }
    QVERIFY(said.size() > 3);
}

void TestRuler::textsNeverOverlapNorLeaveThePicture()
{
    for (const double scale : {1.0, 1.5}) {
        for (const qint64 begin : {0ll, 1'234'567'891ll, 3'600'000'000'007ll}) {
            for (qint64 length = 100; length < 10'000'000'000; length = length * 4 / 3) {
                const TimelineLayout layout = rulerOf({begin, begin + length}, scale);
                for (size_t i = 0; i < layout.fixedTexts.size(); ++i) {
                    const TextItem &item = layout.fixedTexts[i];
                    QVERIFY2(textWidth(item.text, item.pixels, item.bold) <= item.rect.width() + 0.01, qPrintable(item.text));
                    QVERIFY(item.rect.left() >= 0 && item.rect.right() <= layout.size.width());
                    if (i > 0)
                        QVERIFY2(layout.fixedTexts[i - 1].rect.right() <= item.rect.left(), qPrintable(item.text));
                }
            }
        }
    }
}

void TestRuler::farAndDeepTheGutterSaysFromWhereTicksCount()
{
    const TimelineLayout deep = rulerOf({1'234'567'891, 1'234'567'991});
    const TextItem &gutter = deep.fixedTexts.front();
    QVERIFY(gutter.rect.right() < deep.time.left);
    QCOMPARE(timeOf(gutter.text, 0), 1'234'567'800);
    // Near zero, or far out, there is nothing to count from.
    for (const TimeRange range : {TimeRange{0, 100}, TimeRange{0, 2'000'000'000}}) {
        for (const TextItem &item : rulerOf(range).fixedTexts)
            QVERIFY(item.rect.left() > left && !item.text.startsWith(u'+'));
    }
}

void TestRuler::thePlayheadHasADigitMoreThanTheRuler_data()
{
    QTest::addColumn<qint64>("t");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 t, qint64 step, const char *text) {
        QTest::addRow("%lld by %lld", t, step) << t << step << QString::fromUtf8(text).replace(u'_', QChar(0x2009));
    };
    row(1'234'567'891, 200'000'000, "1.23 s");
    row(1'235'000'000, 200'000'000, "1.24 s");
    row(345'678'912, 20'000'000, "346 ms");
    row(0, 200'000'000, "0 ms");
    row(1'234'567'891, 10, "1.234_567_891 s");
    row(-234, 50, "-234 ns");
    row(234'567, 50, "234.567 us");
}

void TestRuler::thePlayheadHasADigitMoreThanTheRuler()
{
    QFETCH(qint64, t);
    QFETCH(qint64, step);
    QFETCH(QString, text);
    QCOMPARE(playheadText(t, step), text);
}

LOOPSCOPE_TEST(TestRuler)
#include "ui_ruler.moc"
