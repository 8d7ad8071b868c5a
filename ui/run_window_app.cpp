#include "ui/run_window_app.h"

#include "ui/main_window.h"
#include "ui/resources.h"

#include <QApplication>
#include <QIcon>
#include <QPalette>
#include <QSettings>

namespace ui {

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
    MainWindow window(session, store);
    window.show();
    if (!fault.isEmpty())
        window.showMessage(fault);
    if (!fileToOpen.isEmpty())
        window.open(fileToOpen);
    return QApplication::exec();
}

} // namespace ui
