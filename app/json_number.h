#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

// Numbers as JSON has them, from text: exact where the usual way over a double is not.
namespace app {

/// Microseconds, "1234.567", to ns, rounded half away from zero. Exact up to 19 significant digits. nullopt: no such
/// number, or not in 64 bits.
std::optional<qint64> nsOfMicros(std::string_view text);
/// The same to whole us, for what is past 64 bits in ns.
std::optional<qint64> wholeMicros(std::string_view text);
/// A whole number; nullopt: something else, or not in 64 bits.
std::optional<qint64> wholeOf(std::string_view text);
/// nullopt: no number, or not finite.
std::optional<double> numberOf(std::string_view text);

/// A number's digits in one form for each value: 1, 1.0 and 1e0 are "1", 1.50 is "1.5". Of any size. `text` as it is: no number.
std::string plainNumber(std::string_view text);

} // namespace app
