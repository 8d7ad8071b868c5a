#include "ui/timeline/hover_card.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace ui {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("ui::HoverCard", text); }

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
    case Region::Client: return HoverText{tr("%1 requests in flight").arg(moment.inFlight), {tr("Click the name to unfold.")}};
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

} // namespace

QString reason(const app::Run &run, const app::Slice &slice)
{
    const QString length = app::durationText(lengthOf(run, slice));
    const app::Request *request = run.trace.request(slice.request);
    switch (slice.state) {
    case app::State::Running: return tr("running %1: its code holds the thread").arg(length);
    case app::State::Awaiting: return tr("awaiting %1: the thread is free for others").arg(length);
    case app::State::BlockingWorker: return tr("blocking %1: asleep, and holds this worker").arg(length);
    case app::State::BlockingLoop: return tr("blocking %1: asleep ON the event loop, nothing else runs").arg(length);
    case app::State::QueuedNoWorker: return tr("queued %1: all %2 workers busy").arg(length).arg(run.trace.pool());
    case app::State::QueuedLoopBlocked:
        return request && request->blockedBy != app::RequestId::None
                ? tr("queued %1: event loop blocked by request %2").arg(length).arg(quint32(request->blockedBy))
                : tr("queued %1: event loop blocked").arg(length);
    case app::State::InFlight: return tr("in flight %1: sent, and not yet answered").arg(length);
    }
    return {};
}

std::optional<HoverText> hoverText(const app::Run &run, const Hit &hit)
{
    if (hit.band.region == Region::Lag)
        return lagText(run, hit);
    if (!hit.slice)
        return hit.band.row < 0 ? foldedText(run, hit) : std::nullopt;
    const app::Slice &slice = *hit.slice;
    const app::Request *request = run.trace.request(slice.request);
    HoverText text;
    text.heading = tr("request %1").arg(quint32(slice.request)) + QStringLiteral(" \u00b7 ") + whereOf(run, hit.band);
    text.lines << reason(run, slice);
    if (request && request->queuedNs > 0 && slice.state != request->queuedAs)
        text.lines << (request->queuedAs == app::State::QueuedNoWorker ? tr("before that queued %1: all %2 workers were busy")
                                                                               .arg(app::durationText(request->queuedNs)).arg(run.trace.pool())
                                                                       : tr("before that queued %1: the event loop was blocked")
                                                                               .arg(app::durationText(request->queuedNs)));
    if (slice.failed || (request && request->failed))
        text.lines << tr("failed: no answer reached the client");
    text.lines << tr("from %1 to %2").arg(app::durationText(slice.begin),
                                          slice.end == app::stillOpen ? tr("now") : app::durationText(slice.end));
    const app::Lane *lane = hit.band.region == Region::Worker ? &run.trace.workers()[size_t(hit.band.row)]
            : hit.band.region == Region::Loop ? run.trace.eventLoop() : nullptr;
    if (lane)
        text.lines << tr("process %1, thread %2").arg(run.log.header.pid).arg(lane->tid);
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
