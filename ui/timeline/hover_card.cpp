#include "ui/timeline/hover_card.h"

#include "app/depth.h"
#include "app/row_search.h"
#include "ui/timeline/hover_tracks.h"
#include "ui/tr.h"

#include <QFontMetricsF>
#include <QPainter>

namespace ui {
namespace {

constexpr qint64 worthTelling = 5'000'000; ///< ns that a timer is late; less is the way timers are

QString queueingUnknown() { return tr("How long each was queued is not known: the server was not observed."); }

qint64 lengthOf(const app::Run &run, const app::Slice &slice)
{
    return std::max<qint64>(0, std::min(slice.end, std::max(run.now, slice.begin)) - slice.begin);
}

QString whereOf(const app::Run &run, const Band &band)
{
    switch (band.region) {
    case Region::Worker: return QString(run.trace.workers()[size_t(band.row)].name).replace(u'-', u' ');
    case Region::Loop: return tr("event loop");
    case Region::Awaiting: return tr("no thread");
    case Region::Waiting: return tr("no thread yet");
    case Region::Client: return tr("client");
    case Region::Track:
    case Region::Lag: break;
    }
    return {};
}

std::optional<HoverText> foldedText(const app::Run &run, const Hit &hit)
{
    const app::Moment moment = app::momentAt(run.trace, hit.t);
    switch (hit.band.region) {
    case Region::Awaiting: return HoverText{tr("%1 tasks await a timer").arg(moment.awaiting + moment.ready), {tr("The event loop is free for others.")}};
    case Region::Waiting:
        return HoverText{tr("%1 requests queued").arg(moment.queuedNoWorker + moment.queuedLoopBlocked),
                         {moment.queuedNoWorker ? tr("All %1 workers are busy.").arg(run.trace.pool()) : tr("The event loop is blocked.")}};
    case Region::Client:
        return HoverText{tr("%1 requests in flight").arg(moment.inFlight), {run.trace.observed().server() ? tr("Click the name to unfold.") : queueingUnknown()}};
    default: return std::nullopt;
    }
}

std::optional<HoverText> lagText(const app::Run &run, const Hit &hit)
{
    const auto &lag = run.trace.lag();
    const auto sample = std::lower_bound(lag.begin(), lag.end(), hit.t, [](const app::LagSample &s, qint64 t) { return s.t < t; });
    if (sample == lag.end())
        return std::nullopt;
    return HoverText{tr("loop lag %1").arg(app::durationText(sample->lag)),
                     {tr("A timer of the event loop fired that much late, at %1.").arg(app::durationText(sample->t))}};
}

/// "by request 2", "by requests 1 and 2", "by request 1 and 3 others": who slept on the loop while the slice queued.
QString blockers(const app::Run &run, const app::Slice &slice)
{
    constexpr size_t mostSlices = 10'000;
    std::vector<app::RequestId> found;
    if (const app::Lane *loop = run.trace.eventLoop()) {
        const app::Row &slices = loop->slices;
        const size_t first = slices.firstEndingAfter(slice.begin);
        for (size_t i = first; i < slices.size() && i - first < mostSlices && slices[i].begin < slice.end; ++i) {
            if (slices[i].state == app::State::BlockingLoop && (found.empty() || found.back() != slices[i].request))
                found.push_back(slices[i].request);
        }
    }
    const app::Request *request = run.trace.request(slice.request);
    if (found.empty() && request && request->blockedBy != app::RequestId::None)
        found.push_back(request->blockedBy);
    if (found.empty())
        return {};
    const quint32 one = quint32(found.front());
    if (found.size() <= 2)
        return found.size() == 1 ? tr(" by request %1").arg(one) : tr(" by requests %1 and %2").arg(one).arg(quint32(found.back()));
    return tr(" by request %1 and %2 others").arg(one).arg(found.size() - 1);
}

/// Why a task waits longer than its timer: the loop had no time for it.
QString awaitingReason(const app::Run &run, const app::Slice &slice)
{
    const qint64 length = lengthOf(run, slice);
    const app::Request *request = run.trace.request(slice.request);
    const qint64 asked = request ? qint64(request->sleepMicros) * 1000 : 0;
    if (asked <= 0 || length < asked + worthTelling)
        return tr("awaiting %1: the thread is free for others").arg(app::durationText(length));
    return (slice.end == app::stillOpen ? tr("awaiting %1: its timer is due for %2, the event loop is busy")
                                        : tr("awaiting %1: its timer was due %2 before, the event loop was busy"))
            .arg(app::durationText(length), app::durationText(length - asked));
}

QString allBusy(const app::Run &run, const QString &several, const QString &single, qint64 ns)
{
    const QString length = app::durationText(ns);
    return run.trace.pool() == 1 ? single.arg(length) : several.arg(length).arg(run.trace.pool());
}

QString depthText(const app::Run &run, const Hit &hit)
{
    const app::Slice &slice = *hit.slice;
    const qint64 last = std::max(slice.begin, std::min(slice.end, std::max(run.now, slice.begin + 1)) - 1);
    const std::optional<int> depth = app::depthAt(run.log, slice.request, std::clamp(hit.t, slice.begin, last));
    if (!depth)
        return {};
    return *depth == 0 ? tr("depth 0: in the endpoint itself")
            : *depth == 1 ? tr("depth 1: in a coroutine that the endpoint awaits")
                          : tr("depth %1: in a coroutine, %1 below the endpoint").arg(*depth);
}

QString failure(const app::Run &run, const app::Request *request)
{
    if (request && request->sent >= 0 && request->status > 0 && request->status / 100 != 2)
        return tr("failed: answered with status %1").arg(request->status);
    return run.trace.observed().client ? tr("failed: no answer reached the client") : tr("failed: dropped without an answer");
}

QString threadText(const app::Run &run, const Hit &hit)
{
    const qint64 pid = run.log.header.pid; // 0: not known
    const app::Lane *loop = run.trace.eventLoop();
    const quint64 loopTid = loop ? loop->tid : 0;
    const auto runsIn = [pid](quint64 tid) { return pid > 0 ? tr("process %1, thread %2").arg(pid).arg(tid) : tr("thread %1").arg(tid); };
    switch (hit.band.region) {
    case Region::Worker: return runsIn(run.trace.workers()[size_t(hit.band.row)].tid);
    case Region::Loop: return runsIn(loopTid);
    case Region::Awaiting: return pid > 0 ? tr("process %1; goes on in thread %2").arg(pid).arg(loopTid) : tr("goes on in thread %1").arg(loopTid);
    case Region::Waiting: return pid > 0 ? tr("process %1; no thread has it yet").arg(pid) : tr("no thread has it yet");
    case Region::Client:
    case Region::Track:
    case Region::Lag: break;
    }
    const auto &threads = run.log.threads;
    const auto client = std::find_if(threads.begin(), threads.end(), [](const server::Thread &one) { return one.name == u"client"; });
    return client == threads.end() ? QString() : tr("the client's thread %1").arg(client->tid);
}

} // namespace

QString reason(const app::Run &run, const app::Slice &slice)
{
    const QString length = app::durationText(lengthOf(run, slice));
    switch (slice.state) {
    case app::State::Running: return tr("running %1: its code holds the thread").arg(length);
    case app::State::Awaiting: return awaitingReason(run, slice);
    case app::State::BlockingWorker: return tr("blocking %1: asleep, and holds this worker").arg(length);
    case app::State::BlockingLoop: return tr("blocking %1: asleep ON the event loop, nothing else runs").arg(length);
    case app::State::QueuedNoWorker: return allBusy(run, tr("queued %1: all %2 workers busy"), tr("queued %1: the only worker busy"), lengthOf(run, slice));
    case app::State::QueuedLoopBlocked: return tr("queued %1: event loop blocked%2").arg(length, blockers(run, slice));
    case app::State::InFlight: return slice.end == app::stillOpen ? tr("in flight %1: sent, and not yet answered").arg(length)
                : slice.failed ? tr("in flight %1: from sent to failed").arg(length) : tr("in flight %1: from sent to received").arg(length);
    case app::State::Named: return tr("lasts %1").arg(length);
    }
    return {};
}

std::optional<HoverText> hoverText(const app::Run &run, const Hit &hit)
{
    if (hit.band.region == Region::Lag)
        return lagText(run, hit);
    if (hit.band.region == Region::Track)
        return trackText(run, hit);
    if (!hit.slice)
        return hit.band.row < 0 ? foldedText(run, hit) : std::nullopt;
    const app::Slice &slice = *hit.slice;
    const app::Request *request = run.trace.request(slice.request);
    HoverText text;
    text.heading = tr("request %1").arg(quint32(slice.request)) + QStringLiteral(" \u00b7 ") + whereOf(run, hit.band);
    text.lines << reason(run, slice);
    const bool onThread = hit.band.region != Region::Waiting && hit.band.region != Region::Client;
    if (request && request->queuedNs > 0 && onThread)
        text.lines << (request->queuedAs == app::State::QueuedNoWorker
                               ? allBusy(run, tr("before that queued %1: all %2 workers were busy"),
                                         tr("before that queued %1: the only worker was busy"), request->queuedNs)
                               : tr("before that queued %1: the event loop was blocked").arg(app::durationText(request->queuedNs)));
    if (slice.failed || (request && request->failed))
        text.lines << failure(run, request);
    if (onThread)
        text.lines << depthText(run, hit);
    if (!run.trace.observed().server())
        text.lines << tr("how long of that it was queued is not known: the server was not observed");
    text.lines << tr("from %1 to %2").arg(app::durationText(slice.begin),
                                          slice.end == app::stillOpen ? tr("now") : app::durationText(slice.end));
    text.lines << threadText(run, hit);
    text.lines.removeAll(QString());
    return text;
}

void paintHoverCard(QPainter &painter, const HoverText &text, QPointF pointer, const QRectF &bounds, const Theme &theme, double scale)
{
    const QFont headFont = textFont(13 * scale, QFont::DemiBold), lineFont = textFont(12 * scale);
    const QFontMetricsF head(headFont), line(lineFont);
    double width = head.horizontalAdvance(text.heading);
    for (const QString &one : text.lines)
        width = std::max(width, line.horizontalAdvance(one));
    const double space = 12 * scale, lineHeight = 18 * scale;
    const QSizeF size(width + 2 * space, 2 * space + head.height() + 4 * scale + lineHeight * double(text.lines.size()));
    QPointF corner = pointer + QPointF(14, 18) * scale;
    if (corner.x() + size.width() > bounds.right())
        corner.setX(std::max(bounds.left(), pointer.x() - size.width() - 10 * scale));
    if (corner.y() + size.height() > bounds.bottom())
        corner.setY(std::max(bounds.top(), pointer.y() - size.height() - 10 * scale));
    const bool dark = theme.kind == ThemeKind::Dark;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(dark ? QPen(theme.border) : QPen(Qt::NoPen));
    painter.setBrush(dark ? QColor(0xff0c0d0f) : QColor(0xff1f2328));
    painter.drawRoundedRect(QRectF(corner, size), 7 * scale, 7 * scale);
    painter.setPen(Qt::white);
    painter.setFont(headFont);
    double y = corner.y() + space;
    painter.drawText(QRectF(corner.x() + space, y, width + 1, head.height()), Qt::AlignLeft | Qt::AlignVCenter, text.heading);
    y += head.height() + 4 * scale;
    painter.setFont(lineFont);
    for (const QString &one : text.lines) {
        painter.setPen(QColor(one == text.lines.first() ? 0xffe8eaed : 0xffb4bbc3));
        painter.drawText(QRectF(corner.x() + space, y, width + 1, lineHeight), Qt::AlignLeft | Qt::AlignVCenter, one);
        y += lineHeight;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace ui
