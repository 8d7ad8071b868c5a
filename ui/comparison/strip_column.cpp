#include "ui/comparison/strip_parts.h"

#include "ui/theme.h"
#include "ui/timeline/layout_parts.h"


#include <algorithm>

namespace ui {
namespace {

// px at scale 1
constexpr double stackedFrom = 74, captionFrom = 46, leastRoom = 31; ///< below the last the type shrinks
constexpr double roomyFrom = 100; ///< a strip higher than that has larger type
constexpr double besidePixels = 14; ///< name and makespan side by side
constexpr double idealWidth = 1.3, idealRise = 3;

} // namespace

ColumnForm::ColumnForm(double height, double scale, bool wantsCaption, double growth)
{
    const double room = height / scale;
    sideBySide = room < (wantsCaption ? stackedFrom : stackedFrom - 16);
    hasCaption = wantsCaption && room >= captionFrom;
    const double s = scale * (room < leastRoom ? room / leastRoom : std::clamp(room / roomyFrom, 1.0, growth));
    namePixels = (sideBySide ? 13 : 14) * s;
    makespanPixels = (sideBySide ? 18 : 26) * s;
    captionPixels = 11.5 * s;
    nameHeight = 18 * s;
    lineHeight = (sideBySide ? 22 : 31) * s;
    captionHeight = 16 * s;
    barHeight = (sideBySide ? 5 : 6) * s;
}

double ColumnForm::widthFor(const QString &name, const app::Compared &run, const QString &caption) const
{
    // A live makespan changes its digits, and the column must not change with them.
    const bool live = run.stage == app::Compared::Stage::Live;
    const double makespan = textWidth(live ? QStringLiteral("00.00 s") : app::makespanText(run.makespan), makespanPixels, true);
    const double head = textWidth(name, namePixels, true);
    const double line = sideBySide ? head + besidePixels * namePixels / 13 + makespan : std::max(head, makespan);
    return std::max(line, hasCaption ? textWidth(caption, captionPixels, false) : 0) + 2;
}

void ColumnForm::place(RunStrip &strip, const QString &name, const QString &caption, double left, double width, qint64 longest) const
{
    const app::Compared &run = strip.run;
    const Qt::Alignment atLeft = Qt::AlignLeft | Qt::AlignVCenter;
    const bool toCome = run.stage == app::Compared::Stage::ToCome;
    const QString makespan = toCome ? QString() : app::makespanText(run.makespan);
    double y = strip.rect.top();
    const double makespanWidth = sideBySide ? std::min(width, textWidth(makespan, makespanPixels, true) + 1) : width;
    const double nameWidth = sideBySide ? std::max(0.0, width - makespanWidth - namePixels / 2) : width;
    const double nameLine = sideBySide ? lineHeight : nameHeight;
    strip.name = {{left, y, nameWidth, nameLine}, fitted(name, namePixels, true, nameWidth), namePixels, true, toCome ? Ink::Muted : Ink::Text, atLeft};
    if (!sideBySide)
        y += nameHeight;
    strip.makespan = {{left + width - makespanWidth, y, makespanWidth, lineHeight}, makespan, makespanPixels, true, Ink::Text,
                      sideBySide ? Qt::AlignRight | Qt::AlignVCenter : atLeft};
    y += lineHeight;
    if (hasCaption) {
        const double beside = toCome && !sideBySide ? lineHeight : 0; // there is no makespan yet
        strip.caption = {{left, y - beside, width, captionHeight}, fitted(caption, captionPixels, false, width), captionPixels, false, Ink::Muted, atLeft};
        y += captionHeight;
    }
    y += barHeight * 0.6;
    strip.barGround = {left, y, width, barHeight};
    const double share = double(run.makespan) / double(longest);
    strip.bar = {left, y, run.makespan > 0 ? std::max(1.0, width * share) : 0, barHeight};
    if (run.ideal <= 0)
        return;
    const double unit = barHeight / 6, x = left + width * std::min(1.0, double(run.ideal) / double(longest));
    strip.ideal = {std::min(x, left + width) - idealWidth * unit / 2, y - idealRise * unit, idealWidth * unit, barHeight + 2 * idealRise * unit};
}

} // namespace ui
