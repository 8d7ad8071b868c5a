#pragma once

#include <QImage>

#include <algorithm>

// Pictures compared with tolerance: what differs by a pixel's edge is the same, what differs over a tile is not.
namespace support {

/// The greatest mean difference of a channel over any tile of 16 x 16 pixels, 0 to 255; 255 where the sizes differ.
inline double worstTile(const QImage &one, const QImage &other)
{
    if (one.size() != other.size() || one.isNull())
        return 255;
    const QImage a = one.convertToFormat(QImage::Format_ARGB32_Premultiplied), b = other.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    constexpr int side = 16;
    double worst = 0;
    for (int top = 0; top < a.height(); top += side) {
        for (int left = 0; left < a.width(); left += side) {
            const int bottom = std::min(top + side, a.height()), right = std::min(left + side, a.width());
            qint64 sum = 0;
            for (int y = top; y < bottom; ++y) {
                const uchar *lineA = a.constScanLine(y), *lineB = b.constScanLine(y);
                for (int i = 4 * left; i < 4 * right; ++i)
                    sum += std::abs(int(lineA[i]) - int(lineB[i]));
            }
            worst = std::max(worst, double(sum) / (4.0 * (bottom - top) * (right - left)));
        }
    }
    return worst;
}

} // namespace support
