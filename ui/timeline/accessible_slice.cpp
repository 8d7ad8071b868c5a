#include "ui/timeline/accessible_slice.h"

#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/timeline/timeline_view.h"
#include "ui/tr.h"

#include <QScrollBar>

#include <algorithm>

namespace ui {
namespace {

QString slicesText(size_t count) { return count == 1 ? tr("1 slice") : tr("%1 slices").arg(count); }

QString mostAtOnce(const app::Group &group)
{
    int most = 0;
    for (const app::CountStep &step : group.counts)
        most = std::max(most, step.count);
    return tr("at most %1 at once").arg(most);
}

QString busyText(const app::Run &run, const app::Lane &lane)
{
    qint64 busy = lane.busy;
    if (!lane.slices.empty() && lane.slices.back().end == app::stillOpen)
        busy += std::max<qint64>(0, run.now - lane.slices.back().begin);
    const double percent = 100 * double(busy) / double(std::max<qint64>(1, run.now - run.trace.begin()));
    return percent > 0 && percent < 1 ? tr("less than 1 % busy") : tr("%1 % busy").arg(std::min(100.0, percent), 0, 'f', 0);
}

QString lagText(const app::Trace &trace)
{
    qint64 worst = 0;
    for (const app::LagSample &sample : trace.lag())
        worst = std::max(worst, sample.lag);
    return tr("at most %1").arg(app::durationText(worst));
}

/// What a row has besides slices: its counter or its track's instants.
QString trackText(const app::Trace &trace, int place)
{
    if (place < 0 || size_t(place) >= trace.trackRows().size())
        return {};
    const app::TrackRow &row = trace.trackRows()[size_t(place)];
    const app::Track &track = trace.tracks().tracks[size_t(row.track)];
    if (track.kind == app::TrackKind::Counter)
        return tr("counter, from %1 to %2").arg(app::valueText(row.least), app::valueText(row.most));
    if (track.instants.empty() || row.row > 0)
        return {};
    return track.instants.size() == 1 ? tr("1 instant") : tr("%1 instants").arg(track.instants.size());
}

const app::Group *groupOf(const app::Trace &trace, Region region)
{
    switch (region) {
    case Region::Awaiting: return &trace.awaiting();
    case Region::Waiting: return &trace.waiting();
    case Region::Client: return &trace.client();
    default: return nullptr;
    }
}

} // namespace

QString laneText(const app::Run &run, SlicePlace place)
{
    QStringList words{placeName(run.trace, place)};
    const app::Group *group = groupOf(run.trace, place.region);
    const app::Row *row = rowAt(run.trace, place);
    if (place.region == Region::Lag)
        words << lagText(run.trace);
    else if (place.region == Region::Loop && run.trace.eventLoop())
        words << busyText(run, *run.trace.eventLoop());
    else if (group && place.row == wholeGroup)
        words << mostAtOnce(*group);
    else if (group)
        words << tr("row %1 of %2").arg(place.row + 1).arg(group->rows.size());
    if (row && place.region != Region::Loop)
        words << slicesText(row->size());
    if (place.region == Region::Track)
        words << trackText(run.trace, place.row);
    words.removeAll(QString());
    return words.join(QStringLiteral(", "));
}

QString sliceText(const app::Run &run, const app::Slice &slice)
{
    QStringList words{tr("request %1").arg(quint32(slice.request)), stateName(slice.state), app::durationText(endOf(slice, run) - slice.begin)};
    if (const app::Label *label = run.trace.tracks().label(slice.request))
        words = {label->name, app::durationText(endOf(slice, run) - slice.begin)};
    words << (slice.end == app::stillOpen ? tr("since %1").arg(app::durationText(slice.begin))
                                          : tr("from %1 to %2").arg(app::durationText(slice.begin), app::durationText(slice.end)));
    if (slice.failed)
        words << tr("failed");
    return words.join(QStringLiteral(", "));
}

std::optional<app::Slice> AccessibleSlice::slice() const
{
    const app::Run *run = m_timeline.run();
    const app::Row *row = run ? rowAt(run->trace, m_position.place) : nullptr;
    return row && m_position.index < row->size() ? std::optional<app::Slice>((*row)[m_position.index]) : std::nullopt;
}

bool AccessibleSlice::isValid() const
{
    return m_timeline.isValid() && bandOf(m_timeline.view().layout(), m_position.place) && (isLane() || slice());
}

QAccessibleInterface *AccessibleSlice::parent() const
{
    if (isLane())
        return &m_timeline;
    return m_timeline.at({m_position.place, CursorPosition::wholeLane});
}

int AccessibleSlice::childCount() const
{
    const app::Run *run = m_timeline.run();
    const app::Row *row = run && isLane() ? rowAt(run->trace, m_position.place) : nullptr;
    return row ? int(row->size()) : 0;
}

QAccessibleInterface *AccessibleSlice::child(int index) const
{
    return index >= 0 && index < childCount() ? m_timeline.at({m_position.place, size_t(index)}) : nullptr;
}

int AccessibleSlice::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *slice = dynamic_cast<const AccessibleSlice *>(child);
    return isLane() && slice && !slice->isLane() && slice->m_position.place == m_position.place ? int(slice->m_position.index) : -1;
}

QAccessibleInterface *AccessibleSlice::childAt(int x, int y) const
{
    auto *found = dynamic_cast<AccessibleSlice *>(isLane() ? m_timeline.childAt(x, y) : nullptr);
    return found && !found->isLane() && found->m_position.place == m_position.place ? found : nullptr;
}

QString AccessibleSlice::text(QAccessible::Text kind) const
{
    const app::Run *run = m_timeline.run();
    const std::optional<app::Slice> at = slice();
    if (!run || (!isLane() && !at))
        return {};
    if (kind == QAccessible::Name)
        return isLane() ? laneText(*run, m_position.place) : sliceText(*run, *at);
    return kind == QAccessible::Description && at ? reason(*run, *at) : QString();
}

QRect AccessibleSlice::rect() const
{
    TimelineView &view = m_timeline.view();
    const TimelineLayout &layout = view.layout();
    const Band *band = bandOf(layout, m_position.place);
    const std::optional<app::Slice> at = slice();
    if (!band || (!isLane() && !at))
        return {};
    const QRectF place = at ? rectOf(layout, *band, {at->begin, endOf(*at, *m_timeline.run())})
                            : QRectF(0, band->top, layout.size.width(), band->bottom - band->top);
    const QRect inView = place.translated(0, layout.body.top() - view.verticalScrollBar()->value()).toAlignedRect();
    return inView.translated(view.viewport()->mapToGlobal(QPoint()));
}

QAccessible::State AccessibleSlice::state() const
{
    QAccessible::State state;
    state.invalid = !isValid();
    if (state.invalid)
        return state;
    TimelineView &view = m_timeline.view();
    const QRect seen(view.viewport()->mapToGlobal(QPoint()), view.viewport()->size());
    state.offscreen = !seen.intersects(rect());
    state.invisible = !view.isVisible();
    state.readOnly = true;
    state.focusable = true;
    state.focused = view.hasFocus() && view.cursor().position() == m_position;
    if (const std::optional<app::Slice> at = slice()) {
        state.selectable = true;
        state.selected = at->request != app::RequestId::None && at->request == view.cursor().selection().selected();
    }
    return state;
}

void *AccessibleSlice::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
}

QStringList AccessibleSlice::actionNames() const { return {pressAction(), setFocusAction()}; }

void AccessibleSlice::doAction(const QString &name)
{
    if (!isValid() || !actionNames().contains(name))
        return;
    m_timeline.view().setFocus();
    m_timeline.view().cursor().moveTo(m_position);
}

} // namespace ui
