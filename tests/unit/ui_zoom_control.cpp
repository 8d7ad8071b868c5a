#include "support/registered.h"
#include "ui/timeline/zoom_control.h"

#include "ui/timeline/zoom_path.h"

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
    void aGlideEndsWhereTheStepWouldHave();
    void aGlideKeepsTheFixedTimeAtItsPlaceAllTheWay();
    void aNewTurnStartsWhereTheGlideStands();
    void draggingStopsAGlideAtOnce();
    void followingGrowsWithoutAGlide();
    void whereMotionIsUnwelcomeNothingGlides();
    void aLongWayIsEven();
};

namespace {

constexpr TimeRange later{0, 1'000'000'000};

double placeOf(qint64 t, TimeRange range) { return double(t - range.begin) / double(range.length()); }

/// Animated, and its clock stands still until a test sets it.
struct Stopped {
    ZoomControl zoom;
    Stopped()
    {
        zoom.setWhole(later);
        zoom.setAnimated(true);
    }
    void at(int millis) { zoom.glide().setCurrentTime(millis); }
    void end() { at(ZoomControl::glideMillis); }
};

} // namespace

void TestZoomControl::aFollowingViewGrowsWithTheWhole()
{
    ZoomControl zoom;
    zoom.setWhole(later);
    QCOMPARE(zoom.visible(), later);
    zoom.setWhole({0, 2'000'000'000});
    QCOMPARE(zoom.visible().end, 2'000'000'000);
    QVERIFY(zoom.following());
}

void TestZoomControl::aZoomedViewStaysWhenTheWholeGrows()
{
    ZoomControl zoom;
    zoom.setWhole(later);
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
    zoom.setWhole(later);
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
    zoom.setWhole(later);
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
    zoom.setWhole(later);
    zoom.setVisible({0, 100'000'000});
    for (const qint64 step : {-50'000'000ll, 70'000'000ll}) {
        for (int i = 0; i < 100; ++i)
            zoom.pan(step);
        QVERIFY(zoom.visible().begin < later.end && zoom.visible().end > later.begin);
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

void TestZoomControl::aGlideEndsWhereTheStepWouldHave()
{
    ZoomControl plain;
    plain.setWhole(later);
    plain.zoomAround(300'000'000, 2);
    Stopped glides;
    glides.zoom.zoomAround(300'000'000, 2);
    QCOMPARE(glides.zoom.visible(), later);
    QCOMPARE(glides.zoom.target(), plain.visible());
    QVERIFY(!glides.zoom.following()); // from the first moment on
    glides.at(60);
    QVERIFY(glides.zoom.visible().length() < later.length() && glides.zoom.visible().length() > plain.visible().length());
    glides.end();
    QCOMPARE(glides.zoom.visible(), plain.visible());
    QVERIFY(ZoomControl::glideMillis < 150);
}

void TestZoomControl::aGlideKeepsTheFixedTimeAtItsPlaceAllTheWay()
{
    Stopped glides;
    const qint64 fixed = 812'345'678;
    const double place = placeOf(fixed, glides.zoom.visible());
    glides.zoom.zoomAround(fixed, 7.5);
    for (int millis = 0; millis <= ZoomControl::glideMillis; millis += 10) {
        glides.at(millis);
        QVERIFY(qAbs(placeOf(fixed, glides.zoom.visible()) - place) < 1e-7);
    }
}

void TestZoomControl::aNewTurnStartsWhereTheGlideStands()
{
    Stopped glides;
    glides.zoom.zoomAround(300'000'000, 2);
    glides.at(40);
    const TimeRange underway = glides.zoom.visible();
    const qint64 fixed = underway.begin + underway.length() * 3 / 4; // the pointer went elsewhere
    const double place = placeOf(fixed, underway);
    glides.zoom.zoomAround(fixed, 2);
    QCOMPARE(glides.zoom.visible(), underway);
    QCOMPARE(glides.zoom.target().length(), later.length() / 4); // both turns count
    for (const int millis : {0, 20, 70, ZoomControl::glideMillis}) {
        glides.at(millis);
        QVERIFY(qAbs(placeOf(fixed, glides.zoom.visible()) - place) < 1e-7);
    }
    QCOMPARE(glides.zoom.visible(), glides.zoom.target());
}

void TestZoomControl::draggingStopsAGlideAtOnce()
{
    Stopped glides;
    glides.zoom.zoomAround(300'000'000, 4);
    glides.at(30);
    const TimeRange underway = glides.zoom.visible();
    glides.zoom.pan(1'000'000, Move::AtOnce);
    QCOMPARE(glides.zoom.visible(), (TimeRange{underway.begin + 1'000'000, underway.end + 1'000'000}));
    QCOMPARE(glides.zoom.target(), glides.zoom.visible());
    QCOMPARE(glides.zoom.glide().state(), QAbstractAnimation::Stopped);
}

void TestZoomControl::followingGrowsWithoutAGlide()
{
    Stopped glides;
    glides.zoom.setWhole({0, 2'000'000'000});
    QCOMPARE(glides.zoom.visible().end, 2'000'000'000);
    glides.zoom.setVisible({100'000'000, 200'000'000});
    glides.zoom.follow();
    QVERIFY(glides.zoom.following());
    glides.at(50);
    QVERIFY(glides.zoom.visible().end < 2'000'000'000);
    glides.zoom.setWhole({0, 3'000'000'000}); // the run went on meanwhile
    glides.end();
    QCOMPARE(glides.zoom.visible().end, 3'000'000'000);
    glides.zoom.setWhole({0, 4'000'000'000});
    QCOMPARE(glides.zoom.visible().end, 4'000'000'000);
}

void TestZoomControl::whereMotionIsUnwelcomeNothingGlides()
{
    Stopped glides;
    glides.zoom.zoomMiddle(2);
    QCOMPARE(glides.zoom.visible(), later);
    glides.zoom.setAnimated(false); // a glide that is on its way is there
    QCOMPARE(glides.zoom.visible(), (TimeRange{250'000'000, 750'000'000}));
    glides.zoom.zoomMiddle(2);
    QCOMPARE(glides.zoom.visible(), (TimeRange{375'000'000, 625'000'000}));
    glides.zoom.showAll();
    QCOMPARE(glides.zoom.visible(), later);
}

void TestZoomControl::aLongWayIsEven()
{
    const TimeRange whole{0, 1'000'000'000}, slice{400'000'000, 400'001'000};
    const TimeRange half = between(whole, slice, 0.5);
    QVERIFY(qAbs(double(half.length()) - 1'000'000) < 10); // a thousandth, not half
    QVERIFY(half.begin < slice.begin && half.end > slice.end);
    QCOMPARE(between(whole, slice, 0), whole);
    QCOMPARE(between(whole, slice, 1), slice);
    QCOMPARE(between({0, 100}, {1000, 1100}, 0.25), (TimeRange{250, 350}));
}

LOOPSCOPE_TEST(TestZoomControl)
#include "ui_zoom_control.moc"
