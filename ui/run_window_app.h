#pragma once

#include <QString>

class QApplication;

namespace ui {

/// Opens the window, with a saved log if `fileToOpen` is not empty, and runs until it is closed. Returns the exit status.
int runWindow(QApplication &application, const QString &fileToOpen);

} // namespace ui
