#include "ui/picture_file.h"

#include "app/output_file.h"
#include "ui/svg_tidy.h"
#include "ui/tr.h"

#include <QBuffer>
#include <QColorSpace>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace ui {
namespace {

bool within(QSize size)
{
    return size.width() >= leastPicture.width() && size.height() >= leastPicture.height() && size.width() <= greatestPicture.width()
            && size.height() <= greatestPicture.height();
}

} // namespace

QImage imageOf(const Drawing &drawing)
{
    const QSize pixels = (QSizeF(drawing.size) * drawing.scale).toSize();
    QImage image(pixels, drawing.transparent ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    image.setColorSpace(QColorSpace::SRgb);
    image.fill(drawing.transparent ? Qt::transparent : Qt::white);
    QPainter painter(&image);
    painter.scale(drawing.scale, drawing.scale);
    drawing.paint(painter);
    return image;
}

QByteArray pngOf(const Drawing &drawing)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    imageOf(drawing).save(&buffer, "PNG");
    return buffer.data();
}

QByteArray svgOf(const Drawing &drawing)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(drawing.size);
    generator.setViewBox(QRect(QPoint(), drawing.size));
    generator.setResolution(96); // a px of the picture is one of the SVG's
    generator.setTitle(drawing.title.toHtmlEscaped()); // it would be written as it is
    QPainter painter(&generator);
    drawing.paint(painter);
    painter.end();
    return tidySvg(buffer.data(), drawing.size, drawing.patterns);
}

QByteArray pdfOf(const Drawing &drawing)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    constexpr int dotsPerInch = 96;
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(drawing.size) / dotsPerInch, QPageSize::Inch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(drawing.title);
    QPainter painter(&writer);
    drawing.paint(painter);
    painter.end();
    return buffer.data();
}

QString sizeFault(QSize size, double scale)
{
    if (within(size) && within((QSizeF(size) * scale).toSize()))
        return {};
    return tr("A picture has from %1 x %2 to %3 x %4 pixels. Choose a size between.")
            .arg(leastPicture.width()).arg(leastPicture.height()).arg(greatestPicture.width()).arg(greatestPicture.height());
}

QString saveDrawing(const Drawing &drawing, const QString &path)
{
    if (const QString fault = sizeFault(drawing.size, drawing.scale); !fault.isEmpty())
        return fault;
    const QString suffix = QFileInfo(path).suffix().toLower();
    const auto bytes = suffix == u"png" ? pngOf : suffix == u"svg" ? svgOf : suffix == u"pdf" ? pdfOf : nullptr;
    if (!bytes)
        return tr("\"%1\" is no picture we can write: let its name end in .png, .svg or .pdf.").arg(path);
    return app::writeFile(bytes(drawing), path);
}

} // namespace ui
