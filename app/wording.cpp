#include "app/session.h"

#include "app/tr.h"

#include <QFileInfo>

#include <set>

namespace app {
namespace {

QString separator() { return QStringLiteral(" \u00b7 "); }

QStringList queueWords(const Headline &head)
{
    QStringList words;
    const bool known = head.longestQueued > 0; // while all of them still wait, it is not
    const QString longest = durationText(head.longestQueued);
    if (head.queuedNoWorker > 0)
        words << (known ? tr("%1 queued up to %2: all workers busy").arg(head.queuedNoWorker).arg(longest)
                        : tr("%1 queued: all workers busy").arg(head.queuedNoWorker));
    if (head.queuedLoopBlocked > 0)
        words << (known ? tr("%1 queued up to %2: event loop blocked").arg(head.queuedLoopBlocked).arg(longest)
                        : tr("%1 queued: event loop blocked").arg(head.queuedLoopBlocked));
    return words;
}

/// "1 thread", "12 threads".
QString counted(size_t count, const QString &one, const QString &several) { return count == 1 ? one : several.arg(count); }

/// With three digits: "48.1 requests/s".
QString throughputText(const Headline &head)
{
    const double rate = throughput(head);
    return tr("%L1 requests/s").arg(rate, 0, 'f', rate < 10 ? 2 : rate < 100 ? 1 : 0);
}

/// What the caption tells of whom nobody watched.
QStringList unobservedWords(const Headline &head)
{
    QStringList words;
    if (!head.observed.server()) {
        if (head.answered > 0)
            words << throughputText(head);
        words << tr("queueing unknown: the server was not observed");
    } else if (!head.observed.client) {
        words << tr("from the first arrival to the last response: no client was observed");
    }
    return words;
}

QString tracksCaption(const Tracks &tracks)
{
    std::set<qint64> processes;
    size_t threads = 0, counters = 0;
    for (const Track &track : tracks.tracks) {
        processes.insert(track.pid);
        threads += track.kind == TrackKind::Thread;
        counters += track.kind == TrackKind::Counter;
    }
    QStringList words;
    if (processes.size() > 1)
        words << tr("%L1 processes").arg(processes.size());
    words << counted(threads, tr("1 thread"), tr("%L1 threads")) << counted(tracks.slices, tr("1 slice"), tr("%L1 slices"));
    if (counters > 0)
        words << counted(counters, tr("1 counter"), tr("%L1 counters"));
    return words.join(separator());
}

} // namespace

QString runTitle(const Run &run)
{
    const Tracks &tracks = run.trace.tracks();
    if (tracks.empty())
        return runTitle(headline(run.trace), run.log.header.url);
    return run.source.isEmpty() ? processName(tracks.tracks.front()) : QFileInfo(run.source).completeBaseName();
}

QString runCaption(const Run &run)
{
    return run.trace.tracks().empty() ? runCaption(headline(run.trace)) : tracksCaption(run.trace.tracks());
}

QString runTitle(const Headline &head, const QString &url)
{
    const QString times = QStringLiteral(" \u00d7 ");
    if (head.endpoint != Endpoint::None)
        return QString::number(head.requests) + times + url + server::endpointPath(head.endpoint);
    const QString count = head.requests == 1 ? tr("1 request") : tr("%1 requests").arg(head.requests);
    return url.isEmpty() ? count : count + times + url;
}

QString runCaption(const Headline &head)
{
    QStringList words;
    if (head.requests > 0)
        words << unobservedWords(head);
    if (head.ideal > 0)
        words << tr("ideal %1").arg(durationText(head.ideal));
    if (head.mostWorkers > 0)
        words << (head.mostWorkers == 1 ? tr("1 worker") : tr("%1 workers").arg(head.mostWorkers));
    else if (head.mostAwaiting > 0)
        words << tr("one thread, %1 awaiting").arg(head.mostAwaiting);
    words << queueWords(head);
    if (head.failed > 0)
        words << tr("%1 failed").arg(head.failed);
    return words.join(separator());
}

QString durationText(qint64 ns)
{
    if (ns < 0)
        return u'-' + durationText(-ns);
    const auto digits = [](double value) { return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0); };
    if (ns >= 999'500'000)
        return tr("%1 s").arg(double(ns) / 1e9, 0, 'f', 2);
    if (ns >= 999'500)
        return tr("%1 ms").arg(digits(double(ns) / 1e6));
    if (ns >= 1'000)
        return tr("%1 us").arg(digits(double(ns) / 1e3));
    return tr("%1 ns").arg(ns);
}

} // namespace app
