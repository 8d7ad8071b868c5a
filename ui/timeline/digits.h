#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

// Numbers on bars: there may be thousands in a frame, and shaping each as text would cost more than all the rest.
namespace ui {

/// The width of a number of so many digits in our bold font, px; the widest digit counts. GUI thread.
double digitsWidth(double pixels, int digits);

/// Paints a number in the middle of `rect`, from glyphs that are looked up once a size. Raster only: SVG and PDF
/// get text. GUI thread.
void paintDigits(QPainter &painter, const QRectF &rect, const QString &number, double pixels, const QColor &colour);

} // namespace ui
