#include "ui/comparison/comparison_picture.h"

#include "ui/comparison/comparison_painter.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double textsInHeight = 45; ///< of the smallest, one on the other
constexpr double leastWidth = 420;   ///< px at scale 1; in a narrower picture the type is smaller than that

double comparisonScale(QSize size)
{
    return std::min(std::ceil(size.height() / textsInHeight) / leastComparisonText, size.width() / leastWidth);
}

std::vector<app::Compared> comparedOf(const std::vector<const app::Run *> &runs)
{
    std::vector<app::Compared> compared;
    for (const app::Run *run : runs)
        compared.push_back(app::comparedOf(*run));
    return compared;
}

} // namespace

QString comparisonFault(const std::vector<const app::Run *> &runs, const app::PictureWishes &wishes)
{
    const qint64 whole = app::wholeEnd(comparedOf(runs));
    if (wishes.from.value_or(0) < whole + whole / 40)
        return {};
    return QCoreApplication::translate("ui::Picture", "The picture would show no time: the longest run ends at %1. Let it begin before that.")
            .arg(app::durationText(whole));
}

Drawing comparisonDrawing(const std::vector<const app::Run *> &runs, const app::PictureWishes &wishes)
{
    const std::vector<app::Compared> compared = comparedOf(runs);
    ComparisonInput input;
    input.size = wishes.size;
    input.scale = comparisonScale(wishes.size);
    input.runs = runs;
    input.title = wishes.title;
    input.showTitle = wishes.showTitle;
    input.showLegend = wishes.showLegend;
    input.showCaption = wishes.showCaption;
    if (wishes.from || wishes.to) {
        const qint64 whole = app::wholeEnd(compared), begin = std::clamp<qint64>(wishes.from.value_or(0), 0, whole - 1);
        input.range = TimeRange{begin, std::clamp(wishes.to.value_or(whole + whole / 40), begin + 1, whole + whole / 40)};
    }
    Drawing drawing;
    drawing.size = wishes.size;
    drawing.scale = wishes.scale;
    drawing.transparent = wishes.transparent;
    drawing.title = wishes.title.value_or(app::comparisonTitle(compared));
    drawing.paint = [input, dark = wishes.dark, ground = wishes.transparent ? Ground::None : Ground::Panel](QPainter &painter) {
        paintComparison(painter, layOut(input), theme(dark ? ThemeKind::Dark : ThemeKind::Light), ground);
    };
    return drawing;
}

} // namespace ui
