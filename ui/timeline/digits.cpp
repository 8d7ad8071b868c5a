#include "ui/timeline/digits.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <tuple>

namespace ui {
namespace {

constexpr size_t mostStrips = 64; ///< then all are forgotten: a window has a handful

/// The cell of a digit, whole pixels, for each size.
int cellWidth(double pixels)
{
    static std::map<int, int> known;
    int &width = known[int(pixels + 0.5)];
    if (width == 0) {
        const QFontMetricsF metrics(textFont(pixels, QFont::DemiBold));
        for (const char digit : {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'})
            width = std::max(width, int(std::ceil(metrics.horizontalAdvance(QLatin1Char(digit)) - 0.25)));
    }
    return std::max(1, width);
}

/// The ten digits side by side on a state's ground.
const QImage &stripOf(double pixels, const StateStyle &style)
{
    static std::map<std::tuple<int, QRgb, QRgb>, QImage> known;
    if (known.size() > mostStrips)
        known.clear();
    QImage &strip = known[{int(pixels + 0.5), style.text.rgb(), style.ground.rgb()}];
    if (!strip.isNull())
        return strip;
    const int cell = cellWidth(pixels), height = int(std::ceil(pixels * 1.3));
    strip = QImage(10 * cell, height, QImage::Format_RGB32);
    strip.fill(style.ground);
    const QFont font = textFont(pixels, QFont::DemiBold);
    const double baseline = std::round((height + QFontMetricsF(font).capHeight()) / 2);
    QPainter painter(&strip);
    painter.setFont(font);
    painter.setPen(style.text);
    for (int digit = 0; digit < 10; ++digit) {
        const QChar c(u'0' + digit);
        painter.drawText(QPointF(digit * cell + (cell - QFontMetricsF(font).horizontalAdvance(c)) / 2, baseline), c);
    }
    return strip;
}

/// Puts a number together in a picture that is kept for the next one. Where it lies in there: from 0, 0.
QSize write(const QString &number, const QImage &strip, int cell, int margin, QRgb ground, QImage &plate)
{
    const QSize size(int(number.size()) * cell + 2 * margin, strip.height());
    if (plate.width() < size.width() || plate.height() < size.height())
        plate = QImage(size.expandedTo(plate.size()), QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto *to = reinterpret_cast<QRgb *>(plate.scanLine(y));
        const auto *from = reinterpret_cast<const QRgb *>(strip.constScanLine(y));
        to = std::fill_n(to, margin, ground);
        for (const QChar c : number) {
            std::memcpy(to, from + c.digitValue() * cell, size_t(cell) * sizeof(QRgb));
            to += cell;
        }
        std::fill_n(to, margin, ground);
    }
    return size;
}

} // namespace

double digitsWidth(double pixels, int digits) { return cellWidth(pixels) * digits; }

void paintDigits(QPainter &painter, const QRectF &bar, const QString &number, double pixels, const StateStyle &style)
{
    static QImage plate;
    const int margin = int(pixels / 3);
    const QSize size = write(number, stripOf(pixels, style), cellWidth(pixels), margin, style.ground.rgb(), plate);
    // No higher than the bar, nor over its outline.
    const int height = std::min(size.height(), std::max(1, int(bar.height()) - 2));
    const QPointF at = bar.center() - QPointF(size.width(), height) / 2.0;
    painter.drawImage(QPointF(std::round(at.x()), std::round(at.y())), plate, QRectF(0, (size.height() - height) / 2, size.width(), height));
}

} // namespace ui
