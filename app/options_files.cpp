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
            {{u"o"_s, u"output"_s}, tr("The picture to write (.png, .svg, .pdf, or .gif, where it grows)."), tr("file")},
            {u"size"_s, tr("Its size in pixels (1920x1080 if not given; a .gif 1280x720)."), tr("WxH")},
            {u"theme"_s, tr("light or dark."), tr("theme"), u"light"_s},
            {u"speed"_s, tr("Of a .gif: seconds of the run a second (if not given: 1, but so that it lasts 1 to 10 s)."), tr("factor")},
            {u"fps"_s, tr("Of a .gif: pictures a second, 5 to 50 (20 if not given)."), tr("count")},
    });
}

void readRender(OptionsReader &reader)
{
    readFiles(reader);
    if (isAnimation(reader.options.output))
        reader.options.picture.size = usualAnimationSize;
    reader.readSize();
    reader.readTheme();
    reader.readAnimation(reader.options.output);
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
