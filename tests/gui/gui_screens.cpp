#include "support/registered.h"
#include "support/screens.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QProcess>
#include <QScreen>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

QByteArray told(const QRect &rect) { return u"%1 x %2 at %3, %4"_s.arg(rect.width()).arg(rect.height()).arg(rect.x()).arg(rect.y()).toUtf8(); }

constexpr char sizeVariable[] = "LOOPSCOPE_TEST_SCREEN"; ///< set in the process that stands on such a screen

} // namespace

/// The first start and later ones on screens of other sizes. A process has its screens for life: each size has one of its own.
class TestScreens : public QObject
{
    Q_OBJECT

private:
    static QRect screen() { return QGuiApplication::primaryScreen()->availableGeometry(); }
    static void checkInside(const support::ShownWindow &shown, const char *name);
    QRect keysDialog(support::ShownWindow &shown);

private Q_SLOTS:
    void eachScreenHoldsTheWindow_data();
    void eachScreenHoldsTheWindow();
    void onThisScreen();
};

void TestScreens::eachScreenHoldsTheWindow_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(640, 480), QSize(800, 600), QSize(1024, 700), QSize(1280, 720), QSize(1440, 900), QSize(3840, 2160)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

void TestScreens::eachScreenHoldsTheWindow()
{
    QFETCH(QSize, size);
    if (qEnvironmentVariableIsSet(sizeVariable))
        return;
    QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, QString::fromUtf8(support::offscreenWith({QRect(QPoint(), size)}, folder.filePath(u"screens.json"_s))));
    environment.insert(QLatin1StringView(sizeVariable), u"%1x%2"_s.arg(size.width()).arg(size.height()));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QCoreApplication::applicationFilePath(), {u"gui_screens"_s, u"onThisScreen"_s});
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, process.readAll());
}

void TestScreens::checkInside(const support::ShownWindow &shown, const char *name)
{
    auto *widget = shown.find<QWidget>(name);
    QVERIFY2(widget->isVisible(), name);
    const QRect place(widget->mapTo(shown.window.get(), QPoint()), widget->size());
    QVERIFY2(shown.window->rect().contains(place), name);
    if (qobject_cast<QAbstractButton *>(widget))
        QVERIFY2(widget->width() >= widget->minimumSizeHint().width(), name); // its words are not cut
}

/// Its frame, once F1 was pressed; it is closed again.
QRect TestScreens::keysDialog(support::ShownWindow &shown)
{
    QRect place;
    QTimer::singleShot(0, this, [&place] {
        if (QWidget *keys = QApplication::activeModalWidget()) {
            place = keys->frameGeometry();
            keys->close();
        }
    });
    shown.key(Qt::Key_F1);
    shown.window->activateWindow();
    if (!QTest::qWaitForWindowActive(shown.window.get()))
        qFatal("the window never became active again");
    return place;
}

void TestScreens::onThisScreen()
{
    if (!qEnvironmentVariableIsSet(sizeVariable))
        return;
    QCOMPARE(u"%1x%2"_s.arg(screen().width()).arg(screen().height()), qEnvironmentVariable(sizeVariable));
    support::ShownWindow shown;
    for (const bool projector : {false, true}) {
        if (projector)
            shown.find<QAction>("projector")->trigger();
        QCoreApplication::processEvents();
        QVERIFY2(projector || screen().contains(shown.window->geometry()), told(shown.window->geometry()));
        if (screen().width() < 1000 && projector)
            break; // large type has no room there
        QVERIFY2(screen().contains(shown.window->geometry()), told(shown.window->geometry()));
        for (const char *name : {"endpointAsync", "endpointSync", "endpointAsyncWrong", "count1", "count100", "countField", "sleepField", "poolField",
                                 "runAll", "stopButton", "address", "timeline", "minimap", "tabs", "logLines", "runList"})
            checkInside(shown, name);
        const QRect keys = keysDialog(shown);
        QVERIFY2(keys.isValid() && screen().contains(keys), told(keys));
    }
    shown.find<QAction>("projector")->setChecked(false);
    shown.open(support::simulatedRun(app::Endpoint::Sync, 50));
    const ui::TimelineLayout &layout = shown.timeline().layout();
    if (screen().width() >= 1024)
        QVERIFY2(layout.contentHeight <= layout.body.height() + 0.5, QByteArray::number(layout.contentHeight - layout.body.height()));
}

LOOPSCOPE_TEST(TestScreens)
#include "gui_screens.moc"
