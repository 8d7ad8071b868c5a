#include "app/log_header.h"

#include "app/log_parser.h"
#include "app/tr.h"
#include "server/server.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr int knownVersion = 1;
constexpr double longestSleep = std::numeric_limits<quint32>::max() / 1e6; ///< s, as Event::sleepMicros holds it
constexpr qint64 second = 1'000'000'000; ///< ns
constexpr qsizetype longestUrl = 2000;   ///< characters

/// A whole number in a range, or nullopt for anything else. A missing key gives `missing`.
std::optional<qint64> wholeNumber(const QJsonObject &object, QLatin1StringView key, qint64 most, std::optional<qint64> missing = 0)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined())
        return missing;
    if (!value.isDouble())
        return std::nullopt;
    constexpr qint64 wrong = -1;
    const qint64 number = value.toInteger(wrong);
    return number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

/// ISO 8601 with up to microseconds, to ns since the epoch.
std::optional<qint64> epochNs(const QString &text)
{
    const QDateTime date = QDateTime::fromString(text.left(19) + u'Z', Qt::ISODate);
    const qint64 seconds = date.toSecsSinceEpoch();
    // Up to the year 2262, when the ns of the epoch leave 64 bits.
    if (!date.isValid() || !text.endsWith(u'Z') || seconds < 0 || seconds >= std::numeric_limits<qint64>::max() / second)
        return std::nullopt;
    bool ok = text.size() == 20; // no fraction at all
    qint64 ns = 0;
    if (text.size() > 21 && text[19] == u'.')
        ns = text.mid(20, text.size() - 21).leftJustified(9, u'0', true).toLongLong(&ok);
    return ok && ns >= 0 ? std::optional(seconds * second + ns) : std::nullopt;
}

/// Names that this Loopscope does not know are a newer one's, and nothing of theirs is in our events. false: no list.
bool readObserved(const QJsonValue &names, std::optional<Observed> &into)
{
    if (names.isUndefined())
        return true;
    into.emplace();
    for (const Observable &one : observables)
        (*into).*one.flag = names.toArray().contains(QLatin1StringView(one.name));
    return names.isArray();
}

/// It is shown, so it becomes plain whatever the file has. false: no server's address.
bool readUrl(const QJsonValue &address, QString &into)
{
    if (address.isUndefined())
        return true;
    const QString text = address.toString();
    const QUrl url(text, QUrl::StrictMode);
    into = shownUrl(url);
    return text.size() <= longestUrl && url.isValid() && (url.scheme() == u"http" || url.scheme() == u"https") && !url.host().isEmpty();
}

} // namespace

QString shownUrl(const QUrl &url)
{
    QUrl shown = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (shown.path() == u"/")
        shown.setPath({});
    return shown.toString(QUrl::FullyEncoded);
}

QString readLogHeader(QByteArrayView line, LogHeader &into)
{
    const QJsonObject header = line.size() <= LogParser::longestLine ? QJsonDocument::fromJson(line.toByteArray()).object() : QJsonObject();
    if (header.value("format"_L1).toString() != u"loopscope")
        return tr("The file is no Loopscope log and no Chrome trace: its first line does not say so. Choose a file of one of these kinds.");
    const auto version = wholeNumber(header, "version"_L1, std::numeric_limits<int>::max(), std::nullopt);
    if (!version || *version < 1)
        return tr("The log's first line has no valid version. Choose another file.");
    if (*version > knownVersion)
        return tr("The log was written by a newer Loopscope (log version %1, this one reads %2). Update Loopscope to open it.")
                .arg(*version).arg(knownVersion);
    const auto pid = wholeNumber(header, "pid"_L1, std::numeric_limits<qint64>::max());
    const auto pool = wholeNumber(header, "pool"_L1, 1'000'000, server::defaultPool);
    LogHeader read;
    const bool observed = readObserved(header.value("observes"_L1), read.observed);
    const double sleep = header.value("sleep"_L1).toDouble(read.observed && !read.observed->server() ? 0 : 1);
    const auto started = epochNs(header.value("started"_L1).toString());
    const char *fault = !pid ? "pid" : !pool || *pool < 1 ? "pool" : !(sleep >= 0 && sleep <= longestSleep) ? "sleep" : !started ? "started"
            : !observed ? "observes" : !readUrl(header.value("url"_L1), read.url) ? "url" : nullptr;
    if (fault)
        return tr("The log's first line has no valid \"%1\". Choose another file, or mend the line.").arg(QLatin1StringView(fault));
    into = {*pid, *started, int(*pool), sleep, read.observed, read.url};
    return {};
}

} // namespace app
