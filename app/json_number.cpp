#include "app/json_number.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace app {
namespace {

constexpr int mostDigits = 19; ///< of a quint64 that cannot overflow

/// mantissa * 10^exponent
struct Decimal {
    quint64 mantissa = 0;
    int digits = 0, exponent = 0;

    void add(char c, bool fraction)
    {
        if (digits < mostDigits) {
            mantissa = mantissa * 10 + quint64(c - '0');
            digits += mantissa != 0; // leading zeros do not count
            exponent -= fraction;
        } else {
            exponent += !fraction; // the digit is lost, its place is not
        }
    }
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The number without its sign; nullopt: not one.
std::optional<Decimal> decimalOf(std::string_view text)
{
    Decimal decimal;
    size_t i = 0, digits = 0;
    for (; i < text.size() && isDigit(text[i]); ++i, ++digits)
        decimal.add(text[i], false);
    if (i < text.size() && text[i] == '.') {
        for (++i; i < text.size() && isDigit(text[i]); ++i, ++digits)
            decimal.add(text[i], true);
    }
    if (digits == 0)
        return std::nullopt;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        i += i < text.size() && text[i] == '+' && i + 1 < text.size() && text[i + 1] != '-';
        int exponent = 0;
        const auto [end, fault] = std::from_chars(text.data() + i, text.data() + text.size(), exponent);
        if (fault != std::errc() || end != text.data() + text.size() || std::abs(qint64(exponent)) > 10'000)
            return std::nullopt;
        decimal.exponent += exponent;
        return decimal;
    }
    return i == text.size() ? std::optional(decimal) : std::nullopt;
}

/// The common case, quicker: up to sixteen digits and three after the point. -1: another one.
qint64 plainNs(std::string_view text)
{
    constexpr size_t mostWhole = 16, mostFraction = 3;
    quint64 ns = 0;
    size_t i = 0;
    for (; i < text.size() && i <= mostWhole && isDigit(text[i]); ++i)
        ns = ns * 10 + quint64(text[i] - '0');
    if (i == 0 || i > mostWhole || (i < text.size() && text[i] != '.'))
        return -1;
    const size_t fraction = i < text.size() ? text.size() - i - 1 : 0;
    if (fraction > mostFraction)
        return -1;
    for (size_t place = 0; place < mostFraction; ++place) {
        const char c = place < fraction ? text[i + 1 + place] : '0';
        if (!isDigit(c))
            return -1;
        ns = ns * 10 + quint64(c - '0');
    }
    return ns <= quint64(std::numeric_limits<qint64>::max()) ? qint64(ns) : -1;
}

/// The number times 10^shift.
std::optional<qint64> rounded(std::string_view text, int shift)
{
    const bool negative = text.starts_with('-');
    auto decimal = decimalOf(text.substr(negative));
    if (!decimal)
        return std::nullopt;
    quint64 value = decimal->mantissa;
    int exponent = decimal->exponent + shift;
    for (; exponent > 0 && value != 0; --exponent) {
        if (value > std::numeric_limits<quint64>::max() / 10)
            return std::nullopt;
        value *= 10;
    }
    for (; exponent < -1 && value != 0; ++exponent)
        value /= 10; // only the last digit that goes rounds
    if (exponent == -1)
        value = value / 10 + (value % 10 >= 5);
    if (value > quint64(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    return negative ? -qint64(value) : qint64(value);
}

} // namespace

std::optional<qint64> nsOfMicros(std::string_view text)
{
    const qint64 ns = plainNs(text);
    return ns >= 0 ? std::optional(ns) : rounded(text, 3);
}

std::optional<qint64> wholeMicros(std::string_view text) { return rounded(text, 0); }

std::optional<qint64> wholeOf(std::string_view text)
{
    qint64 number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<double> numberOf(std::string_view text)
{
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::string plainNumber(std::string_view text)
{
    constexpr int mostZeros = 64; // written out; more are a power of ten
    const bool negative = text.starts_with('-');
    std::string digits;
    qint64 exponent = 0;
    bool fraction = false;
    size_t i = negative;
    for (; i < text.size() && (isDigit(text[i]) || (text[i] == '.' && !fraction)); ++i) {
        if (text[i] == '.') {
            fraction = true;
            continue;
        }
        exponent -= fraction;
        if (!digits.empty() || text[i] != '0')
            digits += text[i];
    }
    if (i == size_t(negative))
        return std::string(text);
    if (i < text.size()) {
        const std::string_view signedPower = text.substr(i + 1);
        const std::string_view digitsOfPower = signedPower.substr(signedPower.starts_with('+') && !signedPower.starts_with("+-"));
        int power = 0;
        const auto [end, fault] = std::from_chars(digitsOfPower.data(), text.data() + text.size(), power);
        if ((text[i] != 'e' && text[i] != 'E') || fault != std::errc() || end != text.data() + text.size())
            return std::string(text);
        exponent += power;
    }
    while (digits.ends_with('0')) {
        digits.pop_back();
        ++exponent;
    }
    if (digits.empty())
        return "0";
    const qint64 point = qint64(digits.size()) + exponent; // digits before it
    if (exponent >= 0 && exponent <= mostZeros)
        digits.append(size_t(exponent), '0');
    else if (exponent < 0 && point > 0)
        digits.insert(size_t(point), 1, '.');
    else if (exponent < 0 && point > -mostZeros)
        digits.insert(0, "0." + std::string(size_t(-point), '0'));
    else
        digits += 'e' + std::to_string(exponent);
    return negative ? '-' + digits : digits;
}

} // namespace app
