// The hand's part of the TimelineView: wheel, mouse, keys, touchpad.
#include "ui/timeline/timeline_view.h"

#include "ui/selection.h"
#include "ui/timeline/keyboard_cursor.h"
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
constexpr double panPerKey = 0.1;     ///< of the view
constexpr double snapPixels = 6;

} // namespace

std::optional<Hit> TimelineView::hit(QPointF point) const
{
    const app::Run *shown = run();
    return shown && m_layout.body.contains(point) ? hitAt(*shown, m_layout, toBody(point)) : std::nullopt;
}

void TimelineView::hover(QPointF point)
{
    m_pointer = point;
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
    m_selection.setHovered(app::RequestId::None);
    m_selection.setPlayhead(std::nullopt);
    invalidate();
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        leave();
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_zoom.zoomAround(m_layout.time.toTime(gesture->position().x()), 1 + gesture->value());
            return true;
        }
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_stale = true;
}

void TimelineView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPointF turn = event->angleDelta();
    const double perPixel = double(m_zoom.visible().length()) / std::max(1.0, m_layout.time.width);
    if (event->modifiers() & Qt::ShiftModifier) {
        const double amount = std::abs(turn.x()) > std::abs(turn.y()) ? turn.x() : turn.y();
        m_zoom.pan(qint64(-amount * perPixel));
    } else if (event->modifiers() & Qt::AltModifier) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() - int(turn.y() != 0 ? turn.y() : turn.x()) / 2);
    } else if (std::abs(turn.x()) > std::abs(turn.y())) {
        m_zoom.pan(qint64(-turn.x() * perPixel));
    } else {
        m_zoom.zoomAround(m_layout.time.toTime(event->position().x()), std::pow(zoomPerNotch, turn.y() / wheelStep));
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    const bool measures = event->button() == Qt::RightButton || (event->modifiers() & Qt::ShiftModifier);
    m_dragFrom = event->position();
    m_drag = measures && run() ? Drag::Measuring : event->button() == Qt::LeftButton ? Drag::Pressed : Drag::None;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF moved = event->position() - m_dragFrom;
    if (m_drag == Drag::Pressed && moved.manhattanLength() > QApplication::startDragDistance())
        m_drag = Drag::Panning;
    if (m_drag == Drag::Panning) {
        m_zoom.pan(qint64(-moved.x() * double(m_zoom.visible().length()) / m_layout.time.width));
        verticalScrollBar()->setValue(verticalScrollBar()->value() - int(moved.y()));
        m_dragFrom = event->position();
        viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (m_drag == Drag::Measuring) {
        const qint64 from = snapped(m_dragFrom), to = snapped(event->position());
        RunView next = view();
        next.measure = from == to ? std::nullopt : std::optional(TimeRange{std::min(from, to), std::max(from, to)});
        m_views.preview(m_selection.run(), next);
    }
    hover(event->position());
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_drag == Drag::Pressed)
        click(event->position());
    if (m_drag == Drag::Measuring)
        m_views.change(m_selection.run(), tr("measure"), view());
    m_drag = Drag::None;
    viewport()->unsetCursor();
    hover(event->position());
}

void TimelineView::click(QPointF point)
{
    if (m_layout.clientHeader.contains(toBody(point)) && m_layout.body.contains(point)) {
        RunView next = view();
        next.clientUnfolded = !next.clientUnfolded;
        return m_views.change(m_selection.run(), next.clientUnfolded ? tr("unfold the client") : tr("fold the client"), next);
    }
    const auto what = hit(point);
    if (what && what->slice)
        return selectAt(*what);
    m_selection.setSelected(app::RequestId::None);
    m_selection.setEvent(std::nullopt);
}

/// The last step of the request at or before the click is the log line that goes with it.
void TimelineView::selectAt(const Hit &what)
{
    const app::Run *shown = run();
    const std::vector<app::Event> &events = shown->log.events;
    std::optional<size_t> nearest;
    const app::Request *request = shown->trace.request(what.slice->request);
    const qint64 t = std::max(what.t, what.slice->begin);
    for (size_t i = request ? request->firstEvent : 0; i < events.size() && (events[i].t <= t || !nearest); ++i) {
        if (events[i].request == what.slice->request)
            nearest = i;
    }
    m_selection.setSelected(what.slice->request);
    m_selection.setEvent(nearest);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto what = hit(event->position());
    if (!what || !what->slice)
        return m_zoom.showAll();
    const qint64 end = std::min(what->slice->end, run()->now);
    const qint64 room = std::max<qint64>(20, (end - what->slice->begin) / 10);
    m_zoom.setVisible({what->slice->begin - room, end + room});
}

/// The nearest edge of a slice in the row under the point, or the point's own time.
qint64 TimelineView::snapped(QPointF point) const
{
    const qint64 t = m_layout.time.toTime(std::clamp(point.x(), m_layout.time.left, m_layout.time.left + m_layout.time.width));
    const auto what = hit(point);
    const app::Row *row = what ? rowOf(run()->trace, what->band) : nullptr;
    qint64 best = t, distance = qint64(snapPixels * m_scale * double(m_layout.time.range.length()) / m_layout.time.width);
    if (!row)
        return t;
    for (const app::Slice &slice : *row) {
        for (const qint64 edge : {slice.begin, std::min(slice.end, run()->now)}) {
            if (std::abs(edge - t) <= distance) {
                distance = std::abs(edge - t);
                best = edge;
            }
        }
    }
    return best;
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    m_focusByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QAbstractScrollArea::focusInEvent(event);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (m_cursor->take(*event))
        return;
    const qint64 step = qint64(double(m_zoom.visible().length()) * panPerKey);
    QScrollBar *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomBy(zoomPerNotch);
    case Qt::Key_S:
    case Qt::Key_Minus: return zoomBy(1 / zoomPerNotch);
    case Qt::Key_A:
    case Qt::Key_Left: return m_zoom.pan(-step);
    case Qt::Key_D:
    case Qt::Key_Right: return m_zoom.pan(step);
    case Qt::Key_Up: return bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    case Qt::Key_Down: return bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    case Qt::Key_PageUp: return bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    case Qt::Key_PageDown: return bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    case Qt::Key_0:
    case Qt::Key_Home: return m_zoom.showAll();
    case Qt::Key_End: return m_zoom.follow();
    case Qt::Key_F: return zoomToSelection();
    case Qt::Key_Escape:
        if (RunView next = view(); std::exchange(next.measure, std::nullopt))
            m_views.change(m_selection.run(), tr("end measuring"), next);
        m_selection.setSelected(app::RequestId::None);
        m_selection.setEvent(std::nullopt);
        return invalidate();
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace ui
