#pragma once

#include "app/animation_wishes.h"
#include "ui/picture.h"

class QWidget;

namespace ui {

/// saveAnimation(), for a window: past a moment a dialog over `parent` says how far it is, and Cancel or Esc gives it up. Returns
/// when it is over; until then the window lives, and so may the run change. An empty string: done; else what is wrong, or that it
/// was given up: then no file was written or changed. GUI thread.
QString animateWithProgress(const app::Run &run, const QString &path, const PictureOptions &options, const app::AnimationWishes &wishes,
                            QWidget *parent);

} // namespace ui
