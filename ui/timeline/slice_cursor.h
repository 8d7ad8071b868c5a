#pragma once

#include "ui/slice_place.h"

#include <span>

namespace ui {

/// A slice, or a lane as a whole where it has no slices to stand on (folded, empty, loop lag).
struct CursorPosition {
    static constexpr size_t wholeLane = size_t(-1);

    SlicePlace place;
    size_t index = wholeLane;
    auto operator<=>(const CursorPosition &) const = default;
};

enum class CursorStep : quint8 { Left, Right, Up, Down };

/// Walks lanes and slices one by one, as a text cursor walks lines and letters: up and down it keeps its time.
/// A value; knows no widget.
class SliceCursor
{
public:
    const std::optional<CursorPosition> &position() const { return m_position; } ///< nullopt: not begun
    void clear() { m_position.reset(); }

    /// Stands at a slice of `request` at `t`, or in the first lane at `t` where it has none. `lanes`: top to bottom, as drawn.
    void enter(const app::Run &run, std::span<const SlicePlace> lanes, app::RequestId request, qint64 t);
    void moveTo(const app::Run &run, CursorPosition position);
    /// False: there is nothing on that side, and it stays. A lane that is drawn no more is left for the first one.
    bool move(const app::Run &run, std::span<const SlicePlace> lanes, CursorStep step);

    /// The slice it stands on; nullopt: a whole lane, or nothing.
    std::optional<app::Slice> slice(const app::Trace &trace) const;

private:
    void standIn(const app::Run &run, SlicePlace place);
    bool moveInLane(const app::Run &run, CursorStep step);

    std::optional<CursorPosition> m_position;
    qint64 m_time = 0; ///< ns; kept while lanes change
};

/// The lanes of a layout from the top down.
std::vector<SlicePlace> lanesOf(const TimelineLayout &layout);

} // namespace ui
