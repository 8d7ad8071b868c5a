#pragma once

#include "app/session.h"

#include <optional>

namespace ui {

class Selection;

/// Chooses a request and its step at `t` (or the last before it, or its first), so that the log and the timeline show it.
void chooseAt(Selection &selection, const app::Run &run, app::RequestId request, qint64 t);

/// The last event of the request at or before `t`, or its first; nullopt: it has none. Index into the log.
std::optional<size_t> eventAt(const app::Run &run, app::RequestId request, qint64 t);

} // namespace ui
