#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include <functional>

class QPainter;

// What is drawn, as a file: one painting for PNG, SVG and PDF. The same drawing and fonts give the same bytes (PNG, SVG).
// GUI thread.
namespace ui {

struct Drawing {
    QSize size{1920, 1080};   ///< px
    double scale = 1;         ///< pixels of an image a px
    bool transparent = false; ///< the painting leaves its ground out, and so does the image
    QString title;            ///< of the file, where its kind has one
    double patterns = 1;      ///< px of a brush pattern's pixel: an SVG has to be told
    std::function<void(QPainter &)> paint; ///< in a rectangle of `size` at the origin
};

inline constexpr QSize leastPicture{320, 180}, greatestPicture{16384, 16384}; ///< px, and pixels of an image

QImage imageOf(const Drawing &drawing);
QByteArray pngOf(const Drawing &drawing);
QByteArray svgOf(const Drawing &drawing);
QByteArray pdfOf(const Drawing &drawing);

/// What is wrong with the size; an empty string: nothing.
QString sizeFault(QSize size, double scale);

/// By the suffix: .png, .svg or .pdf. Nothing is left half-written. An empty string: done; else what is wrong and what to do.
QString saveDrawing(const Drawing &drawing, const QString &path);

} // namespace ui
