#include "support/registered.h"
#include "ui/timeline/coordinates.h"
#include "ui/timeline/ruler.h"

#include <QTest>

#include <cmath>

using namespace ui;

class TestCoordinates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothEdgesAreExact();
    void aPixelAndItsTimeGoBackAndForth();
    void ticksAreRoundAndFarEnoughApart();
    void panningMovesTicksAndNeverRespacesThem();
    void tickTextsHaveTheUnitOfTheirStep_data();
    void tickTextsHaveTheUnitOfTheirStep();
};

void TestCoordinates::bothEdgesAreExact()
{
    const TimeScale scale{{123'456'789, 987'654'321'012}, 130, 871};
    QCOMPARE(scale.toPixel(scale.range.begin), 130.0);
    QCOMPARE(scale.toPixel(scale.range.end), 1001.0);
    QCOMPARE(scale.toTime(130), scale.range.begin);
    QCOMPARE(scale.toTime(1001), scale.range.end);
}

void TestCoordinates::aPixelAndItsTimeGoBackAndForth()
{
    for (const qint64 length : {100ll, 1'000'000ll, 5'000'000'000ll, 60'000'000'000'000ll}) {
        const TimeScale scale{{7, 7 + length}, 150, 1600};
        for (double x = 150; x <= 1750; x += 13)
            QVERIFY(std::abs(scale.toPixel(scale.toTime(x)) - x) <= 1600.0 / double(length) + 1e-6);
    }
}

void TestCoordinates::ticksAreRoundAndFarEnoughApart()
{
    for (qint64 length = 100; length < 1'000'000'000'000'000; length = length * 7 / 3) {
        const TimeScale scale{{length / 3, length / 3 + length}, 0, 1000};
        const std::vector<qint64> all = ticks(scale, 78);
        QVERIFY(!all.empty());
        const qint64 step = tickStep(scale, 78);
        qint64 digits = step;
        while (digits % 10 == 0)
            digits /= 10;
        QVERIFY2(digits == 1 || digits == 2 || digits == 5, QByteArray::number(step));
        for (size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i] % step, 0);
            QVERIFY(all[i] >= scale.range.begin && all[i] <= scale.range.end);
            if (i > 0)
                QVERIFY(scale.toPixel(all[i]) - scale.toPixel(all[i - 1]) > 77.9);
        }
    }
}

void TestCoordinates::panningMovesTicksAndNeverRespacesThem()
{
    const TimeScale still{{0, 1'000'000'000}, 0, 1000};
    for (qint64 pan = 0; pan < 500'000'000; pan += 12'345'678) {
        const TimeScale moved{{pan, pan + 1'000'000'000}, 0, 1000};
        QCOMPARE(tickStep(moved, 80), tickStep(still, 80));
    }
}

void TestCoordinates::tickTextsHaveTheUnitOfTheirStep_data()
{
    QTest::addColumn<qint64>("t");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 t, qint64 step, const char *text) { QTest::newRow(text) << t << step << QString::fromLatin1(text); };
    row(0, 1'000'000'000, "0 s");
    row(12'000'000'000, 2'000'000'000, "12 s");
    row(1'200'000'000, 200'000'000, "1.2 s");
    row(1'250'000'000, 50'000'000, "1250 ms");
    row(1'250'000'000, 500'000, "1250.0 ms");
    row(1'000'020, 20'000, "1000 us");
    row(1'500, 500, "1.5 us");
    row(1'500, 50, "1500 ns");
}

void TestCoordinates::tickTextsHaveTheUnitOfTheirStep()
{
    QFETCH(qint64, t);
    QFETCH(qint64, step);
    QFETCH(QString, text);
    QCOMPARE(tickText(t, step), text);
}

LOOPSCOPE_TEST(TestCoordinates)
#include "ui_coordinates.moc"
