#include "app/chrome_trace.h"
#include "app/commands.h"
#include "app/log_file.h"
#include "app/run_file.h"
#include "app/terminal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace app {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("app::Files", text); }

/// Opens the command's file; says what is wrong with it. false: nothing usable.
bool openFile(const Options &options, Run &run)
{
    RunFile file = readRunFile(options.file);
    if (!file.error.isEmpty()) {
        complain(file.error);
        return false;
    }
    if (!file.warning.isEmpty())
        complain(file.warning);
    run.state = RunState::Opened;
    run.source = options.file;
    run.log = std::move(file.log);
    run.trace = std::move(file.trace);
    run.now = run.trace.end();
    return true;
}

int finish(const QString &fault)
{
    if (!fault.isEmpty())
        complain(fault);
    return fault.isEmpty() ? 0 : 1;
}

} // namespace

QString cannotWrite(const QString &path)
{
    const QFileInfo file(path);
    if (file.isDir())
        return tr("Cannot write \"%1\": it is a folder. Name a file.").arg(path);
    const QFileInfo folder(file.absolutePath());
    if (!folder.isDir())
        return tr("Cannot write \"%1\": there is no folder \"%2\". Create it, or choose another place.").arg(path, folder.filePath());
    QSaveFile trial(path); // permissions alone do not tell: the file system may refuse
    if (!trial.open(QIODevice::WriteOnly))
        return tr("Cannot write \"%1\": %2. Choose another place.").arg(path, trial.errorString());
    trial.cancelWriting();
    return {};
}

int renderCommand(const Options &options, const PictureWriter &writePicture)
{
    Run run;
    if (!openFile(options, run))
        return 1;
    return finish(writePicture({&run}, options.output));
}

int convertCommand(const Options &options)
{
    Run run;
    if (!openFile(options, run))
        return 1;
    const bool chrome = QFileInfo(options.output).suffix().toLower() == u"json";
    return finish(chrome ? writeChromeTrace(run.log, run.trace, options.output) : writeLog(run.log, options.output));
}

} // namespace app
