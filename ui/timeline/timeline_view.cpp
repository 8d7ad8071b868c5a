#include "ui/timeline/timeline_view.h"

#include "ui/selection.h"
#include "ui/timeline/frame_times.h"
#include "ui/timeline/ruler.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/lane_hand.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/view_state.h"

#include <QPainter>
#include <QScopeGuard>
#include <QScrollBar>

namespace ui {
namespace {

constexpr int frameMillis = 16, slowestMillis = 24;
constexpr int share = 6; ///< a frame that takes longer than a sixth of this time leaves more of it to the run that is shown
constexpr double liveRoom = 1.04, doneRoom = 1.02; ///< of the time there is; so that the end is not at the edge

} // namespace

TimelineView::TimelineView(app::Session &session, Selection &selection, ViewState &views, QWidget *parent)
    : QAbstractScrollArea(parent), m_session(session), m_selection(selection), m_views(views),
      m_lanes(new LaneHand(*this, session, selection, views)),
      m_frameTimes(new FrameTimesView(viewport())), m_marks(selection, views, *viewport()),
      m_cursor(new KeyboardCursor(*this, selection))
{
    installTimelineAccessible();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timeline"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // all of it is painted, so nothing need be painted below
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_frame.callOnTimeout(this, [this] { viewport()->update(); });
    connect(&session, &app::Session::runAdvanced, this, &TimelineView::advance);
    connect(&session, &app::Session::runFinished, this, &TimelineView::advance);
    connect(&m_zoom, &ZoomControl::visibleChanged, this, &TimelineView::invalidate);
    connect(&selection, &Selection::runChanged, this, &TimelineView::showRun);
    connect(&views, &ViewState::changed, this, &TimelineView::invalidate);
    connect(&selection, &Selection::hoveredChanged, this, &TimelineView::invalidate);
    connect(&selection, &Selection::selectedChanged, this, &TimelineView::invalidate);
    connect(&selection, &Selection::playheadChanged, this, &TimelineView::invalidate);
    connect(&selection, &Selection::foundChanged, this, &TimelineView::invalidate);
}

const app::Run *TimelineView::run() const { return m_session.run(m_selection.run()); }
const RunView &TimelineView::view() const { return m_views.of(m_selection.run()); }

void TimelineView::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    m_frameTimes->setTheme(theme, scale);
    invalidate();
}

void TimelineView::showRun()
{
    m_hover.reset();
    verticalScrollBar()->setValue(0);
    growWhole();
    m_zoom.showAll(Move::AtOnce);
    invalidate();
}

void TimelineView::advance(app::RunId id)
{
    if (id != m_selection.run())
        return;
    growWhole();
    invalidate();
}

/// While a run is live the axis is as long as the run should be, so that it does not shrink at every frame.
void TimelineView::growWhole()
{
    const app::Run *shown = run();
    if (!shown)
        return;
    const qint64 end = std::max(shown->now, shown->trace.end());
    const qint64 ideal = app::idealMakespan(shown->asked.endpoint, shown->asked.count, shown->asked.pool, shown->asked.sleepMicros);
    const qint64 whole = shown->live() ? std::max(qint64(double(end) * liveRoom), qint64(double(ideal) * 1.1)) : qint64(double(end) * doneRoom);
    m_zoom.setWhole({0, std::max<qint64>(whole, 1'000'000)});
}

void TimelineView::invalidate()
{
    m_stale = true;
    if (m_frame.isActive())
        return;
    const int wanted = std::clamp(int(m_frameTook / 1'000'000) * share, frameMillis, slowestMillis);
    const int left = m_sincePaint.isValid() ? wanted - int(m_sincePaint.elapsed()) : 0;
    if (left > 1)
        m_frame.start(left);
    else
        viewport()->update(); // also where it was asked for already: Qt paints once
}

void TimelineView::layOutNow()
{
    m_stale = false;
    const app::Run *shown = run();
    if (!shown) {
        m_layout = {};
        return;
    }
    const TimelineLayout before = std::exchange(m_layout, layOut(*shown, {QSizeF(viewport()->size()), m_zoom.visible(), m_scale, view(), true}));
    if (m_layout.time.left != before.time.left || m_layout.size != before.size)
        Q_EMIT axisChanged();
    QScrollBar *bar = verticalScrollBar();
    bar->setPageStep(int(m_layout.body.height()));
    bar->setSingleStep(int(20 * m_scale));
    bar->setRange(0, std::max(0, int(m_layout.contentHeight - m_layout.body.height())));
}

const TimelineLayout &TimelineView::layout()
{
    if (m_stale)
        layOutNow();
    return m_layout;
}

void TimelineView::reveal(qint64 t)
{
    const TimeRange visible = m_zoom.target();
    if (t >= visible.begin && t <= visible.end)
        return;
    m_zoom.glideTo({t - visible.length() / 2, t + visible.length() - visible.length() / 2});
}

void TimelineView::zoomToSelection()
{
    const app::Run *shown = run();
    const app::Request *request = shown ? shown->trace.request(m_selection.selected()) : nullptr;
    if (!request)
        return m_zoom.showAll();
    const qint64 begin = request->sent >= 0 ? request->sent : std::max<qint64>(0, request->arrived);
    const qint64 end = request->ended >= 0 ? request->ended : std::max(shown->now, request->responded);
    const qint64 room = std::max<qint64>(100, (end - begin) / 10);
    m_zoom.glideTo({begin - room, end + room});
}

void TimelineView::zoomBy(double factor)
{
    m_zoom.zoomMiddle(factor);
}

QPointF TimelineView::toBody(QPointF point) const
{
    return point - m_layout.body.topLeft() + QPointF(0, verticalScrollBar()->value());
}

QRectF TimelineView::sliceRect(app::RequestId request, app::State state) const
{
    for (const SliceItem &item : m_layout.slices) {
        if (item.request == request && item.state == state)
            return item.rect.translated(0, m_layout.body.top() - verticalScrollBar()->value());
    }
    for (const FoldRow &row : m_layout.folds) {
        for (size_t i = row.first; i < row.last; ++i) {
            const FoldRun &run = m_layout.runs[i];
            if (run.request == request && run.state == state)
                return QRectF(run.left, row.top + m_layout.body.top() - verticalScrollBar()->value(), run.right - run.left, row.bottom - row.top);
        }
    }
    return {};
}

QRectF TimelineView::clientHeader() const
{
    return m_layout.clientHeader.translated(0, m_layout.body.top() - verticalScrollBar()->value());
}

QRectF TimelineView::flagRect(size_t mark) const
{
    for (const Flag &flag : flagsOf(m_layout, view().marks)) {
        if (flag.mark == mark)
            return flag.rect;
    }
    return {};
}

void TimelineView::paintEvent(QPaintEvent *)
{
    const FrameTimesView::Frame measured(*m_frameTimes);
    m_sincePaint.start();
    const auto took = qScopeGuard([this] { m_frameTook = m_sincePaint.nsecsElapsed(); });
    if (m_stale)
        layOutNow();
    QPainter painter(viewport());
    if (!run())
        return paintHint(painter);
    paintTimeline(painter, m_layout, m_theme, {m_selection.hovered(), m_selection.selected(), m_selection.found()}, verticalScrollBar()->value());
    paintReading(painter);
    paintAnnotations(painter, m_layout, view(), m_theme, m_marks.chosen());
    paintPlayhead(painter);
    m_cursor->paint(painter);
    m_lanes->paint(painter);
    if (m_hover && m_drag == Drag::None) {
        if (const auto text = hoverText(*run(), *m_hover))
            paintHoverCard(painter, *text, m_pointer, QRectF(viewport()->rect()), m_theme, m_scale);
    }
    if (hasFocus() && m_focusByKey) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1));
    }
}

void TimelineView::paintHint(QPainter &painter)
{
    painter.fillRect(viewport()->rect(), m_theme.panel);
    const QStringList lines{tr("Choose how many requests, then click an endpoint."),
                            tr("async-endpoint awaits a timer: one thread, and it is free while they wait."),
                            tr("sync-endpoint sleeps in a worker: a pool of threads, and the rest queue."),
                            tr("async-wrong sleeps on the event loop itself: everybody waits.")};
    double y = viewport()->height() / 2.0 - 60 * m_scale;
    for (const QString &line : lines) {
        const bool first = line == lines.first();
        painter.setFont(textFont((first ? 18 : 13.5) * m_scale, first ? QFont::DemiBold : QFont::Normal));
        painter.setPen(first ? m_theme.text : m_theme.mutedText);
        const QRectF place(20, y, viewport()->width() - 40, (first ? 36 : 44) * m_scale);
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, line);
        y += painter.boundingRect(place, Qt::AlignHCenter | Qt::TextWordWrap, line).height() + (first ? 16 : 8) * m_scale;
    }
}

void TimelineView::paintPlayhead(QPainter &painter)
{
    const std::optional<qint64> t = m_selection.playhead();
    if (!t || *t < m_layout.time.range.begin || *t > m_layout.time.range.end)
        return;
    const double x = m_layout.time.toPixel(*t);
    painter.setPen(QPen(m_theme.text, m_scale, Qt::DashLine));
    painter.drawLine(QPointF(x, m_layout.body.top()), QPointF(x, m_layout.body.bottom()));
    const QString text = playheadText(*t, tickStep(m_layout.time, 80 * m_scale));
    painter.setFont(textFont(11 * m_scale, QFont::DemiBold));
    const QRectF size = painter.boundingRect(QRectF(), 0, text).adjusted(-5 * m_scale, -2 * m_scale, 5 * m_scale, 2 * m_scale);
    const double left = std::clamp(x - size.width() / 2, m_layout.time.left, m_layout.size.width() - size.width());
    const QRectF plate(left, m_layout.ruler.top() + 1, size.width(), m_layout.ruler.height() - 2);
    painter.fillRect(plate, m_theme.text);
    painter.setPen(m_theme.panel);
    painter.drawText(plate, Qt::AlignCenter, text);
}

} // namespace ui
