#include "ui/run_window_app.h"

#include "ui/main_window.h"

#include <QApplication>
#include <QIcon>
#include <QPalette>
#include <QSettings>

// Q_INIT_RESOURCE works outside of a namespace only; a static library's resources are linked in by it.
static void initResources() { Q_INIT_RESOURCE(resources); }

namespace ui {

int runWindow(QApplication &application, const QString &fileToOpen)
{
    initResources();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/loopscope/loopscope.svg")));
    QApplication::setDesktopFileName(QStringLiteral("org.loopscope.Loopscope"));
    application.setProperty("systemDark", QApplication::palette().color(QPalette::Window).lightness() < 128);
    app::SessionOptions options;
    options.server.anyPortIfTaken = true;
    app::Session session(options);
    const QString fault = session.start();
    QSettings store;
    MainWindow window(session, store);
    window.show();
    if (!fault.isEmpty())
        window.showMessage(fault);
    if (!fileToOpen.isEmpty())
        window.open(fileToOpen);
    return QApplication::exec();
}

} // namespace ui
