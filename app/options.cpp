#include "app/options.h"

#include "app/options_reader.h"
#include "app/tr.h"

using namespace Qt::StringLiterals;

namespace app {
namespace {

const QStringList commandNames{u"run"_s, u"serve"_s, u"render"_s, u"convert"_s};

void addWindow(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
            tr("See what an event loop does. Without a command it opens the window.\n\n"
               "Commands: run, serve, render, convert; each has a --help of its own."));
    parser.addPositionalArgument(u"file"_s, tr("A saved log or a trace to open."), u"[file]"_s);
}

void readWindow(OptionsReader &reader)
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
    void (*read)(OptionsReader &);
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
    OptionsReader reader;
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
