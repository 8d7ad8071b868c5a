#include "ui/picture_mime.h"

#include <QDir>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui {

std::unique_ptr<QMimeData> mimeOf(const Drawing &drawing)
{
    auto mime = std::make_unique<QMimeData>();
    mime->setData(u"image/png"_s, pngOf(drawing));
    mime->setData(u"image/svg+xml"_s, svgOf(drawing));
    mime->setImageData(imageOf(drawing));
    return mime;
}

std::unique_ptr<QMimeData> mimeWithFile(const Drawing &drawing, const QString &folder, const QString &name, QString &fault)
{
    const QString path = QDir(folder).filePath(name);
    fault = saveDrawing(drawing, path);
    if (!fault.isEmpty())
        return nullptr;
    std::unique_ptr<QMimeData> mime = mimeOf(drawing);
    mime->setUrls({QUrl::fromLocalFile(path)});
    return mime;
}

} // namespace ui
