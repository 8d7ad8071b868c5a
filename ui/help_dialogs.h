#pragma once

class QWidget;

namespace ui {

/// What each key does, in a dialog of its own that scrolls where the screen is too small for it.
void showKeys(QWidget &window);

void showAbout(QWidget &window);

} // namespace ui
