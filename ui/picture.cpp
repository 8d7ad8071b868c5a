#include "ui/picture.h"

#include "ui/timeline/annotations.h"
#include "ui/timeline/timeline_painter.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace ui {
namespace {

constexpr double usualWidth = 1280, usualHeight = 720; ///< px; the size at which strokes have their own scale
constexpr double leastPixels = 11; ///< of the layout's type, at scale 1

double scaleOf(QSize size)
{
    return std::max(0.5, std::min(size.width() / usualWidth, size.height() / usualHeight));
}

LayoutInput inputOf(const app::Run &run, const app::PictureWishes &wishes)
{
    const TimeRange whole = wholeOf(run);
    LayoutInput input;
    input.size = wishes.size;
    input.range = {wishes.from.value_or(whole.begin), wishes.to.value_or(whole.end)};
    input.scale = scaleOf(wishes.size);
    input.scrolls = false;
    input.type = (std::ceil(leastType(wishes.size)) + 1e-6) / leastPixels; // fonts have whole pixels
    input.ground = !wishes.transparent;
    input.title = wishes.title;
    input.showTitle = wishes.showTitle;
    input.showLegend = wishes.showLegend;
    input.showCaption = wishes.showCaption;
    return input;
}

/// Over any ground lines are the text's colour, thinned so that on the theme's own ground they are as they always were.
Theme overAnyGround(Theme look)
{
    for (QColor *line : {&look.grid, &look.border}) {
        const double share = double(line->green() - look.panel.green()) / (look.text.green() - look.panel.green());
        *line = look.text;
        line->setAlphaF(float(share));
    }
    return look;
}

RunView viewOf(const PictureOptions &options)
{
    RunView view = options.view;
    if (!options.wishes.showMarks) {
        view.measure.reset();
        view.marks.clear();
    }
    return view;
}

} // namespace

double leastType(QSize size) { return std::min(size.height() / 45.0, size.width() / 28.0); }

TimeRange wholeOf(const app::Run &run)
{
    const qint64 end = std::max(run.now, run.trace.end());
    return {0, std::max<qint64>(1000, end + end / 50)};
}

QString rangeFault(const app::Run &run, const app::PictureWishes &wishes)
{
    const TimeRange whole = wholeOf(run);
    if (wishes.from.value_or(whole.begin) < wishes.to.value_or(whole.end))
        return {};
    return QCoreApplication::translate("ui::Picture", "The picture would show no time: the run ends at %1. Let it begin before it ends.")
            .arg(app::durationText(std::max(run.now, run.trace.end())));
}

TimelineLayout pictureLayout(const app::Run &run, const PictureOptions &options)
{
    LayoutInput input = inputOf(run, options.wishes);
    input.view = viewOf(options);
    input.whole = options.whole;
    TimelineLayout layout = layOut(run, input);
    if (!options.note.isEmpty()) {
        const double left = 12 * layout.scale, pixels = leastPixels * layout.type, width = layout.time.left - 20 * layout.scale;
        layout.fixedTexts.push_back({{left, layout.ruler.top(), width, layout.ruler.height()}, options.note, pixels, false, Ink::Muted});
    }
    return layout;
}

void paintPicture(QPainter &painter, const app::Run &run, const PictureOptions &options)
{
    const Theme &own = theme(themeOf(options.wishes));
    const Theme look = options.wishes.transparent ? overAnyGround(own) : own;
    const TimelineLayout layout = pictureLayout(run, options);
    paintTimeline(painter, layout, look);
    paintAnnotations(painter, layout, viewOf(options), look);
}

Drawing drawingOf(const app::Run &run, const PictureOptions &options)
{
    Drawing drawing;
    drawing.size = options.wishes.size;
    drawing.scale = options.wishes.scale;
    drawing.transparent = options.wishes.transparent;
    drawing.patterns = patternScale(scaleOf(options.wishes.size));
    drawing.title = options.wishes.title.value_or(app::runTitle(run));
    drawing.paint = [&run, options](QPainter &painter) { paintPicture(painter, run, options); };
    return drawing;
}

QImage renderPicture(const app::Run &run, const PictureOptions &options) { return imageOf(drawingOf(run, options)); }

QString savePicture(const app::Run &run, const QString &path, const PictureOptions &options)
{
    const QString fault = rangeFault(run, options.wishes);
    return fault.isEmpty() ? saveDrawing(drawingOf(run, options), path) : fault;
}

} // namespace ui
