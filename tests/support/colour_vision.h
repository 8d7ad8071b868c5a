#pragma once

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>

// How a colour looks to other eyes, and how well it stands out: pure arithmetic on sRGB colours.
//
// Simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
// Vision Deficiency", IEEE TVCG 15(6), 2009; their matrices of severity 1.0, applied to linear RGB.
// Distance: CIE 1976 L*a*b*, D65 (2.3 is what one can just see when two lie side by side).
// Contrast: WCAG 2.1, relative luminance and contrast ratio (1 to 21).
namespace support {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

struct Vision {
    const char *name;
    Matrix matrix;
};

inline constexpr std::array<Vision, 4> visions{{
        {"usual vision", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
        {"protanopia", {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
        {"deuteranopia", {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
        {"tritanopia", {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
}};

inline Vector times(const Matrix &matrix, const Vector &v)
{
    Vector result{};
    for (size_t i = 0; i < 3; ++i)
        result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
    return result;
}

inline Vector linear(const QColor &colour)
{
    const auto one = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return {one(colour.redF()), one(colour.greenF()), one(colour.blueF())};
}

/// Linear RGB as someone with that vision sees it.
inline Vector seenBy(const Vision &vision, const QColor &colour)
{
    Vector seen = times(vision.matrix, linear(colour));
    for (double &c : seen)
        c = std::clamp(c, 0.0, 1.0);
    return seen;
}

inline Vector lab(const Vector &rgb)
{
    constexpr Matrix toXyz{{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    const Vector xyz = times(toXyz, rgb);
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f(xyz[0] / 0.95047), y = f(xyz[1]), z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

inline double distance(const Vision &vision, const QColor &a, const QColor &b)
{
    const Vector first = lab(seenBy(vision, a)), second = lab(seenBy(vision, b));
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

inline double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &colour) {
        const Vector rgb = linear(colour);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    };
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace support
