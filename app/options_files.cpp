// What render and convert take.
#include "app/options_reader.h"

#include "app/comparison.h"
#include "app/tr.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

/// What render takes besides one file: several, to compare.
void readCompared(OptionsReader &reader)
{
    const QStringList files = reader.parser.positionalArguments();
    reader.options.files = files;
    reader.options.compare = reader.parser.isSet(u"compare"_s);
    if (reader.options.compare && (files.size() < leastCompared || files.size() > mostCompared))
        reader.fail(tr("--compare takes %1 to %2 logs, not %3.").arg(leastCompared).arg(mostCompared).arg(files.size()));
    else if (!reader.options.compare && files.size() > 1)
        reader.fail(tr("%1 files make a picture only as a comparison: add --compare, or name one file.").arg(files.size()));
}

void readFiles(OptionsReader &reader)
{
    const QStringList files = reader.parser.positionalArguments();
    if (files.size() != 1 && !reader.options.compare)
        reader.fail(files.isEmpty() ? tr("Name the log or the trace to open.") : tr("Name one file, not %1.").arg(files.size()));
    else if (!files.isEmpty())
        reader.options.file = files.first();
    reader.options.output = reader.parser.value(u"o"_s);
    if (reader.options.output.isEmpty())
        reader.fail(tr("-o is missing: name the file to write."));
}

} // namespace

void addRender(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Draws a saved log or a trace, or several logs under each other."));
    parser.addPositionalArgument(u"file"_s, tr("The log; with --compare two to six."), u"file..."_s);
    parser.addOptions({
            {u"compare"_s, tr("Draw the logs on one time scale, each from its first request.")},
            {{u"o"_s, u"output"_s}, tr("The picture to write (.png, .svg, .pdf, or .gif, where it grows)."), tr("file")},
    });
    addPicture(parser);
}

void readRender(OptionsReader &reader)
{
    readCompared(reader);
    readFiles(reader);
    reader.readPicture(reader.options.output);
    reader.readAnimation();
    if (!isPicture(reader.options.output))
        reader.fail(pictureFault(reader.options.output));
    if (reader.options.compare)
        reader.refuseMoving(reader.options.output);
    reader.refuseOfOtherKinds(reader.options.output);
}

void addConvert(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Writes a saved log or a Chrome trace as a log (.jsonl), as a Chrome trace (.json), for Perfetto and its like, "
                                        "or as a table (.csv)."));
    parser.addPositionalArgument(u"file"_s, tr("The log or the trace."));
    parser.addOptions({
            {{u"o"_s, u"output"_s}, tr("The file to write (.jsonl, .json or .csv)."), tr("file")},
            {u"rows"_s, tr("What a table has a row for: slices (if not given) or requests."), tr("what")},
    });
}

void readConvert(OptionsReader &reader)
{
    readFiles(reader);
    const QString suffix = QFileInfo(reader.options.output).suffix().toLower();
    if (suffix != u"json" && suffix != u"jsonl" && suffix != u"csv")
        reader.fail(tr("\"%1\" is nothing we can convert to: let its name end in .jsonl (log), .json (Chrome trace) or .csv (table).")
                            .arg(reader.options.output));
    if (!reader.parser.isSet(u"rows"_s))
        return;
    const QString rows = reader.parser.value(u"rows"_s);
    reader.options.rows = rows == u"requests" ? CsvRows::Requests : CsvRows::Slices;
    if (rows != u"requests" && rows != u"slices")
        reader.fail(tr("--rows %1 is neither slices nor requests.").arg(rows));
    else if (suffix != u"csv")
        reader.fail(tr("--rows is for tables: let the output's name end in .csv, or leave --rows out."));
}

} // namespace app
