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

Drawing drawingOf(const app::Run &run, const PictureOptions &options)
{
    Drawing drawing;
    drawing.size = options.size;
    drawing.title = app::runTitle(app::headline(run.trace));
    drawing.paint = [&run, options](QPainter &painter) { paintPicture(painter, run, options); };
    return drawing;
}

} // namespace

TimeRange wholeRange(const app::Run &run)
{
    const qint64 end = std::max(run.now, run.trace.end());
    return {0, std::max<qint64>(1000, end + end / 50)};
}

void paintPicture(QPainter &painter, const app::Run &run, const PictureOptions &options)
{
    LayoutInput input;
    input.size = options.size;
    input.range = options.range.value_or(wholeRange(run));
    input.scale = scaleOf(options.size);
    input.scrolls = false;
    input.view = options.view;
    input.whole = options.whole;
    TimelineLayout layout = layOut(run, input);
    const double s = layout.scale;
    if (!options.note.isEmpty())
        layout.fixedTexts.push_back({{12 * s, layout.ruler.top(), layout.time.left - 20 * s, layout.ruler.height()}, options.note, 11 * s, false, Ink::Muted});
    paintTimeline(painter, layout, theme(options.theme));
    paintAnnotations(painter, layout, options.view, theme(options.theme));
}

QImage renderPicture(const app::Run &run, const PictureOptions &options) { return imageOf(drawingOf(run, options)); }

QString savePicture(const app::Run &run, const QString &path, const PictureOptions &options)
{
    return saveDrawing(drawingOf(run, options), path);
}

} // namespace ui
