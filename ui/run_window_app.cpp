#include "ui/run_window_app.h"

#include "ui/main_window.h"
#include "ui/resources.h"

#include <QApplication>
#include <QIcon>
#include <QPalette>
#include <QSettings>
#include <QStandardPaths>

namespace ui {
namespace {

/// Of this user, on this computer; several windows share it.
app::KeptRuns keptRuns()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    return app::KeptRuns(data.isEmpty() ? QString() : data + QStringLiteral("/runs"));
}

} // namespace

int runWindow(QApplication &application, const QString &fileToOpen)
{
    loadResources();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/loopscope/loopscope.svg")));
    QApplication::setDesktopFileName(QStringLiteral("org.loopscope.Loopscope"));
    application.setProperty("systemDark", QApplication::palette().color(QPalette::Window).lightness() < 128);
    app::SessionOptions options;
    options.server.anyPortIfTaken = true;
    app::Session session(options);
    const QString fault = session.start();
    QSettings store;
    MainWindow window(session, store, keptRuns());
    window.show();
    if (!fileToOpen.isEmpty())
        window.open(fileToOpen); // one sees the window at once, also where reading takes a while
    if (!fault.isEmpty())
        window.showMessage(fault);
    return QApplication::exec();
}

} // namespace ui
