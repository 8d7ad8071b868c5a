#include "ui/timeline/slice_cursor.h"

#include <algorithm>

namespace ui {

void SliceCursor::enter(const app::Run &run, std::span<const SlicePlace> lanes, app::RequestId request, qint64 t)
{
    m_time = t;
    for (const SlicePlace place : lanes) {
        const app::Row *row = request == app::RequestId::None ? nullptr : rowAt(run.trace, place);
        if (!row || row->empty())
            continue;
        const size_t index = nearestSlice(*row, t);
        if ((*row)[index].request == request)
            return moveTo(run, {place, index});
    }
    // A lane with slices tells more than the strip above it.
    const auto filled = std::find_if(lanes.begin(), lanes.end(), [&run](SlicePlace place) {
        const app::Row *row = rowAt(run.trace, place);
        return row && !row->empty();
    });
    if (!lanes.empty())
        standIn(run, filled == lanes.end() ? lanes.front() : *filled);
}

void SliceCursor::moveTo(const app::Run &run, CursorPosition position)
{
    m_position = position;
    if (const auto at = slice(run.trace))
        m_time = at->begin + (endOf(*at, run) - at->begin) / 2;
}

void SliceCursor::standIn(const app::Run &run, SlicePlace place)
{
    const app::Row *row = rowAt(run.trace, place);
    m_position = CursorPosition{place, row && !row->empty() ? nearestSlice(*row, m_time) : CursorPosition::wholeLane};
}

bool SliceCursor::move(const app::Run &run, std::span<const SlicePlace> lanes, CursorStep step)
{
    if (!m_position || lanes.empty())
        return false;
    const auto here = std::find(lanes.begin(), lanes.end(), m_position->place);
    if (here == lanes.end()) {
        standIn(run, lanes.front());
        return true;
    }
    if (step == CursorStep::Left || step == CursorStep::Right)
        return moveInLane(run, step);
    if (step == CursorStep::Up ? here == lanes.begin() : here + 1 == lanes.end())
        return false;
    standIn(run, step == CursorStep::Up ? *(here - 1) : *(here + 1));
    return true;
}

bool SliceCursor::moveInLane(const app::Run &run, CursorStep step)
{
    const app::Row *row = rowAt(run.trace, m_position->place);
    if (!row || row->empty())
        return false;
    if (m_position->index >= row->size()) { // it was empty when we came
        standIn(run, m_position->place);
        return true;
    }
    if (step == CursorStep::Left ? m_position->index == 0 : m_position->index + 1 == row->size())
        return false;
    moveTo(run, {m_position->place, step == CursorStep::Left ? m_position->index - 1 : m_position->index + 1});
    return true;
}

std::optional<app::Slice> SliceCursor::slice(const app::Trace &trace) const
{
    const app::Row *row = m_position ? rowAt(trace, m_position->place) : nullptr;
    return row && m_position->index < row->size() ? std::optional<app::Slice>((*row)[m_position->index]) : std::nullopt;
}

std::vector<SlicePlace> lanesOf(const TimelineLayout &layout)
{
    std::vector<SlicePlace> lanes;
    for (const Band &band : layout.bands)
        lanes.push_back(placeOf(band));
    return lanes;
}

} // namespace ui
