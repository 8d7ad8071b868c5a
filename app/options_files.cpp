// What render and convert take.
#include "app/options_reader.h"

#include "app/comparison.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("app::Options", text); }

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
        reader.fail(files.isEmpty() ? tr("Name the log to open.") : tr("Name one file, not %1.").arg(files.size()));
    else if (!files.isEmpty())
        reader.options.file = files.first();
    reader.options.output = reader.parser.value(u"o"_s);
    if (reader.options.output.isEmpty())
        reader.fail(tr("-o is missing: name the file to write."));
}

} // namespace

void addRender(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Draws a saved log, or several of them under each other."));
    parser.addPositionalArgument(u"file"_s, tr("The log; with --compare two to six."), u"file..."_s);
    parser.addOptions({
            {u"compare"_s, tr("Draw the logs on one time scale, each from its first request.")},
            {{u"o"_s, u"output"_s}, tr("The picture to write (.png, .svg or .pdf)."), tr("file")},
            {u"size"_s, tr("Its size in pixels (1920x1080 if not given)."), tr("WxH")},
            {u"theme"_s, tr("light or dark."), tr("theme"), u"light"_s},
    });
}

void readRender(OptionsReader &reader)
{
    readCompared(reader);
    readFiles(reader);
    reader.readSize();
    reader.readTheme();
    if (!isPicture(reader.options.output))
        reader.fail(pictureFault(reader.options.output));
}

void addConvert(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Writes a saved log as a Chrome trace (.json), for Perfetto and its like, or as a log (.jsonl)."));
    parser.addPositionalArgument(u"file"_s, tr("The log."));
    parser.addOptions({{{u"o"_s, u"output"_s}, tr("The file to write (.json or .jsonl)."), tr("file")}});
}

void readConvert(OptionsReader &reader)
{
    readFiles(reader);
    const QString suffix = QFileInfo(reader.options.output).suffix().toLower();
    if (suffix != u"json" && suffix != u"jsonl")
        reader.fail(tr("\"%1\" is nothing we can convert to: let its name end in .json (Chrome trace) or .jsonl (log).")
                            .arg(reader.options.output));
}

} // namespace app
