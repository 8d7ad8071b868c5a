#include "ui/timeline/timeline_view.h"

#include "ui/selection.h"
#include "ui/timeline/frame_times.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/lane_hand.h"
#include "ui/timeline/overlays.h"
#include "ui/timeline/timeline_painter.h"
#include "ui/view_state.h"

#include <QPainter>
#include <QScrollBar>

namespace ui {
namespace {

constexpr qint64 shortestWhole = 1'000'000, shortestTrace = 1'000; ///< ns; another program's may be of a few functions
constexpr double liveRoom = 1.04, doneRoom = 1.02; ///< of the time there is; so that the end is not at the edge

} // namespace

TimelineView::TimelineView(app::Session &session, Selection &selection, ViewState &views, QWidget *parent)
    : QAbstractScrollArea(parent), m_session(session), m_selection(selection), m_views(views),
      m_lanes(new LaneHand(*this, session, selection, views)),
      m_frameTimes(new FrameTimesView(viewport())), m_pacer(*viewport()), m_measure(selection, views), m_marks(selection, views, *viewport()),
      m_cursor(new KeyboardCursor(*this, selection))
{
    installTimelineAccessible();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timeline"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // all of it is painted, so nothing need be painted below
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
    const bool tells = app::tellsIdeal(shown->trace.observed(), shown->asked.endpoint);
    const qint64 ideal = tells ? app::idealMakespan(shown->asked.endpoint, shown->asked.count, shown->asked.pool, shown->asked.sleepMicros) : 0;
    const qint64 whole = shown->live() ? std::max(qint64(double(end) * liveRoom), qint64(double(ideal) * 1.1)) : qint64(double(end) * doneRoom);
    m_zoom.setWhole({0, std::max(whole, shown->trace.tracks().empty() ? shortestWhole : shortestTrace)});
}

void TimelineView::invalidate()
{
    m_stale = true;
    m_pacer.ask();
}

void TimelineView::layOutNow()
{
    m_stale = false;
    const app::Run *shown = run();
    if (!shown) {
        m_layout = {};
        return;
    }
    QScrollBar *bar = verticalScrollBar();
    const LayoutInput input{QSizeF(viewport()->size()), m_zoom.visible(), m_scale, view(), true, double(bar->value())};
    const TimelineLayout before = std::exchange(m_layout, layOut(*shown, input));
    if (m_layout.time.left != before.time.left || m_layout.size != before.size)
        Q_EMIT axisChanged();
    bar->setPageStep(int(m_layout.body.height()));
    bar->setSingleStep(int(20 * m_scale));
    bar->setRange(0, std::max(0, int(m_layout.contentHeight - m_layout.body.height())));
    if (m_stale) // less is to be seen than was, and it had to scroll
        layOutNow();
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
    if (const auto slice = request || !shown ? std::nullopt : m_cursor->slice())
        return zoomToSlice(*slice);
    if (!request)
        return m_zoom.showAll();
    const qint64 begin = request->sent >= 0 ? request->sent : std::max<qint64>(0, request->arrived);
    const qint64 end = request->ended >= 0 ? request->ended : std::max(shown->now, request->responded);
    const qint64 room = std::max<qint64>(100, (end - begin) / 10);
    m_zoom.glideTo({begin - room, end + room});
}

void TimelineView::zoomToSlice(const app::Slice &slice)
{
    const qint64 end = std::min(slice.end, run()->now), room = std::max<qint64>(20, (end - slice.begin) / 10);
    m_zoom.glideTo({slice.begin - room, end + room});
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
    const FramePacer::Frame paced(m_pacer);
    if (m_stale)
        layOutNow();
    QPainter painter(viewport());
    if (!run())
        return paintHint(painter, QRectF(viewport()->rect()), m_theme, m_scale);
    paintTimeline(painter, m_layout, m_theme, {m_selection.hovered(), m_selection.selected(), m_selection.found()}, verticalScrollBar()->value());
    paintReading(painter);
    paintAnnotations(painter, m_layout, view(), m_theme, m_marks.chosen());
    if (const auto t = m_selection.playhead())
        paintPlayhead(painter, m_layout, *t, m_theme);
    m_cursor->paint(painter);
    m_lanes->paint(painter);
    if (m_hover && m_drag == Drag::None) {
        if (const auto text = hoverText(*run(), *m_hover))
            paintHoverCard(painter, *text, m_pointer, QRectF(viewport()->rect()), m_theme, m_scale);
    }
}

} // namespace ui
