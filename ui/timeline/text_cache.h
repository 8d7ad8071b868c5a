#pragma once

#include <QColor>
#include <QPointF>
#include <QSizeF>
#include <QString>

class QPainter;

// Labels hardly change from one frame to the next, so a text is shaped once, and on a raster it is painted from
// an image of it. Both are bounded; GUI thread.
namespace ui {

/// Of a line of text in our font, px.
QSizeF textSize(const QString &text, double pixels, bool bold);

/// Can what `painter` paints on take images, of texts or of rows? Not vector pictures, and not where a transformation
/// would make them a blur.
bool takesImages(const QPainter &painter);

/// Paints a line of text, its upper left corner at `at`, on whole pixels. Only where takesImages().
void paintTextImage(QPainter &painter, QPointF at, const QString &text, double pixels, bool bold, const QColor &colour);

} // namespace ui
