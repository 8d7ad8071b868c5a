#pragma once

#include <QCoreApplication>

namespace app {

/// What a user reads, for code that has no class with a tr() of its own. Any thread.
inline QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("app", text, comment, n);
}

} // namespace app
