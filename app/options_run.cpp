// What run and serve take.
#include "app/options_reader.h"

#include "app/tr.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

/// "name=default: meaning", a line each.
QString limitsHelp()
{
    QString lines;
    const server::Limits limits;
    for (const server::LimitRule &rule : server::limitRules())
        lines += QStringLiteral("\n%1=%2: %3").arg(QLatin1StringView(rule.name)).arg(limits.*rule.value)
                         .arg(QCoreApplication::translate("server::Limits", rule.meaning));
    return lines;
}

/// Each has a file of its own.
void readOutputs(OptionsReader &reader)
{
    reader.options.logFile = reader.file(u"log"_s);
    reader.options.traceFile = reader.file(u"trace"_s);
    reader.options.imageFile = reader.file(u"image"_s);
    QStringList paths{reader.options.logFile, reader.options.traceFile, reader.options.imageFile};
    paths.removeAll(QString());
    for (qsizetype i = 0; i < paths.size(); ++i) {
        for (qsizetype other = 0; other < i; ++other) {
            if (QFileInfo(paths[i]).absoluteFilePath() == QFileInfo(paths[other]).absoluteFilePath())
                reader.fail(tr("\"%1\" would be written twice: name a file for each of --log, --trace and --image.").arg(paths[i]));
        }
    }
}

} // namespace

void addRun(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Starts the server, fires requests at one endpoint at once, and prints the answers."));
    parser.addOptions({
            {{u"e"_s, u"endpoint"_s}, tr("The endpoint: async-endpoint, sync-endpoint or async-wrong; all: the three, one after the other."), tr("name")},
            {{u"c"_s, u"count"_s}, tr("How many requests, 1 to 10,000 (1 if not given)."), tr("count")},
            {u"sleep"_s, tr("How long each waits, 0 to 60 seconds (1 if not given)."), tr("seconds")},
            {u"pool"_s, tr("Workers of the pool, 1 to 1,000 (40 if not given)."), tr("workers")},
            {u"url"_s, tr("Fire at this server instead of our own. Its answers are all that is seen of it."), tr("url")},
            {u"log"_s, tr("Write the log there (JSON Lines); with -e all a file for each: run.jsonl is run-async-endpoint.jsonl then."), tr("file")},
            {u"trace"_s, tr("Write a Chrome trace there (JSON); with -e all a file for each."), tr("file")},
            {u"image"_s, tr("Write the timeline's picture there (.png, .svg, .pdf, or .gif, where it grows); with -e all the three compared in one."), tr("file")},
    });
    addPicture(parser);
}

void readRun(OptionsReader &reader)
{
    reader.readEndpoint();
    reader.options.request.count = reader.number(u"c"_s, 1, maximumCount).value_or(1);
    reader.readSleep();
    reader.readPool();
    reader.readUrl();
    if (!reader.options.url.isEmpty())
        reader.refuse(u"pool"_s, tr("--%1 is for our own server: leave out --%1, or --url."));
    readOutputs(reader);
    const QString &image = reader.options.imageFile;
    if (image.isEmpty())
        return reader.refusePicture();
    reader.readPicture(image);
    reader.readAnimation();
    if (reader.options.all)
        reader.refuseMoving(image);
    if (!isPicture(image))
        reader.fail(pictureFault(image));
    reader.refuseOfOtherKinds(image);
}

void addServe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("The server alone; prints what its threads do. Ctrl+C stops it."));
    parser.addOptions({
            {u"listen"_s, tr("The address (127.0.0.1 if not given). Any but this machine's own lets other machines in."), tr("address")},
            {u"limit"_s, tr("What a client may use up, given once for each; if not given:%1").arg(limitsHelp()), tr("name=number")},
            {u"port"_s, tr("The port (8000 if not given; 0: any free one)."), tr("port")},
            {u"pool"_s, tr("Workers of the pool, 1 to 1,000 (40 if not given)."), tr("workers")},
            {u"log"_s, tr("Write the log there (JSON Lines)."), tr("file")},
    });
}

void readServe(OptionsReader &reader)
{
    reader.readPort();
    reader.readListen();
    reader.readLimits();
    reader.readPool();
    reader.options.logFile = reader.file(u"log"_s);
}

} // namespace app
