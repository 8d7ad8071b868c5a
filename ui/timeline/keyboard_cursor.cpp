#include "ui/timeline/keyboard_cursor.h"

#include "ui/choosing.h"
#include "ui/selection.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/timeline_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace ui {
namespace {

std::optional<CursorStep> stepOf(const QKeyEvent &event)
{
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::ControlModifier)
        return std::nullopt;
    switch (event.key()) {
    case Qt::Key_Left: return CursorStep::Left;
    case Qt::Key_Right: return CursorStep::Right;
    case Qt::Key_Up: return CursorStep::Up;
    case Qt::Key_Down: return CursorStep::Down;
    default: return std::nullopt;
    }
}

} // namespace

KeyboardCursor::KeyboardCursor(TimelineView &view, Selection &selection) : QObject(&view), m_view(view), m_selection(selection)
{
    connect(&selection, &Selection::runChanged, this, [this] { m_cursor.clear(); });
    connect(&selection, &Selection::selectedChanged, this, [this](app::RequestId chosen) {
        if (chosen == app::RequestId::None && ofTracks())
            m_cursor.clear();
    });
    connect(this, &KeyboardCursor::arrived, &view, [&view] { announceCursor(view); });
}

bool KeyboardCursor::ofTracks() const { return m_view.shownRun() && !m_view.shownRun()->trace.tracks().empty(); }

std::optional<app::Slice> KeyboardCursor::slice() const
{
    const app::Run *run = m_view.shownRun();
    return run ? m_cursor.slice(run->trace) : std::nullopt;
}

void KeyboardCursor::moveTo(SlicePlace place, const app::Slice &slice)
{
    const app::Run *run = m_view.shownRun();
    const app::Row *row = run ? rowAt(run->trace, place) : nullptr;
    size_t index = row ? row->firstFrom(slice.begin) : 0;
    while (row && index + 1 < row->size() && (*row)[index + 1].begin == slice.begin && (*row)[index] != slice)
        ++index; // one that takes no time may stand before it
    if (row && index < row->size())
        moveTo({place, index});
}

bool KeyboardCursor::take(const QKeyEvent &event)
{
    const std::optional<CursorStep> step = stepOf(event);
    const app::Run *run = m_view.shownRun();
    if (!step || !run)
        return step.has_value();
    const std::vector<SlicePlace> lanes = lanesOf(m_view.layout());
    if (m_cursor.position()) {
        if (!m_cursor.move(*run, lanes, *step))
            return true;
    } else {
        const std::optional<size_t> chosen = m_selection.event();
        const qint64 t = chosen && *chosen < run->log.events.size() ? run->log.events[*chosen].t : std::max(run->trace.begin(), m_view.visible().begin);
        m_cursor.enter(*run, lanes, m_selection.selected(), t);
    }
    arrive();
    return true;
}

void KeyboardCursor::moveTo(CursorPosition position)
{
    const app::Run *run = m_view.shownRun();
    if (!run)
        return;
    m_cursor.moveTo(*run, position);
    arrive();
}

void KeyboardCursor::arrive()
{
    const app::Run *run = m_view.shownRun();
    if (const auto slice = m_cursor.slice(run->trace))
        chooseAt(m_selection, *run, slice->request, slice->begin);
    bringIntoView();
    m_view.viewport()->update();
    Q_EMIT arrived();
}

void KeyboardCursor::bringIntoView()
{
    const app::Run *run = m_view.shownRun();
    if (const auto slice = m_cursor.slice(run->trace); slice) {
        const TimeRange visible = m_view.visible();
        if (slice->begin > visible.end || endOf(*slice, *run) < visible.begin)
            m_view.reveal(slice->begin);
    }
    const TimelineLayout &layout = m_view.layout();
    const Band *band = m_cursor.position() ? bandOf(layout, m_cursor.position()->place) : nullptr;
    if (!band)
        return;
    QScrollBar *bar = m_view.verticalScrollBar();
    if (band->top < bar->value())
        bar->setValue(int(band->top));
    else if (band->bottom > bar->value() + layout.body.height())
        bar->setValue(int(band->bottom - layout.body.height()) + 1);
}

/// Two lines, one light and one dark: seen on every state's colour. Among tracks it is also what was clicked or found, wherever the
/// focus is: many slices have one name.
void KeyboardCursor::paint(QPainter &painter) const
{
    const app::Run *run = m_view.shownRun();
    if (!run || !m_cursor.position() || !(m_view.hasFocus() || (ofTracks() && slice())))
        return;
    const TimelineLayout &layout = m_view.layout();
    const Band *band = bandOf(layout, m_cursor.position()->place);
    if (!band)
        return;
    const auto slice = m_cursor.slice(run->trace);
    const TimeRange time = slice ? TimeRange{slice->begin, endOf(*slice, *run)} : layout.time.range;
    const double line = 2 * layout.scale;
    const QRectF rect = rectOf(layout, *band, time).translated(0, layout.body.top() - m_view.verticalScrollBar()->value());
    painter.save();
    painter.setClipRect(layout.body);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_view.theme().panel, 2 * line));
    painter.drawRect(rect.adjusted(-line, -line / 2, line, line / 2));
    painter.setPen(QPen(m_view.theme().accent, line));
    painter.drawRect(rect.adjusted(-line, -line / 2, line, line / 2));
    painter.restore();
}

} // namespace ui
