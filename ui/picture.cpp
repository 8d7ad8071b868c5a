#include "ui/picture.h"

#include "ui/timeline/annotations.h"
#include "ui/timeline/timeline_painter.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace ui {
namespace {

constexpr QSize least{320, 180}, greatest{16384, 16384};
constexpr double usualWidth = 1280, usualHeight = 720; ///< px; the size at which type has its own scale

QString tr(const char *text) { return QCoreApplication::translate("ui::Picture", text); }

double scaleOf(QSize size)
{
    return std::max(0.5, std::min(size.width() / usualWidth, size.height() / usualHeight));
}

TimeRange wholeOf(const app::Run &run)
{
    const qint64 end = std::max(run.now, run.trace.end());
    return {0, std::max<qint64>(1000, end + end / 50)};
}

QByteArray png(const app::Run &run, const PictureOptions &options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    renderPicture(run, options).save(&buffer, "PNG");
    return buffer.data();
}

QByteArray svg(const app::Run &run, const PictureOptions &options)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(options.size);
    generator.setViewBox(QRect(QPoint(), options.size));
    generator.setResolution(96); // a pixel of the picture is one of the SVG's
    generator.setTitle(app::runTitle(app::headline(run.trace)));
    QPainter painter(&generator);
    paintPicture(painter, run, options);
    painter.end();
    return buffer.data();
}

QByteArray pdf(const app::Run &run, const PictureOptions &options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    constexpr int dotsPerInch = 96;
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(options.size) / dotsPerInch, QPageSize::Inch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(app::runTitle(app::headline(run.trace)));
    QPainter painter(&writer);
    paintPicture(painter, run, options);
    painter.end();
    return buffer.data();
}

} // namespace

void paintPicture(QPainter &painter, const app::Run &run, const PictureOptions &options)
{
    LayoutInput input;
    input.size = options.size;
    input.range = options.range.value_or(wholeOf(run));
    input.scale = scaleOf(options.size);
    input.scrolls = false;
    input.view = options.view;
    const TimelineLayout layout = layOut(run, input);
    paintTimeline(painter, layout, theme(options.theme));
    paintAnnotations(painter, layout, options.view, theme(options.theme));
}

QImage renderPicture(const app::Run &run, const PictureOptions &options)
{
    QImage image(options.size, QImage::Format_RGB32);
    image.setColorSpace(QColorSpace::SRgb);
    QPainter painter(&image);
    paintPicture(painter, run, options);
    return image;
}

QString savePicture(const app::Run &run, const QString &path, const PictureOptions &options)
{
    if (options.size.width() < least.width() || options.size.height() < least.height() || options.size.width() > greatest.width()
        || options.size.height() > greatest.height())
        return tr("A picture has from %1 x %2 to %3 x %4 pixels. Choose a size between.")
                .arg(least.width()).arg(least.height()).arg(greatest.width()).arg(greatest.height());
    const QString suffix = QFileInfo(path).suffix().toLower();
    const auto write = suffix == u"png" ? png : suffix == u"svg" ? svg : suffix == u"pdf" ? pdf : nullptr;
    if (!write)
        return tr("\"%1\" is no picture we can write: let its name end in .png, .svg or .pdf.").arg(path);
    QSaveFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly);
    if (opened)
        file.write(write(run, options));
    if (opened && file.commit())
        return {};
    return tr("Cannot write \"%1\": %2. Choose another place; nothing there was changed.").arg(path, file.errorString());
}

} // namespace ui
