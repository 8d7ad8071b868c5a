#pragma once

#include "app/session.h"
#include "ui/theme.h"
#include "ui/timeline/coordinates.h"

#include <QImage>

#include <optional>

// A whole run in a strip of a few pixels' height. Pure; what it costs depends on the strip's width, not on the trace's size.
namespace ui {

/// What was going on at one moment.
struct Load {
    std::optional<app::State> loop; ///< what held the event loop; nullopt: nothing did
    int workers = 0, awaiting = 0, queued = 0;
    int tracks = 0; ///< of another program: threads, and what is async, that did anything in the column's time
    int inFlight = 0; ///< of a server that was not observed: all there is
    int all() const { return workers + awaiting + queued + tracks + inFlight; }
    bool operator==(const Load &) const = default;
};

/// `columns` looks at the run, evenly over the range. Of a pool of hundreds every so manieth worker (of hundreds of threads: thread) is
/// asked and counted for the rest.
std::vector<Load> loadsOf(const app::Run &run, TimeRange range, int columns);

/// Above the event loop, below it, as heights: workers, awaiting, queued; of another program how many tracks were busy, of a server
/// that was not observed how many requests were in flight. Transparent where nothing was.
QImage minimapPicture(const app::Run &run, TimeRange range, QSize pixels, double scale, const Theme &theme);

} // namespace ui
