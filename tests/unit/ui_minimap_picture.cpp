#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/timeline/minimap_picture.h"

#include <QTest>

using namespace ui;

class TestMinimapPicture : public QObject
{
    Q_OBJECT

private:
    static Load at(const app::Run &run, qint64 t) { return loadsOf(run, {t - 500'000, t + 500'000}, 1).front(); }

private Q_SLOTS:
    void itCountsWhatAPoolDoes();
    void itCountsWhatAwaits();
    void aBlockedLoopIsSeen();
    void aPoolOfAThousandIsCountedAlmostWhole();
    void nothingIsDrawnAfterNow();
    void thePictureHasTheColoursOfWhatHappened();
};

void TestMinimapPicture::itCountsWhatAPoolDoes()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    QCOMPARE(at(run, 500'000'000).workers, 40);
    QCOMPARE(at(run, 500'000'000).queued, 10);
    QCOMPARE(at(run, 1'500'000'000).workers, 10);
    QCOMPARE(at(run, 1'500'000'000).queued, 0);
    QVERIFY(!at(run, 500'000'000).loop);
}

void TestMinimapPicture::itCountsWhatAwaits()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 50);
    QCOMPARE(at(run, 500'000'000).awaiting, 50);
    QCOMPARE(at(run, 1'500'000).loop, std::optional(app::State::Running));
}

void TestMinimapPicture::aBlockedLoopIsSeen()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 5);
    QCOMPARE(at(run, 500'000'000).loop, std::optional(app::State::BlockingLoop));
    QCOMPARE(at(run, 500'000'000).queued, 4);
    const std::vector<Load> wide = loadsOf(run, {0, 10'000'000'000}, 2); // between five blocking slices there are running ones
    QCOMPARE(wide[0].loop, std::optional(app::State::BlockingLoop));
}

void TestMinimapPicture::aPoolOfAThousandIsCountedAlmostWhole()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 1000, 1000);
    QCOMPARE(at(run, 500'000'000).workers, 1000);
}

void TestMinimapPicture::nothingIsDrawnAfterNow()
{
    app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    run.now = 300'000'000;
    const std::vector<Load> loads = loadsOf(run, {0, 1'000'000'000}, 10);
    QCOMPARE(loads[1].workers, 40);
    QCOMPARE(loads[4], Load{});
}

void TestMinimapPicture::thePictureHasTheColoursOfWhatHappened()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    const QImage image = minimapPicture(run, {0, 2'200'000'000}, {440, 24}, 1, lightTheme());
    QCOMPARE(image.size(), QSize(440, 24));
    const StateStyle &worker = lightTheme().state(app::State::BlockingWorker);
    const auto blocks = [&](int x, int y) { return image.pixel(x, y) == worker.ground.rgb() || image.pixel(x, y) == worker.ink.rgb(); };
    QVERIFY(blocks(100, 10));
    QVERIFY(blocks(300, 8)); // ten of fifty: a fifth of the height
    QCOMPARE(qAlpha(image.pixel(300, 20)), 0);
    QCOMPARE(qAlpha(image.pixel(435, 10)), 0);
    QVERIFY(!minimapPicture(run, {0, 1000}, {0, 0}, 1, lightTheme()).isNull());
}

LOOPSCOPE_TEST(TestMinimapPicture)
#include "ui_minimap_picture.moc"
