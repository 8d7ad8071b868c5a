#include "app/chrome_trace.h"
#include "app/commands.h"
#include "app/comparison.h"
#include "app/log_file.h"
#include "app/run_file.h"
#include "app/terminal.h"
#include "app/tr.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace app {
namespace {

/// Opens a log or a trace; says what is wrong with it. false: nothing usable.
bool openFile(const QString &file, Run &run)
{
    RunFile reading = readRunFile(file);
    if (!reading.error.isEmpty()) {
        complain(reading.error);
        return false;
    }
    if (!reading.warning.isEmpty())
        complain(reading.warning);
    run.state = RunState::Opened;
    run.source = file;
    run.log = std::move(reading.log);
    run.trace = std::move(reading.trace);
    run.now = run.trace.end();
    return true;
}

int finish(const QString &fault)
{
    if (!fault.isEmpty())
        complain(fault);
    return fault.isEmpty() ? 0 : 1;
}

/// Each file is tried, so that all that is wrong is said at once.
int renderComparison(const Options &options, const PictureWriter &writePicture)
{
    std::vector<Run> runs(size_t(options.files.size()));
    std::vector<const Run *> drawn;
    for (size_t i = 0; i < runs.size(); ++i) {
        if (!openFile(options.files[qsizetype(i)], runs[i]))
            continue;
        if (runs[i].trace.requests().empty())
            complain(tr("\"%1\" holds no requests, so there is nothing to compare in it.").arg(options.files[qsizetype(i)]));
        else
            drawn.push_back(&runs[i]);
    }
    return drawn.size() < runs.size() ? 1 : finish(writePicture(drawn, options.output));
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
    if (options.compare)
        return renderComparison(options, writePicture);
    Run run;
    if (!openFile(options.file, run))
        return 1;
    return finish(writePicture({&run}, options.output));
}

int convertCommand(const Options &options)
{
    if (const QString fault = cannotWrite(options.output); !fault.isEmpty())
        return finish(fault);
    Run run;
    if (!openFile(options.file, run))
        return 1;
    const QString suffix = QFileInfo(options.output).suffix().toLower();
    if (suffix == u"csv")
        return finish(writeCsv(run.trace, run.now, options.rows, options.output));
    if (suffix == u"json")
        return finish(writeChromeTrace(run.log, run.trace, options.output));
    if (!run.trace.tracks().empty())
        return finish(tr("\"%1\" was written by another program: it has no steps, so it cannot become a log. Write a Chrome trace (.json) or a table (.csv).")
                              .arg(options.file));
    return finish(writeLog(run.log, options.output));
}

} // namespace app
