#include "ui/timeline/zoom_control.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui;

class TestZoomControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFollowingViewGrowsWithTheWhole();
    void aZoomedViewStaysWhenTheWholeGrows();
    void zoomKeepsTheFixedTimeAtItsPlace();
    void thereIsAShortestAndALongestRange();
    void panningNeverLosesTheRun();
    void aSetterThatChangesNothingSignalsNothing();
};

namespace {

constexpr TimeRange second{0, 1'000'000'000};

} // namespace

void TestZoomControl::aFollowingViewGrowsWithTheWhole()
{
    ZoomControl zoom;
    zoom.setWhole(second);
    QCOMPARE(zoom.visible(), second);
    zoom.setWhole({0, 2'000'000'000});
    QCOMPARE(zoom.visible().end, 2'000'000'000);
    QVERIFY(zoom.following());
}

void TestZoomControl::aZoomedViewStaysWhenTheWholeGrows()
{
    ZoomControl zoom;
    zoom.setWhole(second);
    QSignalSpy following(&zoom, &ZoomControl::followingChanged);
    zoom.setVisible({100, 200'000'000});
    QVERIFY(!zoom.following());
    QCOMPARE(following.size(), 1);
    zoom.setWhole({0, 9'000'000'000});
    QCOMPARE(zoom.visible(), (TimeRange{100, 200'000'000}));
    zoom.showAll();
    QCOMPARE(zoom.visible(), (TimeRange{0, 9'000'000'000}));
    QCOMPARE(following.size(), 2);
}

void TestZoomControl::zoomKeepsTheFixedTimeAtItsPlace()
{
    ZoomControl zoom;
    zoom.setWhole(second);
    const qint64 fixed = 300'000'000;
    for (const double factor : {2.0, 1.25, 5.0, 0.5}) {
        const TimeRange before = zoom.visible();
        zoom.zoomAround(fixed, factor);
        const TimeRange after = zoom.visible();
        const double placeBefore = double(fixed - before.begin) / double(before.length());
        const double placeAfter = double(fixed - after.begin) / double(after.length());
        QVERIFY(qAbs(placeBefore - placeAfter) < 1e-6);
    }
}

void TestZoomControl::thereIsAShortestAndALongestRange()
{
    ZoomControl zoom;
    zoom.setWhole(second);
    for (int i = 0; i < 200; ++i)
        zoom.zoomAround(500'000'000, 1.5);
    QCOMPARE(zoom.visible().length(), ZoomControl::shortestRange);
    for (int i = 0; i < 200; ++i)
        zoom.zoomAround(500'000'000, 0.5);
    QVERIFY(zoom.visible().length() <= 1'250'000'000);
    zoom.zoomAround(0, 0);
    zoom.zoomAround(0, -1);
    QVERIFY(zoom.visible().length() > 0);
    zoom.setVisible({5, 5});
    QVERIFY(zoom.visible().length() >= ZoomControl::shortestRange);
}

void TestZoomControl::panningNeverLosesTheRun()
{
    ZoomControl zoom;
    zoom.setWhole(second);
    zoom.setVisible({0, 100'000'000});
    for (const qint64 step : {-50'000'000ll, 70'000'000ll}) {
        for (int i = 0; i < 100; ++i)
            zoom.pan(step);
        QVERIFY(zoom.visible().begin < second.end && zoom.visible().end > second.begin);
        QCOMPARE(zoom.visible().length(), 100'000'000);
    }
}

void TestZoomControl::aSetterThatChangesNothingSignalsNothing()
{
    ZoomControl zoom;
    zoom.setWhole({0, 2'000'000'000});
    QSignalSpy visible(&zoom, &ZoomControl::visibleChanged), following(&zoom, &ZoomControl::followingChanged);
    zoom.showAll();
    zoom.setWhole({0, 2'000'000'000});
    QCOMPARE(visible.size() + following.size(), 0);
}

QTEST_GUILESS_MAIN(TestZoomControl)
#include "ui_zoom_control.moc"
