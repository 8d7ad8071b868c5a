// The words of a query: what can be asked for, and what is said of a word nobody knows.
#include "app/find.h"

#include "app/tr.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace app {
namespace {

/// Two words of a kind that differ cannot both hold.
template<typename T>
void ask(Query &query, std::optional<T> &member, const T &value)
{
    query.contradicts = query.contradicts || (member && *member != value);
    member = value;
}

std::optional<Endpoint> endpointOf(const QString &word)
{
    QString name = word.startsWith(u'/') ? word.mid(1) : word;
    if (name == "wrong"_L1)
        name = u"async-wrong"_s;
    if (const auto endpoint = server::endpointFromName(name))
        return endpoint;
    return server::endpointFromName(name + u"-endpoint"_s);
}

std::optional<Query::Words> stateOf(const QString &word)
{
    using Words = Query::Words;
    static const std::pair<QLatin1StringView, Words> known[] = {
            {"running"_L1, Words::Running}, {"awaiting"_L1, Words::Awaiting}, {"blocking"_L1, Words::Blocking}, {"queued"_L1, Words::Queued},
            {"in-flight"_L1, Words::InFlight}, {"flight"_L1, Words::InFlight}};
    for (const auto &[name, state] : known) {
        if (word == name)
            return state;
    }
    return std::nullopt;
}

/// "loop", "event-loop", "client"; workers are read with their number.
std::optional<Place> threadOf(const QString &word)
{
    if (word == "loop"_L1 || word == "event-loop"_L1)
        return Place::Loop;
    return word == "client"_L1 ? std::optional(Place::Client) : std::nullopt;
}

/// A number and its unit in ns; nullopt: more than a clock can tell.
std::optional<qint64> nanoseconds(const QString &number, const QString &unit)
{
    const double scale = unit == "s"_L1 ? 1e9 : unit == "ms"_L1 ? 1e6 : unit == "ns"_L1 ? 1 : 1e3;
    const double ns = QString(number).replace(u',', u'.').toDouble() * scale;
    return ns < 9e18 ? std::optional(qint64(std::llround(ns))) : std::nullopt;
}

/// ">1.2s" and its like; the rest of the match is empty where the unit is missing.
QString askLength(Query &query, const QRegularExpressionMatch &match)
{
    const QString sign = match.captured(1), number = match.captured(2), unit = match.captured(3);
    if (number.isEmpty())
        return tr("After \"%1\" a time is missing. Write \"%1 1.2s\" or \"%1 300ms\".").arg(sign);
    if (unit.isEmpty())
        return tr("\"%1\" has no unit. Write \"%1s\", \"%1ms\", \"%1us\" or \"%1ns\".").arg(sign + number);
    const std::optional<qint64> ns = nanoseconds(number, unit);
    if (!ns)
        return tr("\"%1\" is longer than any run.").arg(number + unit);
    if (sign.startsWith(u'>'))
        query.atLeast = std::max(query.atLeast, sign == ">"_L1 ? *ns + 1 : *ns);
    else
        query.atMost = std::min(query.atMost, sign == "<"_L1 ? *ns - 1 : *ns);
    return {};
}

QString askRequest(Query &query, const QString &digits)
{
    bool fits = false;
    const quint32 number = digits.toUInt(&fits);
    if (!fits || number == 0)
        return tr("There is no request %1: they are counted from 1.").arg(digits);
    ask(query, query.request, RequestId(number));
    return {};
}

QString askWord(Query &query, const QString &word)
{
    if (const auto endpoint = endpointOf(word))
        ask(query, query.endpoint, *endpoint);
    else if (const auto state = stateOf(word))
        ask(query, query.state, *state);
    else if (const auto place = threadOf(word))
        ask(query, query.place, *place);
    else if (word == "failed"_L1)
        query.failed = true;
    else
        return tr("\"%1\" is nothing to look for. Try a request (17), an endpoint (sync), a thread (worker-3), a state (queued) "
                  "or a length (>1.2s).").arg(word);
    return {};
}

QString askWorker(Query &query, const QString &digits)
{
    const QString name = u"worker-"_s + digits;
    query.contradicts = query.contradicts || (query.place == Place::Worker && query.worker != name);
    query.worker = name;
    ask(query, query.place, Place::Worker);
    return {};
}

/// ">1.2s"; a number's own end is checked, so that "5x" is a word.
const QRegularExpression &lengthWord()
{
    static const QRegularExpression length(u"(>=|<=|>|<)\\s*([0-9]+(?:[.,][0-9]+)?)?\\s*(s|ms|us|\u00b5s|\u03bcs|ns)?(?![^\\s<>])"_s);
    return length;
}

} // namespace

ParsedQuery parseNames(const QString &text)
{
    ParsedQuery parsed;
    QString rest = text.simplified().toLower();
    for (qsizetype at = 0; at < rest.size() && parsed.fault.isEmpty();) {
        // Only where a word begins: names have such signs in them, as "operator->" has.
        const auto match = lengthWord().match(rest, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (match.hasMatch()) {
            parsed.fault = askLength(parsed.query, match);
            rest.remove(match.capturedStart(), match.capturedLength());
            continue;
        }
        const qsizetype space = rest.indexOf(u' ', at);
        at = space < 0 ? rest.size() : space + 1;
    }
    parsed.query.words = rest.split(u' ', Qt::SkipEmptyParts);
    return parsed;
}

ParsedQuery parseQuery(const QString &text)
{
    // Each begins where the last one ended. A number's own end is checked, so that "5x" is a word and not the request 5.
    static const QRegularExpression space(u"\\s+"_s);
    static const QRegularExpression worker(u"worker[\\s-]?([0-9]+)(?![^\\s<>])"_s), loop(u"event\\s+loop(?![^\\s<>])"_s);
    static const QRegularExpression request(u"#?([0-9]+)(?![^\\s<>])"_s), word(u"[<>]+[^\\s]*|[^\\s<>]+"_s);
    const QString all = text.trimmed().toLower();
    ParsedQuery parsed;
    const auto next = [&all](const QRegularExpression &what, qsizetype at) {
        return what.match(all, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    };
    for (qsizetype at = 0; at < all.size() && parsed.fault.isEmpty();) {
        QRegularExpressionMatch match;
        if (match = next(space, at); match.hasMatch()) {
            at = match.capturedEnd();
            continue;
        }
        if (match = next(lengthWord(), at); match.hasMatch())
            parsed.fault = askLength(parsed.query, match);
        else if (match = next(worker, at); match.hasMatch())
            parsed.fault = askWorker(parsed.query, match.captured(1));
        else if (match = next(loop, at); match.hasMatch())
            ask(parsed.query, parsed.query.place, Place::Loop);
        else if (match = next(request, at); match.hasMatch())
            parsed.fault = askRequest(parsed.query, match.captured(1));
        else if (match = next(word, at); match.hasMatch())
            parsed.fault = askWord(parsed.query, match.captured());
        at = match.capturedEnd();
    }
    return parsed;
}

} // namespace app
