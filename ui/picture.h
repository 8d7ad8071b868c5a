#pragma once

#include "app/picture_wishes.h"
#include "app/session.h"
#include "ui/picture_file.h"
#include "ui/theme.h"
#include "ui/timeline/run_view.h"
#include "ui/timeline/timeline_layout.h"

// A run as a picture for a slide: title, headline, legend, ruler, lanes. The same layout and painter as the window's, with
// type that is read from the back row: no text is lower than a 45th of the picture's height (a 28th of its width, where it
// is so narrow that such type would leave the lanes no room). GUI thread.
namespace ui {

struct PictureOptions {
    app::PictureWishes wishes;
    RunView view; ///< as the run is arranged in the window; measure and marks are drawn too, if wished
    const app::Run *whole = nullptr; ///< of an animation: LayoutInput::whole
    QString note{};                  ///< of an animation: a few letters left of the ruler
};

inline ThemeKind themeOf(const app::PictureWishes &wishes) { return wishes.dark ? ThemeKind::Dark : ThemeKind::Light; }

/// px; the least height of type in a picture of this size.
double leastType(QSize size);

/// The whole run as a picture shows it, with a little room behind its end. ns.
TimeRange wholeOf(const app::Run &run);

/// What of the wishes this run cannot show; an empty string: nothing.
QString rangeFault(const app::Run &run, const app::PictureWishes &wishes);

/// As it is painted; px.
TimelineLayout pictureLayout(const app::Run &run, const PictureOptions &options);

/// Replays onto any painter, in a rectangle of the wished size at the origin.
void paintPicture(QPainter &painter, const app::Run &run, const PictureOptions &options);

/// The same as something to save; `run` must outlive it.
Drawing drawingOf(const app::Run &run, const PictureOptions &options);
QImage renderPicture(const app::Run &run, const PictureOptions &options);

/// By the suffix: .png, .svg or .pdf. Nothing is left half-written. An empty string: done; else what is wrong and what to do.
QString savePicture(const app::Run &run, const QString &path, const PictureOptions &options);

} // namespace ui
