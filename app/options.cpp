#include "app/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("app::Options", text); }

/// A parser with what one command takes, and the values read so far; the first fault ends the reading.
struct Reader {
    QCommandLineParser parser;
    Options options;
    QString fault;

    void fail(const QString &text)
    {
        if (fault.isEmpty())
            fault = text;
    }
    std::optional<int> number(const QString &option, int least, int most)
    {
        if (!parser.isSet(option))
            return std::nullopt;
        bool ok = false;
        const int value = parser.value(option).toInt(&ok);
        if (ok && value >= least && value <= most)
            return value;
        fail(tr("%1 takes a whole number from %L2 to %L3, not \"%4\".").arg(dashed(option)).arg(least).arg(most)
                     .arg(parser.value(option)));
        return std::nullopt;
    }
    static QString dashed(const QString &option) { return (option.size() == 1 ? u"-"_s : u"--"_s) + option; }

    void readEndpoint();
    void readSleep();
    void readPool();
    void readUrl();
    void readSize();
    void readTheme();
    void readPort();
    void readListen();
    void readLimits();
};

const QStringList commandNames{u"run"_s, u"serve"_s, u"render"_s, u"convert"_s};
const QStringList pictureSuffixes{u"png"_s, u"svg"_s, u"pdf"_s};

bool isPicture(const QString &path) { return pictureSuffixes.contains(QFileInfo(path).suffix().toLower()); }
QString pictureFault(const QString &path)
{
    return tr("\"%1\" is no picture we can write: let its name end in .png, .svg or .pdf.").arg(path);
}

void Reader::readEndpoint()
{
    if (!parser.isSet(u"e"_s))
        return fail(tr("-e is missing: name an endpoint, async-endpoint, sync-endpoint or async-wrong."));
    const auto endpoint = server::endpointFromName(parser.value(u"e"_s));
    if (!endpoint)
        return fail(tr("There is no endpoint \"%1\". Choose async-endpoint, sync-endpoint or async-wrong.").arg(parser.value(u"e"_s)));
    options.request.endpoint = *endpoint;
}

void Reader::readSleep()
{
    if (!parser.isSet(u"sleep"_s))
        return;
    bool ok = false;
    const double seconds = parser.value(u"sleep"_s).toDouble(&ok);
    if (!ok || !(seconds >= 0) || seconds * 1e6 > server::maximumSleepMicros)
        return fail(tr("--sleep takes seconds from 0 to 60, such as 0.5, not \"%1\".").arg(parser.value(u"sleep"_s)));
    options.request.sleepMicros = quint32(seconds * 1e6 + 0.5);
}

void Reader::readPool()
{
    options.request.pool = number(u"pool"_s, 1, server::maximumPool).value_or(server::defaultPool);
}

void Reader::readPort()
{
    options.port = quint16(number(u"port"_s, 0, 65535).value_or(server::defaultPort));
}

void Reader::readListen()
{
    if (!parser.isSet(u"listen"_s))
        return;
    if (!options.listen.setAddress(parser.value(u"listen"_s)))
        fail(tr("--listen takes an address of this machine, such as 127.0.0.1 or 0.0.0.0 for all, not \"%1\".").arg(parser.value(u"listen"_s)));
}

void Reader::readLimits()
{
    const auto rules = server::limitRules();
    for (const QString &given : parser.values(u"limit"_s)) {
        const QString name = given.section(u'=', 0, 0);
        const auto rule = std::find_if(rules.begin(), rules.end(), [&name](const auto &one) { return name == QLatin1StringView(one.name); });
        if (rule == rules.end())
            return fail(tr("There is no limit \"%1\". See loopscope serve --help for those there are.").arg(name));
        bool ok = false;
        const int value = given.section(u'=', 1).toInt(&ok);
        if (!ok || value < rule->least || value > rule->most)
            return fail(tr("--limit %1 takes a whole number from %L2 to %L3, as in %1=%4, not \"%5\".").arg(name).arg(rule->least)
                                .arg(rule->most).arg(options.limits.*rule->value).arg(given));
        options.limits.*rule->value = value;
    }
}

void Reader::readUrl()
{
    if (!parser.isSet(u"url"_s))
        return;
    options.url = QUrl(parser.value(u"url"_s), QUrl::StrictMode);
    if (!options.url.isValid() || options.url.scheme() != u"http" || options.url.host().isEmpty())
        fail(tr("--url takes the address of a server, such as http://127.0.0.1:8000, not \"%1\".").arg(parser.value(u"url"_s)));
}

void Reader::readSize()
{
    if (!parser.isSet(u"size"_s))
        return;
    const QStringList sides = parser.value(u"size"_s).split(u'x');
    bool wide = false, high = false;
    const QSize size = sides.size() == 2 ? QSize(sides[0].toInt(&wide), sides[1].toInt(&high)) : QSize();
    if (!wide || !high || size.width() < 320 || size.height() < 180 || size.width() > 16384 || size.height() > 16384)
        return fail(tr("--size takes width x height in pixels, from 320x180 to 16384x16384, such as 1920x1080, not \"%1\".")
                            .arg(parser.value(u"size"_s)));
    options.size = size;
}

void Reader::readTheme()
{
    const QString theme = parser.value(u"theme"_s);
    if (theme != u"light" && theme != u"dark")
        return fail(tr("--theme is light or dark, not \"%1\".").arg(theme));
    options.dark = theme == u"dark";
}

void addRun(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Starts the server, fires requests at one endpoint at once, and prints the answers."));
    parser.addOptions({
            {{u"e"_s, u"endpoint"_s}, tr("The endpoint: async-endpoint, sync-endpoint or async-wrong."), tr("name")},
            {{u"c"_s, u"count"_s}, tr("How many requests, 1 to 10,000 (1 if not given)."), tr("count")},
            {u"sleep"_s, tr("How long each waits, 0 to 60 seconds (1 if not given)."), tr("seconds")},
            {u"pool"_s, tr("Workers of the pool, 1 to 1,000 (40 if not given)."), tr("workers")},
            {u"url"_s, tr("Fire at this server instead of our own."), tr("url")},
            {u"log"_s, tr("Write the log there (JSON Lines)."), tr("file")},
            {u"trace"_s, tr("Write a Chrome trace there (JSON)."), tr("file")},
            {u"image"_s, tr("Write the timeline's picture there (.png, .svg or .pdf)."), tr("file")},
    });
}

void readRun(Reader &reader)
{
    reader.readEndpoint();
    reader.options.request.count = reader.number(u"c"_s, 1, maximumCount).value_or(1);
    reader.readSleep();
    reader.readPool();
    reader.readUrl();
    reader.options.logFile = reader.parser.value(u"log"_s);
    reader.options.traceFile = reader.parser.value(u"trace"_s);
    reader.options.imageFile = reader.parser.value(u"image"_s);
    if (!reader.options.imageFile.isEmpty() && !isPicture(reader.options.imageFile))
        reader.fail(pictureFault(reader.options.imageFile));
}

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

void readServe(Reader &reader)
{
    reader.readPort();
    reader.readListen();
    reader.readLimits();
    reader.readPool();
    reader.options.logFile = reader.parser.value(u"log"_s);
}

void addRender(QCommandLineParser &parser)
{
    parser.setApplicationDescription(tr("Draws a saved log."));
    parser.addPositionalArgument(u"file"_s, tr("The log."));
    parser.addOptions({
            {{u"o"_s, u"output"_s}, tr("The picture to write (.png, .svg or .pdf)."), tr("file")},
            {u"size"_s, tr("Its size in pixels (1920x1080 if not given)."), tr("WxH")},
            {u"theme"_s, tr("light or dark."), tr("theme"), u"light"_s},
    });
}

void readFiles(Reader &reader)
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

void readRender(Reader &reader)
{
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

void readConvert(Reader &reader)
{
    readFiles(reader);
    const QString suffix = QFileInfo(reader.options.output).suffix().toLower();
    if (suffix != u"json" && suffix != u"jsonl")
        reader.fail(tr("\"%1\" is nothing we can convert to: let its name end in .json (Chrome trace) or .jsonl (log).")
                            .arg(reader.options.output));
}

void addWindow(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
            tr("See what an event loop does. Without a command it opens the window.\n\n"
               "Commands: run, serve, render, convert; each has a --help of its own."));
    parser.addPositionalArgument(u"file"_s, tr("A saved log to open."), u"[file]"_s);
}

void readWindow(Reader &reader)
{
    const QStringList files = reader.parser.positionalArguments();
    if (files.size() > 1)
        return reader.fail(tr("There is no command \"%1\". Choose run, serve, render or convert, or name one file to open.").arg(files.first()));
    if (!files.isEmpty())
        reader.options.file = files.first();
}

struct CommandRules {
    Command command;
    void (*add)(QCommandLineParser &);
    void (*read)(Reader &);
};

CommandRules rulesOf(const QString &name)
{
    switch (commandNames.indexOf(name)) {
    case 0: return {Command::Run, addRun, readRun};
    case 1: return {Command::Serve, addServe, readServe};
    case 2: return {Command::Render, addRender, readRender};
    case 3: return {Command::Convert, addConvert, readConvert};
    default: return {Command::Window, addWindow, readWindow};
    }
}

/// The parser's own first line names the executable's path; ours names the command.
QString helpText(const QCommandLineParser &parser, const QString &program)
{
    const QString text = parser.helpText();
    const qsizetype options = text.indexOf(u" [options]"_s);
    return tr("Usage: %1").arg(program) + text.mid(options);
}

/// Qt ends some of its messages with a full stop, and some not.
QString sentence(const QString &text) { return text.endsWith(u'.') ? text : text + u'.'; }

} // namespace

ParsedOptions parseOptions(const QStringList &arguments)
{
    const bool named = !arguments.isEmpty() && commandNames.contains(arguments.first());
    const CommandRules rules = rulesOf(named ? arguments.first() : QString());
    Reader reader;
    reader.options.command = rules.command;
    const QCommandLineOption help = reader.parser.addHelpOption();
    const QCommandLineOption version = reader.parser.addVersionOption();
    rules.add(reader.parser);
    // The parser skips the program's name: here "loopscope" or the command.
    const QString program = QStringLiteral("loopscope") + (named ? u' ' + arguments.first() : QString());
    if (!reader.parser.parse(QStringList(program) + arguments.mid(named ? 1 : 0)))
        return {std::nullopt, 2, tr("%1 See %2 --help.").arg(sentence(reader.parser.errorText()), program)};
    if (reader.parser.isSet(help))
        return {std::nullopt, 0, helpText(reader.parser, program)};
    if (reader.parser.isSet(version))
        return {std::nullopt, 0, QStringLiteral("loopscope " LOOPSCOPE_VERSION "\n")};
    if ((rules.command == Command::Run || rules.command == Command::Serve) && !reader.parser.positionalArguments().isEmpty())
        reader.fail(tr("\"%1\" means nothing here. See %2 --help.").arg(reader.parser.positionalArguments().first(), program));
    rules.read(reader);
    if (!reader.fault.isEmpty())
        return {std::nullopt, 2, reader.fault};
    return {reader.options, 0, {}};
}

} // namespace app
