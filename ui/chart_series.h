#pragma once

#include "app/session.h"
#include "ui/theme.h"

#include <QChart>

// Runs as series of Qt Charts. Each fills an empty chart and gives it its axes; false: there is nothing to show.
namespace ui {

constexpr int mostPoints = 2000; ///< of a series; more are thinned, extremes kept

bool fillLatency(QChart &chart, const app::Run &run, const Theme &theme, double scale);
bool fillInFlight(QChart &chart, const app::Run &run, const Theme &theme, double scale);
bool fillLoopLag(QChart &chart, const app::Run &run, const Theme &theme, double scale);
/// Makespan over count, a mark a run, with the ideal as a line an endpoint.
bool fillMakespan(QChart &chart, const std::vector<std::unique_ptr<app::Run>> &runs, const Theme &theme, double scale);

} // namespace ui
