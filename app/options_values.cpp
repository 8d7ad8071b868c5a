// One value of the command line each.
#include "app/options_reader.h"

#include "app/tr.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {
namespace {

const QStringList pictureSuffixes{u"png"_s, u"svg"_s, u"pdf"_s, u"gif"_s};

} // namespace

bool isPicture(const QString &path) { return pictureSuffixes.contains(QFileInfo(path).suffix().toLower()); }
QString pictureFault(const QString &path)
{
    return tr("\"%1\" is no picture we can write: let its name end in .png, .svg, .pdf or .gif.").arg(path);
}

void OptionsReader::fail(const QString &text)
{
    if (fault.isEmpty())
        fault = text;
}

std::optional<int> OptionsReader::number(const QString &option, int least, int most)
{
    if (!parser.isSet(option))
        return std::nullopt;
    bool ok = false;
    const int value = parser.value(option).toInt(&ok);
    if (ok && value >= least && value <= most)
        return value;
    const QString dashed = (option.size() == 1 ? u"-"_s : u"--"_s) + option;
    fail(tr("%1 takes a whole number from %L2 to %L3, not \"%4\".").arg(dashed).arg(least).arg(most).arg(parser.value(option)));
    return std::nullopt;
}

void OptionsReader::refuse(const QString &option, const QString &why)
{
    if (parser.isSet(option))
        fail(why.arg(option));
}

QString OptionsReader::file(const QString &option)
{
    const QString path = parser.value(option);
    if (path.isEmpty())
        refuse(option, tr("--%1 takes the name of a file, not nothing."));
    return path;
}

void OptionsReader::readEndpoint()
{
    if (!parser.isSet(u"e"_s))
        return fail(tr("-e is missing: name an endpoint, async-endpoint, sync-endpoint or async-wrong, or all of them."));
    options.all = parser.value(u"e"_s) == u"all";
    if (options.all)
        return;
    const auto endpoint = server::endpointFromName(parser.value(u"e"_s));
    if (!endpoint)
        return fail(tr("There is no endpoint \"%1\". Choose async-endpoint, sync-endpoint, async-wrong or all.").arg(parser.value(u"e"_s)));
    options.request.endpoint = *endpoint;
}

void OptionsReader::readSleep()
{
    if (!parser.isSet(u"sleep"_s))
        return;
    bool ok = false;
    const double seconds = parser.value(u"sleep"_s).toDouble(&ok);
    if (!ok || !(seconds >= 0) || seconds * 1e6 > server::maximumSleepMicros)
        return fail(tr("--sleep takes seconds from 0 to 60, such as 0.5, not \"%1\".").arg(parser.value(u"sleep"_s)));
    options.request.sleepMicros = quint32(seconds * 1e6 + 0.5);
}

void OptionsReader::readPool()
{
    options.request.pool = number(u"pool"_s, 1, server::maximumPool).value_or(server::defaultPool);
}

void OptionsReader::readPort()
{
    options.port = quint16(number(u"port"_s, 0, 65535).value_or(server::defaultPort));
}

void OptionsReader::readListen()
{
    if (!parser.isSet(u"listen"_s))
        return;
    if (!options.listen.setAddress(parser.value(u"listen"_s)))
        fail(tr("--listen takes an address of this machine, such as 127.0.0.1 or 0.0.0.0 for all, not \"%1\".").arg(parser.value(u"listen"_s)));
}

void OptionsReader::readLimits()
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

void OptionsReader::readUrl()
{
    if (!parser.isSet(u"url"_s))
        return;
    options.url = QUrl(parser.value(u"url"_s), QUrl::StrictMode);
    if (!options.url.isValid() || options.url.scheme() != u"http" || options.url.host().isEmpty())
        fail(tr("--url takes the address of a server, such as http://127.0.0.1:8000, not \"%1\".").arg(parser.value(u"url"_s)));
}

void OptionsReader::readAnimation()
{
    if (parser.isSet(u"speed"_s)) {
        bool ok = false;
        const double speed = parser.value(u"speed"_s).toDouble(&ok);
        if (!ok || !(speed >= leastSpeed && speed <= mostSpeed))
            return fail(tr("--speed takes how many seconds of the run a second shows, from 0.001 to 1,000, not \"%1\".").arg(parser.value(u"speed"_s)));
        options.animation.speed = speed;
    }
    options.animation.framesPerSecond = number(u"fps"_s, leastFrameRate, mostFrameRate).value_or(options.animation.framesPerSecond);
}

void OptionsReader::refuseMoving(const QString &path)
{
    if (isAnimation(path))
        fail(tr("A comparison does not move: let \"%1\" end in .png, .svg or .pdf.").arg(path));
}

} // namespace app
