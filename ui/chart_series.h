#pragma once

#include "app/session.h"
#include "ui/theme.h"

#include <QChart>
#include <QScatterSeries>

// Runs as series of Qt Charts. Each fills an empty chart and gives it its axes; false: there is nothing to show.
namespace ui {

constexpr int mostPoints = 2000; ///< of a series; more are thinned, extremes kept

bool fillLatency(QChart &chart, const app::Run &run, const Theme &theme, double scale);
bool fillInFlight(QChart &chart, const app::Run &run, const Theme &theme, double scale);
bool fillLoopLag(QChart &chart, const app::Run &run, const Theme &theme, double scale);

/// A shape of its own for each endpoint: they do not depend on colour alone.
QScatterSeries::MarkerShape shapeOf(app::Endpoint endpoint);

} // namespace ui
