#include "app/chrome_trace.h"
#include "app/commands.h"
#include "app/comparison.h"
#include "app/log_file.h"
#include "app/long_work.h"
#include "app/output_file.h"
#include "app/run_file.h"
#include "app/terminal.h"
#include "app/tr.h"

#include <QFileInfo>

namespace app {
namespace {

constexpr int patienceMillis = 500; ///< for a reader to notice that it was given up

/// Opens a log or a trace; says what is wrong with it. false: nothing usable.
bool openFile(const QString &file, Run &run)
{
    const auto reading = std::make_shared<Reading>();
    const auto whole = std::make_shared<RunFile>();
    const bool done = workBeside(reading, [=] { *whole = readRunFile(file, reading.get()); }, [&] { return readingText(file, *reading); }, patienceMillis);
    if (reading->cancelled || !done) {
        complain(tr("Reading \"%1\" was given up; nothing was written.").arg(file));
        return false;
    }
    RunFile &read = *whole;
    if (!read.error.isEmpty()) {
        complain(read.error);
        return false;
    }
    if (!read.warning.isEmpty())
        complain(read.warning);
    run.state = RunState::Opened;
    run.source = file;
    run.log = std::move(read.log);
    run.trace = std::move(read.trace);
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
    if (const QFileInfo folder(QFileInfo(path).absolutePath()); !folder.isDir())
        return tr("Cannot write \"%1\": there is no folder \"%2\". Create it, or choose another place.").arg(path, folder.filePath());
    return OutputFile(path).begin(); // permissions alone do not tell: the file system may refuse
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
    if (suffix == u"jsonl" && !run.trace.tracks().empty())
        return finish(tr("\"%1\" was written by another program: it has no steps, so it cannot become a log. Write a Chrome trace (.json) or a table (.csv).")
                              .arg(options.file));
    QString fault;
    const auto writing = std::make_shared<Reading>();
    const auto write = [&] {
        fault = suffix == u"csv" ? writeCsv(run.trace, run.now, options.rows, options.output, writing.get())
                : suffix == u"json" ? writeChromeTrace(run.log, run.trace, options.output, writing.get())
                                    : writeLog(run.log, options.output, writing.get());
    };
    workBeside(writing, write, [&] { return tr("Writing \"%1\": %2").arg(QFileInfo(options.output).fileName(), sizeText(writing->done)); });
    return finish(fault);
}

} // namespace app
