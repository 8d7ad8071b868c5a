// The hand's part of the TimelineView: wheel, mouse, touchpad. Its keys are in timeline_keys.cpp.
#include "ui/timeline/timeline_view.h"

#include "ui/choosing.h"
#include "ui/selection.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/timeline/snapping.h"
#include "ui/view_state.h"

#include <QApplication>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace ui {
namespace {

constexpr double wheelStep = 120;     ///< eighths of a degree a notch has
constexpr double zoomPerNotch = 1.25;
constexpr double snapPixels = 6;
constexpr double measureMoved = 3;    ///< px; less is a click

} // namespace

std::optional<Hit> TimelineView::hit(QPointF point) const
{
    const app::Run *shown = run();
    return shown && m_layout.body.contains(point) ? hitAt(*shown, m_layout, toBody(point)) : std::nullopt;
}

void TimelineView::hover(QPointF point)
{
    m_pointer = point;
    m_pointerInside = true;
    m_marks.setHovered(run() ? flagAt(m_layout, view().marks, point) : std::nullopt);
    m_hover = hit(point);
    const bool onTime = run() && point.y() >= m_layout.ruler.top() && point.x() >= m_layout.time.left
            && point.x() <= m_layout.time.left + m_layout.time.width;
    m_selection.setHovered(m_hover && m_hover->slice ? m_hover->slice->request : app::RequestId::None);
    m_selection.setPlayhead(onTime ? std::optional(m_layout.time.toTime(point.x())) : std::nullopt);
    invalidate();
}

void TimelineView::leave()
{
    m_hover.reset();
    m_pointerInside = false;
    m_marks.setHovered(std::nullopt);
    m_selection.setHovered(app::RequestId::None);
    m_selection.setPlayhead(std::nullopt);
    invalidate();
}

void TimelineView::showCursor(QPointF point)
{
    if (m_drag == Drag::Panning)
        viewport()->setCursor(Qt::ClosedHandCursor);
    else if (m_drag == Drag::Measuring || (run() && measureEdgeAt(m_layout, view().measure, point)))
        viewport()->setCursor(Qt::SizeHorCursor);
    else
        viewport()->unsetCursor();
}

qint64 TimelineView::timeAt(double x) const
{
    return TimeScale{m_zoom.visible(), m_layout.time.left, m_layout.time.width}.toTime(x);
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        leave();
    if (event->type() == QEvent::Resize)
        m_stale = true;
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_zoom.zoomAround(timeAt(gesture->position().x()), 1 + gesture->value(), Move::AtOnce);
            return true;
        }
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::scrollContentsBy(int, int)
{
    m_stale = m_stale || (run() && !run()->trace.tracks().empty()); // of tracks, only the rows in view are laid out
    viewport()->update();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPointF turn = event->angleDelta();
    const double perPixel = double(m_zoom.visible().length()) / std::max(1.0, m_layout.time.width);
    // A touchpad is smooth of itself, the notches of a wheel are not.
    const Move move = event->phase() == Qt::NoScrollPhase && event->pixelDelta().isNull() ? Move::Glide : Move::AtOnce;
    if (event->modifiers() & Qt::ShiftModifier) {
        const double amount = std::abs(turn.x()) > std::abs(turn.y()) ? turn.x() : turn.y();
        m_zoom.pan(std::llround(-amount * perPixel), move);
    } else if (event->modifiers() & Qt::AltModifier) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() - int(turn.y() != 0 ? turn.y() : turn.x()) / 2);
    } else if (std::abs(turn.x()) > std::abs(turn.y())) {
        m_zoom.pan(std::llround(-turn.x() * perPixel), move);
    } else {
        m_zoom.zoomAround(timeAt(event->position().x()), std::pow(zoomPerNotch, turn.y() / wheelStep), move);
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    const QPointF point = event->position();
    const bool left = event->button() == Qt::LeftButton;
    m_dragFrom = point;
    m_dragMoved = false;
    m_drag = left ? Drag::Pressed : Drag::None;
    if (!run())
        return;
    const auto edge = left && !flagAt(m_layout, view().marks, point) ? measureEdgeAt(m_layout, view().measure, point) : std::nullopt;
    if (!edge && event->button() != Qt::RightButton && !(left && event->modifiers() & Qt::ShiftModifier))
        return;
    m_drag = Drag::Measuring;
    if (edge)
        m_measure.takeEdge(*edge);
    else
        m_measure.begin(snapped(point));
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF moved = event->position() - m_dragFrom;
    m_dragMoved = m_dragMoved || moved.manhattanLength() > measureMoved;
    if (m_drag == Drag::Pressed && moved.manhattanLength() > QApplication::startDragDistance())
        m_drag = Drag::Panning;
    if (m_drag == Drag::Panning) {
        m_zoom.pan(std::llround(-moved.x() * double(m_zoom.visible().length()) / m_layout.time.width), Move::AtOnce);
        verticalScrollBar()->setValue(verticalScrollBar()->value() - int(moved.y()));
        m_dragFrom = event->position();
    } else if (m_drag == Drag::Measuring && m_dragMoved) {
        m_measure.moveTo(snapped(event->position()));
    }
    hover(event->position());
    showCursor(event->position());
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_drag == Drag::Pressed)
        click(event->position());
    if (m_drag == Drag::Measuring && m_dragMoved)
        m_measure.settle();
    else if (m_drag == Drag::Measuring && event->button() == Qt::RightButton)
        m_measure.remove();
    m_drag = Drag::None;
    hover(event->position());
    showCursor(event->position());
}

void TimelineView::click(QPointF point)
{
    if (m_layout.clientHeader.contains(toBody(point)) && m_layout.body.contains(point)) {
        RunView next = view();
        next.clientUnfolded = !next.clientUnfolded;
        return m_views.change(m_selection.run(), next.clientUnfolded ? tr("unfold the client") : tr("fold the client"), next);
    }
    m_marks.choose(run() ? flagAt(m_layout, view().marks, point) : std::nullopt);
    if (m_marks.chosen())
        return invalidate();
    const auto what = hit(point);
    if (what && what->slice && what->band.region == Region::Track)
        return m_cursor->moveTo(placeOf(what->band), *what->slice);
    if (what && what->slice)
        return chooseAt(m_selection, *run(), what->slice->request, std::max(what->t, what->slice->begin));
    m_selection.setSelected(app::RequestId::None);
    m_selection.setEvent(std::nullopt);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const auto mark = run() ? flagAt(m_layout, view().marks, event->position()) : std::nullopt)
        return m_marks.rename(m_layout, *mark);
    const auto what = hit(event->position());
    if (!what || !what->slice)
        return m_zoom.showAll();
    zoomToSlice(*what->slice);
}

/// The nearest edge of a slice in the row under the point (of a folded group: of any of its slices), or the point's own time.
qint64 TimelineView::snapped(QPointF point) const
{
    const qint64 t = timeAt(std::clamp(point.x(), m_layout.time.left, m_layout.time.left + m_layout.time.width));
    const qint64 reach = qint64(snapPixels * m_scale * double(m_zoom.visible().length()) / m_layout.time.width);
    const auto what = hit(point);
    if (!what)
        return t;
    if (const app::Row *row = rowOf(run()->trace, what->band))
        return snapToSlices(*row, t, reach, run()->now);
    const app::Trace &trace = run()->trace;
    switch (what->band.region) {
    case Region::Awaiting: return snapToSteps(trace.awaiting().counts, t, reach);
    case Region::Waiting: return snapToSteps(trace.waiting().counts, t, reach);
    case Region::Client: return snapToSteps(trace.client().counts, t, reach);
    default: return t;
    }
}

} // namespace ui
