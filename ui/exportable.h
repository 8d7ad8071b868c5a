#pragma once

#include "app/animation_wishes.h"
#include "app/picture_wishes.h"
#include "ui/picture_file.h"
#include "ui/timeline/coordinates.h"

#include <functional>
#include <optional>

class QWidget;

namespace ui {

/// What is shown now, as something the export dialog can draw: a run's timeline, a comparison, a chart.
struct Exportable {
    QString name;  ///< proposed for the file, without its suffix
    QString title; ///< the picture's own; the dialog lets one change it
    QSize window;  ///< px, as it is shown now
    std::optional<TimeRange> visible, selected, run; ///< ns; nullopt: does not apply
    bool marks = false; ///< there are marks, or a measured range, to be shown or left out
    std::function<Drawing(const app::PictureWishes &)> drawing;
    /// Writes it growing, as a GIF; empty: this does not move. Returns an empty string or the fault.
    std::function<QString(const app::PictureWishes &, const app::AnimationWishes &, const QString &path, QWidget *parent)> animate;
};

} // namespace ui
