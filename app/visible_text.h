#pragma once

#include <QByteArray>

// Text of others on its way to a terminal, which would obey what is in it. Pure; any thread.
namespace app {

/// The same, as UTF-8, with all that a terminal would not show as a character, written out: `\x1b` for a control character
/// below 128 and for each byte that is no UTF-8, `\u202e` for the controls above it and for what turns the direction of
/// writing or begins a line without being a line's end. Tabs stay, and line ends where they are said to.
enum class LineEnds : quint8 { Stay, Shown };
QByteArray visibleText(QByteArrayView text, LineEnds lineEnds);

} // namespace app
