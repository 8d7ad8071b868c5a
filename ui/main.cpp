#include "app/commands.h"
#include "app/terminal.h"
#include "ui/animation.h"
#include "ui/comparison/comparison_picture.h"
#include "ui/picture.h"
#include "ui/run_window_app.h"

#include <QApplication>
#include <QFileInfo>

#include <csignal>
#include <cstdlib>

namespace {

/// While Qt starts: it ends the process with a core dump where it finds no display, for which a sentence is
/// enough; and it warns of the desktop's set-up, which is of use to nobody here.
void onMessageAtStart(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtFatalMsg) {
        app::complain(QCoreApplication::translate("main", "The window cannot open, there is no display to show it on. Start it in "
                                                          "a desktop session, or use the commands that need no window: see loopscope --help."));
        std::_Exit(1);
    }
    if (type == QtCriticalMsg)
        app::tell(text);
}

/// An application object with a screen, be it one in memory.
class Painting
{
public:
    Painting(int &argc, char **argv) : m_handler(qInstallMessageHandler(onMessageAtStart)), m_application(argc, argv)
    {
        qInstallMessageHandler(m_handler);
    }
    QApplication &application() { return m_application; }

private:
    QtMessageHandler m_handler; ///< before the application: it is built while ours is in force
    QApplication m_application;
};

/// Shows how far it is; Ctrl+C gives it up.
QString animate(const app::Run &run, const QString &path, const ui::PictureOptions &wanted, const app::AnimationWishes &wishes)
{
    app::TerminationSignals signals;
    bool stopped = false;
    QObject::connect(&signals, &app::TerminationSignals::terminationAsked, &signals, [&stopped] { stopped = true; });
    const QString fault = ui::saveAnimation(run, path, wanted, wishes, [&stopped](int done, int steps) {
        QCoreApplication::processEvents(); // for the signals
        app::showProgress(QCoreApplication::translate("main", "Drawing the animation: %1 %").arg(100 * done / steps));
        return !stopped;
    });
    app::showProgress({});
    return fault;
}

int runWithoutWindow(const app::Options &options)
{
    const app::PictureWriter picture = [&options](const std::vector<const app::Run *> &runs, const QString &path) {
        if (runs.size() > 1) {
            const QString fault = ui::comparisonFault(runs, options.picture);
            return fault.isEmpty() ? ui::saveDrawing(ui::comparisonDrawing(runs, options.picture), path) : fault;
        }
        ui::PictureOptions wanted;
        wanted.wishes = options.picture;
        return app::isAnimation(path) ? animate(*runs.front(), path, wanted, options.animation) : ui::savePicture(*runs.front(), path, wanted);
    };
    switch (options.command) {
    case app::Command::Run: return app::runCommand(options, picture);
    case app::Command::Serve: return app::serveCommand(options);
    case app::Command::Render: return app::renderCommand(options, picture);
    case app::Command::Convert: return app::convertCommand(options);
    case app::Command::Window: break;
    }
    return 2;
}

int runWithWindow(int argc, char **argv, const app::Options &options)
{
    if (!options.file.isEmpty() && !QFileInfo::exists(options.file)) {
        app::complain(QCoreApplication::translate("main", "There is no file \"%1\", and no command of this name. "
                                                          "See loopscope --help.").arg(options.file));
        return 1;
    }
    Painting painting(argc, argv);
    return ui::runWindow(painting.application(), options.file);
}

/// Which application object is the right one is known only after this; Qt wants some to parse.
app::ParsedOptions parse(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return app::parseOptions(QCoreApplication::arguments().mid(1));
}

int start(int argc, char **argv)
{
    const app::ParsedOptions parsed = parse(argc, argv);
    if (!parsed.options) {
        if (parsed.exitStatus == 0)
            app::print(parsed.text);
        else
            app::complain(parsed.text);
        return parsed.exitStatus;
    }
    const app::Options &options = *parsed.options;
    if (options.command == app::Command::Window)
        return runWithWindow(argc, argv, options);
    if (options.paints()) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        const Painting painting(argc, argv);
        return runWithoutWindow(options);
    }
    QCoreApplication application(argc, argv);
    return runWithoutWindow(options);
}

} // namespace

int main(int argc, char **argv)
{
    app::holdStandardDescriptors();
    QCoreApplication::setOrganizationName(QStringLiteral("Loopscope"));
    QCoreApplication::setApplicationName(QStringLiteral("loopscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LOOPSCOPE_VERSION));
    if (!qEnvironmentVariableIsSet("QT_NO_GLIB"))
        qputenv("QT_NO_GLIB", "1"); // Qt's own dispatcher is the quicker one with many sockets

    // Both are told by the call that writes, with a sentence then: a reader that has gone, a file that may not grow.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return app::finishOutput(start(argc, argv));
}
