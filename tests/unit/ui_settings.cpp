#include "app/sweep_plan.h"
#include "support/registered.h"
#include "ui/settings.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyStoreGivesTheDefaults();
    void whatIsWrittenIsRead();
    void valuesOutOfRangeAreTheDefault();
};

void TestSettings::anEmptyStoreGivesTheDefaults()
{
    const QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
    QCOMPARE(readSettings(store), Settings{});
    QCOMPARE(Settings().sweepSleep * 1e6, double(app::usualSweepSleepMicros));
}

void TestSettings::whatIsWrittenIsRead()
{
    const QTemporaryDir folder;
    const Settings settings{7, 0.25, 3, ThemeChoice::Dark, true, false, false, "geometry", "columns", "rows", QStringLiteral("/some/where"), 123'456, true,
                            true, QStringLiteral("1, 7"), 0.125, false};
    {
        QSettings store(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
        writeSettings(settings, store);
    }
    QSettings store(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
    QCOMPARE(readSettings(store), settings);
}

void TestSettings::valuesOutOfRangeAreTheDefault()
{
    const QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
    for (const char *key : {"run/count", "run/sleep", "run/pool", "view/theme", "runs/mostSteps", "sweep/counts", "sweep/sleep"})
        store.setValue(QLatin1StringView(key), QStringLiteral("nonsense"));
    QCOMPARE(readSettings(store), Settings{});
    store.setValue(QStringLiteral("run/count"), 10'001);
    store.setValue(QStringLiteral("run/sleep"), -1);
    store.setValue(QStringLiteral("run/pool"), 0);
    store.setValue(QStringLiteral("runs/mostSteps"), 99);
    store.setValue(QStringLiteral("sweep/counts"), QStringLiteral("1, 10001"));
    store.setValue(QStringLiteral("sweep/sleep"), 10.5);
    QCOMPARE(readSettings(store), Settings{});
}

LOOPSCOPE_TEST(TestSettings)
#include "ui_settings.moc"
