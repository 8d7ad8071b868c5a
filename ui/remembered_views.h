#pragma once

#include "app/session.h"
#include "ui/timeline/run_view.h"

#include <QString>

#include <optional>

class QSettings;

namespace ui {

/// At most this many logs' views are kept; the one that was stored the longest ago goes first.
inline constexpr qsizetype mostRememberedViews = 50;

/// What a log is called in the store: the process that wrote it and when its run began. The same before and after saving.
QString viewKey(const app::LogHeader &header);
/// The same; of another program's trace, which has no such header: its file.
QString viewKey(const app::Run &run);

void storeView(QSettings &store, const QString &key, const RunView &view);
/// nullopt: none is remembered, or what is there is none of ours.
std::optional<RunView> storedView(QSettings &store, const QString &key);

} // namespace ui
