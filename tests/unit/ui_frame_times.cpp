#include "support/registered.h"
#include "ui/timeline/frame_times.h"

#include <QTest>

using ui::FrameFigures;
using ui::FrameTimes;

class TestFrameTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingMeasuredIsNothing();
    void theFiguresAreLastMeanAndWorst();
    void whatIsOlderThanTheWindowIsForgotten();
    void theRingKeepsTheNewest();
    void lagIsApartFromFrames();
};

void TestFrameTimes::nothingMeasuredIsNothing()
{
    QCOMPARE(FrameTimes().figures(1'000'000'000).frames, 0);
    QVERIFY(FrameTimes().figures(1'000'000'000) == FrameFigures());
    QVERIFY(FrameTimes().lastFrames(60).empty());
}

void TestFrameTimes::theFiguresAreLastMeanAndWorst()
{
    FrameTimes times;
    times.addFrame(100, 3'000);
    times.addFrame(200, 9'000);
    times.addFrame(300, 6'000);
    QVERIFY(times.figures(400) == (FrameFigures{3, 6'000, 6'000, 9'000, 0, 0}));
    QCOMPARE(times.lastFrames(60), (std::vector<qint64>{3'000, 9'000, 6'000}));
    QCOMPARE(times.lastFrames(2), (std::vector<qint64>{9'000, 6'000}));
}

void TestFrameTimes::whatIsOlderThanTheWindowIsForgotten()
{
    FrameTimes times;
    times.addFrame(100, 90'000);
    times.addLag(100, 70'000);
    times.addFrame(FrameTimes::window, 1'000);
    QCOMPARE(times.figures(FrameTimes::window).worst, 90'000);
    QCOMPARE(times.figures(FrameTimes::window).worstLag, 70'000);
    QVERIFY(times.figures(FrameTimes::window + 100) == (FrameFigures{1, 1'000, 1'000, 1'000, 0, 0}));
    QVERIFY(times.figures(3 * FrameTimes::window) == FrameFigures());
}

void TestFrameTimes::theRingKeepsTheNewest()
{
    FrameTimes times;
    const auto many = qint64(FrameTimes::most) * 3 + 7;
    for (qint64 i = 1; i <= many; ++i)
        times.addFrame(i, i);
    const FrameFigures figures = times.figures(many);
    QCOMPARE(figures.frames, int(FrameTimes::most));
    QCOMPARE(figures.last, many);
    QCOMPARE(figures.worst, many);
    QCOMPARE(figures.mean, (many + many - qint64(FrameTimes::most) + 1) / 2);
    QCOMPARE(times.lastFrames(2), (std::vector<qint64>{many - 1, many}));
    QCOMPARE(times.lastFrames(10'000).size(), FrameTimes::most);
}

void TestFrameTimes::lagIsApartFromFrames()
{
    FrameTimes times;
    times.addLag(10, 4);
    times.addLag(20, 8);
    QVERIFY(times.figures(30) == (FrameFigures{0, 0, 0, 0, 6, 8}));
    QVERIFY(times.lastFrames(5).empty());
}

LOOPSCOPE_TEST(TestFrameTimes)
#include "ui_frame_times.moc"
