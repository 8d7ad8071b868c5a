// The keys' part of the TimelineView.
#include "ui/timeline/timeline_view.h"

#include "ui/selection.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/view_state.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace ui {
namespace {

constexpr double zoomPerKey = 1.25;

/// Where a key means "here": under the pointer, else in the middle of what is visible.
qint64 hereIn(TimeRange visible, std::optional<qint64> playhead)
{
    const qint64 middle = visible.begin + visible.length() / 2, t = playhead.value_or(middle);
    return t >= visible.begin && t <= visible.end ? t : middle;
}

/// The chosen request's; without one, the events of the lane under the pointer, or of the event loop.
EventPath pathToWalk(const app::Trace &trace, app::RequestId selected, const std::optional<Hit> &hover)
{
    if (const app::Request *request = trace.request(selected))
        return pathOf(*request);
    if (hover && hover->band.region == Region::Worker && size_t(hover->band.row) < trace.workers().size())
        return {app::RequestId::None, trace.workers()[size_t(hover->band.row)].thread};
    return {app::RequestId::None, trace.eventLoop() ? trace.eventLoop()->thread : app::ThreadId{}};
}

} // namespace

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (m_cursor->take(*event))
        return;
    const HandKey key = handKey(*event);
    if (zoomAtPointer(key) || moveBy(key, m_zoom) || scrollBy(key) || markBy(key))
        return;
    switch (key) {
    case HandKey::Fit: return zoomToSelection();
    case HandKey::PreviousEvent: return walkEvents(Direction::Back);
    case HandKey::NextEvent: return walkEvents(Direction::On);
    case HandKey::Leave:
        m_drag = Drag::None;
        m_measure.remove();
        m_marks.leave();
        m_selection.setSelected(app::RequestId::None);
        m_selection.setEvent(std::nullopt);
        return invalidate();
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TimelineView::zoomAtPointer(HandKey key)
{
    const TimeScale &time = m_layout.time;
    const bool onTime = m_pointerInside && m_pointer.x() >= time.left && m_pointer.x() <= time.left + time.width;
    if (!onTime || (key != HandKey::Closer && key != HandKey::Farther))
        return false;
    m_zoom.zoomAround(timeAt(m_pointer.x()), key == HandKey::Closer ? zoomPerKey : 1 / zoomPerKey);
    return true;
}

bool TimelineView::scrollBy(HandKey key)
{
    QScrollBar *bar = verticalScrollBar();
    switch (key) {
    case HandKey::LanesUp: bar->triggerAction(QAbstractSlider::SliderSingleStepSub); return true;
    case HandKey::LanesDown: bar->triggerAction(QAbstractSlider::SliderSingleStepAdd); return true;
    case HandKey::PageUp: bar->triggerAction(QAbstractSlider::SliderPageStepSub); return true;
    case HandKey::PageDown: bar->triggerAction(QAbstractSlider::SliderPageStepAdd); return true;
    default: return false;
    }
}

bool TimelineView::markBy(HandKey key)
{
    if (!run())
        return false;
    if (m_stale)
        layOutNow(); // the editor opens where the mark will be
    const std::optional<size_t> chosen = m_marks.chosen();
    switch (key) {
    case HandKey::DropMark: m_marks.drop(m_layout, hereIn(m_zoom.visible(), m_selection.playhead())); return true;
    case HandKey::RenameMark:
        if (chosen)
            m_marks.rename(m_layout, *chosen);
        return true;
    case HandKey::RemoveMark:
        if (chosen)
            m_marks.remove(*chosen);
        return true;
    case HandKey::NextMark:
        if (const auto next = m_marks.next()) {
            m_marks.choose(next);
            reveal(view().marks[*next].t);
            invalidate();
        }
        return true;
    default: return false;
    }
}

void TimelineView::walkEvents(Direction direction)
{
    if (!run())
        return;
    const auto next = walk(run()->log, pathToWalk(run()->trace, m_selection.selected(), m_hover), direction, m_selection.event(),
                           hereIn(m_zoom.visible(), m_selection.playhead()));
    if (!next)
        return;
    const qint64 t = run()->log.events[*next].t;
    m_selection.setEvent(next);
    m_selection.setPlayhead(t);
    reveal(t);
}

} // namespace ui
