#pragma once

#include <QString>

namespace ui {

struct Theme;

/// The rules of all our widgets; object names and the "kind" property are what they match.
QString styleSheet(const Theme &theme, double scale);

} // namespace ui
