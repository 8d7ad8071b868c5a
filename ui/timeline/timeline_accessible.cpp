#include "ui/timeline/timeline_accessible.h"

#include "ui/timeline/accessible_slice.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>

namespace ui {
namespace {

QAccessibleInterface *makeTimelineAccessible(const QString &className, QObject *object)
{
    if (className != QLatin1StringView(TimelineView::staticMetaObject.className()))
        return nullptr;
    auto *view = qobject_cast<TimelineView *>(object);
    return view ? new TimelineAccessible(view) : nullptr;
}

} // namespace

void installTimelineAccessible() { QAccessible::installFactory(makeTimelineAccessible); } // it takes a factory once only

void announceCursor(TimelineView &view)
{
    auto *timeline = dynamic_cast<TimelineAccessible *>(QAccessible::queryAccessibleInterface(&view));
    QAccessibleInterface *child = timeline ? timeline->focusChild() : nullptr;
    if (!child)
        return;
    QAccessibleEvent focus(child, QAccessible::Focus);
    QAccessible::updateAccessibility(&focus);
    QAccessibleEvent selection(child, QAccessible::Selection);
    QAccessible::updateAccessibility(&selection);
}

TimelineAccessible::TimelineAccessible(TimelineView *view) : QAccessibleWidget(view, QAccessible::Chart), m_view(*view) {}

TimelineAccessible::~TimelineAccessible()
{
    for (const auto &[position, id] : m_ids)
        QAccessible::deleteAccessibleInterface(id);
}

const app::Run *TimelineAccessible::run() const { return m_view.shownRun(); }

/// What the title and the caption say.
QString TimelineAccessible::text(QAccessible::Text kind) const
{
    if (kind != QAccessible::Description || !run())
        return QAccessibleWidget::text(kind);
    const app::Headline head = app::headline(run()->trace);
    return QStringList{app::runTitle(*run()), app::durationText(head.makespan), app::runCaption(*run())}.join(QStringLiteral(", "));
}

QList<QWidget *> TimelineAccessible::widgets() const
{
    QList<QWidget *> found;
    for (QAbstractButton *button : m_view.findChildren<QAbstractButton *>()) {
        if (button->isVisibleTo(&m_view))
            found << button;
    }
    return found;
}

int TimelineAccessible::childCount() const { return int(m_view.layout().bands.size() + size_t(widgets().size())); }

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    const std::vector<Band> &bands = m_view.layout().bands;
    if (index >= 0 && size_t(index) < bands.size())
        return at({placeOf(bands[size_t(index)]), CursorPosition::wholeLane});
    return QAccessible::queryAccessibleInterface(widgets().value(index - int(bands.size())));
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const std::vector<Band> &bands = m_view.layout().bands;
    const auto *lane = dynamic_cast<const AccessibleSlice *>(child);
    if (!lane) {
        const qsizetype widget = child ? widgets().indexOf(qobject_cast<QWidget *>(child->object())) : -1;
        return widget < 0 ? -1 : int(bands.size()) + int(widget);
    }
    for (size_t i = 0; i < bands.size(); ++i) {
        if (lane->position() == CursorPosition{placeOf(bands[i]), CursorPosition::wholeLane})
            return int(i);
    }
    return -1;
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    for (QWidget *widget : widgets()) {
        if (widget->rect().contains(widget->mapFromGlobal(QPoint(x, y))))
            return QAccessible::queryAccessibleInterface(widget);
    }
    const QPointF point = m_view.viewport()->mapFromGlobal(QPointF(x, y));
    const auto hit = run() ? m_view.hit(point) : std::nullopt;
    if (!hit)
        return nullptr;
    const SlicePlace place = placeOf(hit->band);
    const app::Row *row = hit->slice ? rowAt(run()->trace, place) : nullptr;
    return at({place, row ? nearestSlice(*row, hit->slice->begin) : CursorPosition::wholeLane});
}

QAccessibleInterface *TimelineAccessible::focusChild() const
{
    if (!m_view.hasFocus())
        return QAccessibleWidget::focusChild();
    const std::optional<CursorPosition> &position = m_view.cursor().position();
    return run() && position ? at(*position) : nullptr;
}

QAccessibleInterface *TimelineAccessible::at(CursorPosition position) const
{
    if (const auto found = m_ids.find(position); found != m_ids.end()) {
        if (QAccessibleInterface *known = QAccessible::accessibleInterface(found->second))
            return known;
        m_ids.erase(found);
        std::erase(m_order, position);
    }
    if (m_order.size() >= mostKept) {
        QAccessible::deleteAccessibleInterface(m_ids.at(m_order.front()));
        m_ids.erase(m_order.front());
        m_order.pop_front();
    }
    auto *made = new AccessibleSlice(*const_cast<TimelineAccessible *>(this), position);
    m_ids[position] = QAccessible::registerAccessibleInterface(made);
    m_order.push_back(position);
    return made;
}

} // namespace ui
