#include "server/event.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace server {
namespace {

constexpr std::array<const char16_t *, eventKindCount> kindNames{
        u"sent",   u"arrived", u"queued",   u"called", u"sleep_time", u"start_time", u"entered",   u"calling",  u"awaiting", u"resumed",
        u"left",   u"blocking", u"slept",   u"completed", u"replying", u"responded", u"dropped",   u"received", u"failed",   u"lag"};

struct EndpointNames {
    const char16_t *name;
    const char16_t *title;  ///< in the tutorial's last line
    const char16_t *slept;  ///< between path and "for sleep_time"
    const char16_t *indent; ///< the tutorial's async-wrong lines begin with a blank, but for the first
};
constexpr std::array<EndpointNames, 4> endpointNames{{
        {u"", u"", u"", u""},
        {u"sync-endpoint", u"Sync", u"sleeped", u""},
        {u"async-endpoint", u"Async", u"await sleeped", u""},
        {u"async-wrong", u"Async-wrong", u"wait sleeped", u" "},
}};

const EndpointNames &names(Endpoint endpoint) { return endpointNames[size_t(endpoint)]; }
QString text(const char16_t *literal) { return QString::fromUtf16(literal); }
QString sleepTime(const Event &event) { return pythonNumber(event.sleepMicros / 1e6); }
QString line(const Event &event, const QString &rest)
{
    return text(names(event.endpoint).indent) + endpointPath(event.endpoint) + rest;
}

QString failureText(qint64 value)
{
    const auto tr = [](const char *words) { return QCoreApplication::translate("server::Failure", words); };
    if (value >= qint64(FailureReason::HttpStatus))
        return tr("the server answered with status %1").arg(value - qint64(FailureReason::HttpStatus));
    switch (FailureReason(value)) {
    case FailureReason::Stopped: return tr("the run was stopped");
    case FailureReason::Refused: return tr("the connection was refused: is the server running?");
    case FailureReason::Closed: return tr("the server closed the connection before its answer was whole");
    case FailureReason::TimedOut: return tr("the connection timed out");
    case FailureReason::HostNotFound: return tr("the host was not found: check the address");
    case FailureReason::NotHttp: return tr("the answer was not HTTP");
    case FailureReason::TooManyFiles: return tr("too many files are open: choose fewer requests, or raise the limit (ulimit -n)");
    case FailureReason::TooLong: return tr("the answer was too long to be kept");
    default: return tr("no answer came");
    }
}

} // namespace

QString kindName(EventKind kind) { return text(kindNames[size_t(kind)]); }

std::optional<EventKind> kindFromName(QStringView name)
{
    for (size_t i = 0; i < kindNames.size(); ++i) {
        if (name == kindNames[i])
            return EventKind(i);
    }
    return std::nullopt;
}

QString endpointName(Endpoint endpoint) { return text(names(endpoint).name); }
QString endpointPath(Endpoint endpoint) { return endpoint == Endpoint::None ? QString() : u'/' + endpointName(endpoint); }

std::optional<Endpoint> endpointFromName(QStringView name)
{
    for (size_t i = 1; i < endpointNames.size(); ++i) {
        if (name == endpointNames[i].name)
            return Endpoint(i);
    }
    return std::nullopt;
}

std::optional<Endpoint> endpointFromPath(QStringView path)
{
    return path.startsWith(u'/') ? endpointFromName(path.sliced(1)) : std::nullopt;
}

QString pythonNumber(double seconds) { return QString::number(seconds, 'f', QLocale::FloatingPointShortest); }

QString eventText(const Event &event)
{
    switch (event.kind) {
    case EventKind::Called: return endpointPath(event.endpoint) + u" just called."_s;
    case EventKind::SleepTime: return line(event, u" sleep_time="_s + sleepTime(event) + u'.');
    case EventKind::StartTime: return line(event, u" JUST NOW start_time="_s + pythonNumber(double(event.value) / 1e9) + u'.');
    case EventKind::Entered: return QStringLiteral("I'm just in depth %1").arg(event.depth);
    case EventKind::Calling: return QStringLiteral("Call depth %1").arg(event.depth + 1);
    case EventKind::Awaiting: return QStringLiteral("Call ASYNC JOB to system!");
    case EventKind::Resumed: return QStringLiteral("Came back to depth %1").arg(event.depth);
    case EventKind::Left: return QStringLiteral("depth %1 DONE").arg(event.depth);
    case EventKind::Slept: return line(event, u' ' + text(names(event.endpoint).slept) + u" for sleep_time="_s + sleepTime(event) + u'.');
    case EventKind::Completed:
        return QStringLiteral("%1 Endpoint, Sleep Time: %2 seconds, Elapsed Time: %3 seconds")
                .arg(text(names(event.endpoint).title), sleepTime(event), QString::number(double(event.value) / 1e9, 'f', 2));
    case EventKind::Failed: return failureText(event.value);
    default: return {};
    }
}

} // namespace server
