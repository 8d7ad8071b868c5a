#include "ui/run_window_app.h"

#include "ui/main_window.h"
#include "ui/resources.h"

#include <QApplication>
#include <QEvent>
#include <QIcon>
#include <QPalette>
#include <QSettings>

namespace ui {
namespace {

/// Opens a log once the window has been painted: one sees it at once, also where reading takes a while.
class OpenAfterPaint : public QObject
{
public:
    OpenAfterPaint(MainWindow &window, const QString &file) : QObject(&window), m_window(window), m_file(file) { window.installEventFilter(this); }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            m_window.removeEventFilter(this);
            QMetaObject::invokeMethod(this, [this] { m_window.open(m_file); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    MainWindow &m_window;
    const QString m_file;
};

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
    MainWindow window(session, store);
    if (!fileToOpen.isEmpty())
        new OpenAfterPaint(window, fileToOpen);
    window.show();
    if (!fault.isEmpty())
        window.showMessage(fault);
    return QApplication::exec();
}

} // namespace ui
