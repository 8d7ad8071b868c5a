#include "ui/export_choices.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QStringList times{u"run"_s, u"visible"_s, u"selected"_s}, kindNames{u"png"_s, u"svg"_s, u"pdf"_s, u"gif"_s};

struct SwitchedPart {
    QString key;
    bool app::PictureWishes::*member;
};
const std::array<SwitchedPart, 6> flags{{{u"dark"_s, &app::PictureWishes::dark},
                                 {u"transparent"_s, &app::PictureWishes::transparent},
                                 {u"title"_s, &app::PictureWishes::showTitle},
                                 {u"legend"_s, &app::PictureWishes::showLegend},
                                 {u"caption"_s, &app::PictureWishes::showCaption},
                                 {u"marks"_s, &app::PictureWishes::showMarks}}};

QString settingOf(const QString &name) { return u"export/"_s + name; }

const std::optional<TimeRange> &rangeOf(const Exportable &shown, PictureTime time)
{
    return time == PictureTime::Visible ? shown.visible : time == PictureTime::Selected ? shown.selected : shown.run;
}

} // namespace

ExportChoices readChoices(QSettings &from, bool dark)
{
    ExportChoices choices;
    choices.wishes.dark = dark;
    for (const SwitchedPart &flag : flags)
        choices.wishes.*flag.member = from.value(settingOf(flag.key), choices.wishes.*flag.member).toBool();
    if (const QString kind = from.value(settingOf(u"kind"_s)).toString(); kindNames.contains(kind))
        choices.kind = kind;
    choices.asWindow = from.value(settingOf(u"asWindow"_s), false).toBool();
    choices.time = PictureTime(std::max(0, int(times.indexOf(from.value(settingOf(u"time"_s)).toString()))));
    choices.movingAsWindow = from.value(settingOf(u"movingAsWindow"_s), false).toBool();
    for (const auto &[key, size] : {std::pair(u"size"_s, &choices.wishes.size), std::pair(u"movingSize"_s, &choices.movingSize)}) {
        if (const QSize chosen = from.value(settingOf(key)).toSize(); sizeFault(chosen, 1).isEmpty())
            *size = chosen;
    }
    if (const double scale = from.value(settingOf(u"scale"_s)).toDouble(); scale >= 1 && scale <= 4)
        choices.wishes.scale = scale;
    if (const double speed = from.value(settingOf(u"speed"_s)).toDouble(); speed >= app::leastSpeed && speed <= app::mostSpeed)
        choices.moving.speed = speed;
    if (const int frames = from.value(settingOf(u"frames"_s)).toInt(); frames >= app::leastFrameRate && frames <= app::mostFrameRate)
        choices.moving.framesPerSecond = frames;
    return choices;
}

void writeChoices(const ExportChoices &choices, QSettings &to)
{
    for (const SwitchedPart &flag : flags)
        to.setValue(settingOf(flag.key), choices.wishes.*flag.member);
    to.setValue(settingOf(u"kind"_s), choices.kind);
    to.setValue(settingOf(u"asWindow"_s), choices.asWindow);
    to.setValue(settingOf(u"time"_s), times.at(int(choices.time)));
    to.setValue(settingOf(u"size"_s), choices.wishes.size);
    to.setValue(settingOf(u"movingSize"_s), choices.movingSize);
    to.setValue(settingOf(u"movingAsWindow"_s), choices.movingAsWindow);
    to.setValue(settingOf(u"scale"_s), choices.wishes.scale);
    to.setValue(settingOf(u"speed"_s), choices.moving.speed.value_or(0));
    to.setValue(settingOf(u"frames"_s), choices.moving.framesPerSecond);
}

app::PictureWishes wishesFor(const Exportable &shown, const ExportChoices &choices)
{
    app::PictureWishes wishes = choices.wishes;
    if (choices.kind != u"png") // the others have no pixels
        wishes.scale = 1;
    const bool moving = choices.kind == u"gif";
    if (moving)
        wishes.size = choices.movingSize;
    if (moving ? choices.movingAsWindow : choices.asWindow)
        wishes.size = shown.window.expandedTo(leastPicture).boundedTo(greatestPicture);
    if (const std::optional<TimeRange> &range = rangeOf(shown, choices.time); range && choices.time != PictureTime::Run) {
        wishes.from = range->begin;
        wishes.to = range->end;
    }
    return wishes;
}

} // namespace ui
