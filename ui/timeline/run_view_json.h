#pragma once

#include "ui/timeline/run_view.h"

#include <QJsonObject>

// How a run's timeline is arranged, as JSON: what is remembered with a saved log. Pure functions.
namespace ui {

/// Only what differs from the usual view is written; the usual view is an empty object.
QJsonObject toJson(const RunView &view);

/// What is missing, unknown or not as it should be is read as the usual view has it; nothing else is lost by it.
RunView runViewFrom(const QJsonObject &json);

} // namespace ui
