#pragma once

#include "ui/theme.h"

#include <QRectF>

class QPainter;

// Numbers on bars: there may be thousands in a frame, and painting each as text would cost more than all the rest.
namespace ui {

/// The width of a number of so many digits in our bold font, px; the widest digit counts. GUI thread.
double digitsWidth(double pixels, int digits);

/// Paints `number` in the middle of a bar on a plate of the state's ground, so that no pattern runs through the
/// digits: copied from pictures of the ten digits. Only where takesImages(); elsewhere it is a text. GUI thread.
void paintDigits(QPainter &painter, const QRectF &bar, const QString &number, double pixels, const StateStyle &style);

} // namespace ui
