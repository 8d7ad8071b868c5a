#pragma once

#include <QCoreApplication>

namespace ui {

/// What a user reads, for code that has no class with a tr() of its own. Any thread.
inline QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("ui", text, comment, n);
}

} // namespace ui
