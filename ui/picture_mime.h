#pragma once

#include "ui/picture_file.h"

#include <memory>

class QMimeData;

namespace ui {

/// A drawing for the clipboard: as PNG, as SVG, and as an image for programs that ask Qt's way.
std::unique_ptr<QMimeData> mimeOf(const Drawing &drawing);

/// The same, and a file `name` (with its suffix) written into `folder`: for dragging. nullptr: it could not be written,
/// and `fault` says why.
std::unique_ptr<QMimeData> mimeWithFile(const Drawing &drawing, const QString &folder, const QString &name, QString &fault);

} // namespace ui
