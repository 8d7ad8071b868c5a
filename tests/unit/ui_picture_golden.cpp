#include "support/registered.h"
#include "support/simulated_run.h"
#include "support/tiles.h"
#include "ui/picture.h"

#include <QFontInfo>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

/// Pictures of simulated runs against those in tests/golden, made with Inter (Debian's fonts-inter, as resources/setup.sh
/// installs it). LOOPSCOPE_REMAKE_GOLDEN=1 writes them anew: look at each before it is committed.
class TestPictureGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachPictureIsAsItWas_data();
    void eachPictureIsAsItWas();
    void aBarThatMovedIsNoticed();
};

void TestPictureGolden::initTestCase()
{
    QVERIFY2(QFontInfo(textFont(12)).family() == u"Inter", "the pictures are set in Inter: sh resources/setup.sh installs it");
}

void TestPictureGolden::eachPictureIsAsItWas_data()
{
    QTest::addColumn<app::Endpoint>("endpoint");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("look");
    QTest::newRow("sync-50") << app::Endpoint::Sync << 50 << QString();
    QTest::newRow("async-50") << app::Endpoint::Async << 50 << QString();
    QTest::newRow("async-wrong-5") << app::Endpoint::AsyncWrong << 5 << QString();
    QTest::newRow("sync-50-dark") << app::Endpoint::Sync << 50 << u"dark"_s;
    QTest::newRow("async-10-transparent") << app::Endpoint::Async << 10 << u"transparent"_s;
    QTest::newRow("async-wrong-5-marks") << app::Endpoint::AsyncWrong << 5 << u"marks"_s;
}

void TestPictureGolden::eachPictureIsAsItWas()
{
    QFETCH(app::Endpoint, endpoint);
    QFETCH(int, count);
    QFETCH(QString, look);
    PictureOptions options;
    options.wishes.size = {1280, 720};
    options.wishes.dark = look == u"dark";
    options.wishes.transparent = look == u"transparent";
    if (look == u"marks") {
        options.view.marks = {{1'500'000'000, u"here it hangs"_s}};
        options.view.measure = TimeRange{2'000'000'000, 4'000'000'000};
    }
    const QImage now = renderPicture(support::simulatedRun(endpoint, count), options);
    const QString path = QStringLiteral(TEST_DATA "/../golden/%1.png").arg(QLatin1StringView(QTest::currentDataTag()));
    if (qEnvironmentVariableIsSet("LOOPSCOPE_REMAKE_GOLDEN"))
        QVERIFY(now.save(path, "PNG", 0)); // 0: as small as it gets
    const QImage golden(path);
    QVERIFY2(!golden.isNull(), qPrintable(path));
    const double worst = support::worstTile(now, golden);
    if (worst > 12)
        now.save(u"%1-now.png"_s.arg(QLatin1StringView(QTest::currentDataTag())));
    QVERIFY2(worst <= 12, qPrintable(u"a tile differs by %1 of 255; the picture as it is now stands beside the test"_s.arg(worst)));
}

void TestPictureGolden::aBarThatMovedIsNoticed()
{
    const auto drawn = [](qint64 from) {
        PictureOptions options;
        options.wishes.size = {1280, 720};
        options.wishes.from = from;
        return renderPicture(support::simulatedRun(app::Endpoint::AsyncWrong, 5), options);
    };
    QVERIFY(support::worstTile(drawn(0), drawn(0)) == 0);
    QVERIFY(support::worstTile(drawn(0), drawn(50'000'000)) > 12);
}

LOOPSCOPE_TEST(TestPictureGolden)
#include "ui_picture_golden.moc"
