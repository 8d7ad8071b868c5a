#pragma once

#include <QString>

// The ruler's words. A tick's text depends on its time and on the distance of the ticks alone, never on what else is in
// view: while one pans, no text changes and nothing jumps.
//
// Far from zero and deep in, a whole time has more digits than a tick has room for. There the ticks count from the last
// mark (a round time, a hundred ticks or fewer before): "+120 ns". A mark says the whole time itself ("1.234 567 s"), and
// the one left of the view stands in the gutter. Everywhere else a tick says its time: "0.2 s", "340 ms".
namespace ui {

struct TimelineLayout;

/// The distance of marks for ticks `step` ns apart: the least power of ten that is at least 10 steps. ns.
qint64 markStep(qint64 step);
/// Whether the tick at `t` is counted from a mark. `step` > 0, both ns.
bool countsFromMark(qint64 t, qint64 step);

/// "0.2 s", "340 ms", "+120 ns", "1.234 567 s": what a tick at `t` says where ticks are `step` apart. Exact; distinct from its neighbours'.
QString tickText(qint64 t, qint64 step);
/// "1.234 567 s": all digits down to `exact` ns (a power of ten), in groups of three; the unit is that of the time's size.
QString wholeText(qint64 t, qint64 exact);
/// The time under the pointer, with a digit more than the ruler has.
QString playheadText(qint64 t, qint64 step);

/// Ticks, their texts and the grid's lines, into `layout.fixedTexts` and `layout.gridLines`.
void layOutRuler(TimelineLayout &layout);

} // namespace ui
