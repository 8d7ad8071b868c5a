#pragma once

#include "app/trace.h"

#include <optional>

// Walking from event to event of one request or one thread. Pure.
namespace ui {

enum class Direction : qint8 { Back = -1, On = 1 };

/// Which events count.
struct EventPath {
    app::RequestId request = app::RequestId::None; ///< None: those of `thread`, but for its clock's ticks
    app::ThreadId thread{};
    size_t first = 0;                                      ///< index of the log; nothing is before it
    qint64 last = std::numeric_limits<qint64>::max();      ///< ns; nothing is after it
};

/// The path of a request, bounded by what the trace knows of it.
EventPath pathOf(const app::Request &request);

/// The next event of the path, as an index into the log: from event `from` where that is one of the path, else from time `t`.
/// nullopt: there is none.
std::optional<size_t> walk(const app::Log &log, const EventPath &path, Direction direction, std::optional<size_t> from, qint64 t);

} // namespace ui
