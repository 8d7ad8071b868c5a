#pragma once

#include "app/session.h"
#include "ui/theme.h"
#include "ui/timeline/run_view.h"

#include <QImage>
#include <QSize>

#include <optional>

class QPainter;

// A run as a picture for a slide: title, headline, legend, ruler, lanes. The same layout and painter as the window's.
namespace ui {

struct PictureOptions {
    QSize size{1920, 1080}; ///< px; 320x180 to 16384x16384
    ThemeKind theme = ThemeKind::Light;
    std::optional<TimeRange> range; ///< nullopt: the whole run
    RunView view;                   ///< as the run is arranged in the window; measure and marks are drawn too
    const app::Run *whole = nullptr;///< of an animation: LayoutInput::whole
    QString note{};                 ///< a few letters left of the ruler
};

/// What it shows of `run` where options.range is not given.
TimeRange wholeRange(const app::Run &run);

/// Replays onto any painter, in a rectangle of options.size at the origin.
void paintPicture(QPainter &painter, const app::Run &run, const PictureOptions &options);
QImage renderPicture(const app::Run &run, const PictureOptions &options);

/// By the suffix: .png, .svg or .pdf. Nothing is left half-written. An empty string: done; else what is wrong and what to do.
QString savePicture(const app::Run &run, const QString &path, const PictureOptions &options);

} // namespace ui
