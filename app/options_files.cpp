// What render and convert take.
#include "app/options_reader.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("app::Options", text); }

void readFiles(OptionsReader &reader)
{
    const QStringList files = reader.parser.positionalArguments();
    if (files.size() != 1)
        reader.fail(files.isEmpty() ? tr("Name the log to open.") : tr("Name one file, not %1.").arg(files.size()));
    else
        reader.options.file = files.first();
    reader.options.output = reader.parser.value(u"o"_s);
    if (reader.options.output.isEmpty())
        reader.fail(tr("-o is missing: name the file to write."));
}

} // namespace

void addRender(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Draws a saved log."));
    parser.addPositionalArgument(u"file"_s, tr("The log."));
    parser.addOptions({
            {{u"o"_s, u"output"_s}, tr("The picture to write (.png, .svg or .pdf)."), tr("file")},
    });
    addPicture(parser);
}

void readRender(OptionsReader &reader)
{
    readFiles(reader);
    reader.readPicture();
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
