#include "support/registered.h"
#include "ui/window_place.h"

#include <QTest>

using ui::placeOn;

namespace {

const QRect smallScreen(0, 0, 1024, 700), largeScreen(0, 0, 3840, 2160), besideScreen(3840, 200, 1280, 1024);

} // namespace

/// Where a window stands on the screens there are.
class TestWindowPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFitsStaysWhereItWas();
    void noneIsLargerThanItsScreen();
    void nothingIsLeftOutside();
    void theScreenThatShowsMostOfItHasIt();
};

void TestWindowPlace::whatFitsStaysWhereItWas()
{
    QCOMPARE(placeOn({smallScreen}, {10, 20, 900, 600}), QRect(10, 20, 900, 600));
    QCOMPARE(placeOn({largeScreen, besideScreen}, {3900, 300, 1000, 800}), QRect(3900, 300, 1000, 800));
    QCOMPARE(placeOn({smallScreen}, smallScreen), smallScreen);
}

void TestWindowPlace::noneIsLargerThanItsScreen()
{
    QCOMPARE(placeOn({smallScreen}, {0, 0, 1440, 900}), smallScreen);
    QCOMPARE(placeOn({smallScreen}, largeScreen), smallScreen);
    QCOMPARE(placeOn({smallScreen}, {0, 0, 1440, 500}), QRect(0, 0, 1024, 500));
    const QRect belowAPanel(0, 30, 1024, 670);
    QCOMPARE(placeOn({belowAPanel}, {0, 0, 1440, 900}), belowAPanel);
}

void TestWindowPlace::nothingIsLeftOutside()
{
    QCOMPARE(placeOn({smallScreen}, {5000, 3000, 800, 600}), QRect(224, 100, 800, 600));
    QCOMPARE(placeOn({smallScreen}, {-700, -500, 800, 600}), QRect(0, 0, 800, 600));
    QCOMPARE(placeOn({largeScreen}, {3800, 100, 800, 600}), QRect(3040, 100, 800, 600));
}

void TestWindowPlace::theScreenThatShowsMostOfItHasIt()
{
    QCOMPARE(placeOn({largeScreen, besideScreen}, {3800, 250, 1000, 800}), QRect(3840, 250, 1000, 800));
    QCOMPARE(placeOn({largeScreen, besideScreen}, {3000, 250, 1000, 800}), QRect(2840, 250, 1000, 800));
    QCOMPARE(placeOn({largeScreen, besideScreen}, {4000, 100, 2000, 2000}), besideScreen);
    QCOMPARE(placeOn({largeScreen, besideScreen}, {9000, 0, 500, 500}), QRect(3340, 0, 500, 500)); // gone with its screen
}

LOOPSCOPE_TEST(TestWindowPlace)
#include "ui_window_place.moc"
