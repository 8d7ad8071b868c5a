#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

// Numbers as JSON has them, from text: exact where the usual way over a double is not.
namespace app {

/// Microseconds, "1234.567", to ns, rounded half away from zero. Exact up to 19 significant digits. nullopt: no such
/// number, or not in 64 bits.
std::optional<qint64> nsOfMicros(std::string_view text);
/// A whole number; nullopt: something else, or not in 64 bits.
std::optional<qint64> wholeOf(std::string_view text);
/// nullopt: no number, or not finite.
std::optional<double> numberOf(std::string_view text);

} // namespace app
