#include "server/event_text.h"

#include <QCoreApplication>

#include <array>
#include <charconv>

namespace server {
namespace {

/// What the tutorial calls an endpoint, in UTF-8.
struct Words {
    QByteArrayView path, title; ///< title: in its last line
    QByteArrayView slept;       ///< between path and "for sleep_time"
    QByteArrayView indent;      ///< its async-wrong lines begin with a blank, but for the first
};
constexpr std::array<Words, 4> words{{
        {"", "", "", ""},
        {"/sync-endpoint", "Sync", " sleeped", ""},
        {"/async-endpoint", "Async", " await sleeped", ""},
        {"/async-wrong", "Async-wrong", " wait sleeped", " "},
}};

QString failureText(qint64 value)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("server::Failure", text); };
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

/// As "%.2f" has it of seconds: what lies exactly between two goes the way its double lies, which that alone knows.
void appendHundredths(QByteArray &out, qint64 ns)
{
    constexpr qint64 hundredth = 10'000'000;
    const qint64 rest = ns % hundredth;
    if (ns < 0 || rest == hundredth / 2)
        return appendSeconds(out, double(ns) / 1e9, 2);
    const qint64 all = ns / hundredth + (rest > hundredth / 2 ? 1 : 0);
    appendNumber(out, all / 100);
    out.append('.').append(char('0' + all / 10 % 10)).append(char('0' + all % 10));
}

} // namespace

void appendNumber(QByteArray &utf8, qint64 number)
{
    std::array<char, 24> digits;
    const auto [end, fault] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    utf8.append(digits.data(), end - digits.data());
}

void appendSeconds(QByteArray &out, double seconds, int decimals)
{
    std::array<char, 400> digits;
    const auto [end, fault] = decimals < 0 ? std::to_chars(digits.data(), digits.data() + digits.size(), seconds, std::chars_format::fixed)
                                           : std::to_chars(digits.data(), digits.data() + digits.size(), seconds, std::chars_format::fixed, decimals);
    out.append(digits.data(), fault == std::errc() ? end - digits.data() : 0);
}

void appendEventText(QByteArray &out, const Event &event)
{
    const Words &own = words[size_t(event.endpoint)];
    const double sleep = event.sleepMicros / 1e6;
    switch (event.kind) {
    case EventKind::Called: out.append(own.path).append(" just called."); return;
    case EventKind::SleepTime:
        out.append(own.indent).append(own.path).append(" sleep_time=");
        appendSeconds(out, sleep);
        out.append('.');
        return;
    case EventKind::StartTime:
        out.append(own.indent).append(own.path).append(" JUST NOW start_time=");
        appendSeconds(out, double(event.value) / 1e9);
        out.append('.');
        return;
    case EventKind::Entered: out.append("I'm just in depth "); return appendNumber(out, event.depth);
    case EventKind::Calling: out.append("Call depth "); return appendNumber(out, event.depth + 1);
    case EventKind::Awaiting: out.append("Call ASYNC JOB to system!"); return;
    case EventKind::Resumed: out.append("Came back to depth "); return appendNumber(out, event.depth);
    case EventKind::Left:
        out.append("depth ");
        appendNumber(out, event.depth);
        out.append(" DONE");
        return;
    case EventKind::Slept:
        out.append(own.indent).append(own.path).append(own.slept).append(" for sleep_time=");
        appendSeconds(out, sleep);
        out.append('.');
        return;
    case EventKind::Completed:
        out.append(own.title).append(" Endpoint, Sleep Time: ");
        appendSeconds(out, sleep);
        out.append(" seconds, Elapsed Time: ");
        appendHundredths(out, event.value);
        out.append(" seconds");
        return;
    case EventKind::Failed: out.append(failureText(event.value).toUtf8()); return;
    default: return;
    }
}

QString eventText(const Event &event)
{
    QByteArray text;
    appendEventText(text, event);
    return QString::fromUtf8(text);
}

} // namespace server
