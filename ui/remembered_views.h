#pragma once

#include "app/log.h"
#include "ui/timeline/run_view.h"

#include <QString>

#include <optional>

class QSettings;

namespace ui {

/// At most this many logs' views are kept; the one that was stored the longest ago goes first.
inline constexpr qsizetype mostRememberedViews = 50;

/// What a log is called in the store: the process that wrote it and when its run began. The same before and after saving.
QString viewKey(const app::LogHeader &header);

void storeView(QSettings &store, const app::LogHeader &header, const RunView &view);
/// nullopt: none is remembered, or what is there is none of ours.
std::optional<RunView> storedView(QSettings &store, const app::LogHeader &header);

} // namespace ui
