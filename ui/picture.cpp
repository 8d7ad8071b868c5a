#include "ui/picture.h"

#include "ui/picture_file.h"
#include "ui/timeline/annotations.h"
#include "ui/timeline/timeline_painter.h"

#include <QPainter>

namespace ui {
namespace {

constexpr double usualWidth = 1280, usualHeight = 720; ///< px; the size at which type has its own scale

double scaleOf(QSize size)
{
    return std::max(0.5, std::min(size.width() / usualWidth, size.height() / usualHeight));
}

TimeRange wholeOf(const app::Run &run)
{
    const qint64 end = std::max(run.now, run.trace.end());
    return {0, std::max<qint64>(1000, end + end / 50)};
}

Drawing drawingOf(const app::Run &run, const PictureOptions &options)
{
    Drawing drawing;
    drawing.size = options.size;
    drawing.title = app::runTitle(run);
    drawing.paint = [&run, options](QPainter &painter) { paintPicture(painter, run, options); };
    return drawing;
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

QImage renderPicture(const app::Run &run, const PictureOptions &options) { return imageOf(drawingOf(run, options)); }

QString savePicture(const app::Run &run, const QString &path, const PictureOptions &options)
{
    return saveDrawing(drawingOf(run, options), path);
}

} // namespace ui
