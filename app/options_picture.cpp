// What a picture is to show, on the command line.
#include "app/options_reader.h"

#include "app/tr.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr double leastScale = 0.5, mostScale = 8;
constexpr double mostSeconds = 1e6; ///< far past any run, far below what 64 bits of ns hold

/// nullopt: no size.
std::optional<QSize> sizeOf(const QString &text)
{
    if (text == u"16:9")
        return QSize(1920, 1080);
    if (text == u"4:3")
        return QSize(1600, 1200);
    if (text.compare(u"4k"_s, Qt::CaseInsensitive) == 0)
        return QSize(3840, 2160);
    const QStringList sides = text.split(u'x');
    bool wide = false, high = false;
    const QSize size = sides.size() == 2 ? QSize(sides[0].toInt(&wide), sides[1].toInt(&high)) : QSize();
    if (!wide || !high || size.width() < 320 || size.height() < 180 || size.width() > 16384 || size.height() > 16384)
        return std::nullopt;
    return size;
}

/// The number of an option that is given and lies within; else nullopt, and `wrong` is the fault.
std::optional<double> within(OptionsReader &reader, const QString &option, double least, double most, const QString &wrong)
{
    if (!reader.parser.isSet(option))
        return std::nullopt;
    bool ok = false;
    const QString text = reader.parser.value(option);
    const double value = text.toDouble(&ok);
    if (ok && value >= least && value <= most)
        return value;
    reader.fail(wrong.arg(text));
    return std::nullopt;
}

std::optional<qint64> moment(OptionsReader &reader, const QString &option)
{
    const std::optional<double> seconds =
            within(reader, option, 0, mostSeconds, tr("--%1 takes seconds since the run's start, such as 0.5, not \"%2\".").arg(option, u"%1"_s));
    return seconds ? std::optional(qint64(*seconds * 1e9 + 0.5)) : std::nullopt;
}

/// render's and run's.
QList<QCommandLineOption> pictureOptions()
{
    return {
            {u"size"_s, tr("The picture's size: WxH in pixels, 16:9 (1920x1080), 4:3 (1600x1200) or 4k (16:9 if not given)."), tr("size")},
            {u"scale"_s, tr("Pixels of a PNG for each of the size, for print: 0.5 to 8 (1 if not given)."), tr("factor")},
            {u"theme"_s, tr("light or dark."), tr("theme"), u"light"_s},
            {u"transparent"_s, tr("Leave the ground out; the theme's text stays.")},
            {u"title"_s, tr("A title instead of the run's own."), tr("text")},
            {u"no-title"_s, tr("Leave the title out; what is left out gives its room to the timeline.")},
            {u"no-legend"_s, tr("Leave the legend out.")},
            {u"no-caption"_s, tr("Leave the headline figures out.")},
            {u"no-marks"_s, tr("Leave marks and the measured range out.")},
            {u"from"_s, tr("Begin there (the run's start if not given)."), tr("seconds")},
            {u"to"_s, tr("End there (the run's end if not given)."), tr("seconds")},
            {u"speed"_s, tr("Of a .gif: seconds of the run a second (if not given: 1, but so that it lasts 1 to 10 s)."), tr("factor")},
            {u"fps"_s, tr("Of a .gif: pictures a second, 5 to 50 (20 if not given)."), tr("count")},
    };
}

} // namespace

void addPicture(QCommandLineParser &parser) { parser.addOptions(pictureOptions()); }

void OptionsReader::refusePicture()
{
    for (const QCommandLineOption &option : pictureOptions())
        refuse(option.names().first(), tr("--%1 is for a picture: name one with --image, or leave --%1 out."));
}

/// What only some kinds of picture have.
void OptionsReader::refuseOfOtherKinds(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != u"png")
        refuse(u"scale"_s, tr("--%1 is for a picture of pixels: let its name end in .png, or leave --%1 out."));
    if (suffix == u"gif")
        refuse(u"transparent"_s, tr("--%1 is for a picture that does not move: let its name end in .png, .svg or .pdf, or leave --%1 out."));
    for (const QString &option : {u"speed"_s, u"fps"_s}) {
        if (suffix != u"gif")
            refuse(option, tr("--%1 is for a picture that moves: let its name end in .gif, or leave --%1 out."));
    }
}

void OptionsReader::readPicture(const QString &path)
{
    PictureWishes &picture = options.picture;
    if (isAnimation(path))
        picture.size = usualAnimationSize;
    if (parser.isSet(u"size"_s)) {
        const std::optional<QSize> size = sizeOf(parser.value(u"size"_s));
        if (!size)
            return fail(tr("--size takes width x height in pixels, from 320x180 to 16384x16384, such as 1920x1080, or 16:9, 4:3 or 4k, not \"%1\".")
                                .arg(parser.value(u"size"_s)));
        picture.size = *size;
    }
    picture.scale = within(*this, u"scale"_s, leastScale, mostScale, tr("--scale takes a number from 0.5 to 8, such as 2, not \"%1\".")).value_or(1);
    const QSize pixels = (QSizeF(picture.size) * picture.scale).toSize();
    if (pixels.width() > 16384 || pixels.height() > 16384 || pixels.width() < 320 || pixels.height() < 180)
        fail(tr("--scale %1 makes %2 x %3 pixels of this size; a picture has from 320 x 180 to 16384 x 16384. Choose another scale or size.")
                     .arg(picture.scale).arg(pixels.width()).arg(pixels.height()));
    const QString theme = parser.value(u"theme"_s);
    if (theme != u"light" && theme != u"dark")
        fail(tr("--theme is light or dark, not \"%1\".").arg(theme));
    picture.dark = theme == u"dark";
    picture.transparent = parser.isSet(u"transparent"_s);
    if (parser.isSet(u"title"_s))
        picture.title = parser.value(u"title"_s);
    picture.showTitle = !parser.isSet(u"no-title"_s);
    picture.showLegend = !parser.isSet(u"no-legend"_s);
    picture.showCaption = !parser.isSet(u"no-caption"_s);
    picture.showMarks = !parser.isSet(u"no-marks"_s);
    picture.from = moment(*this, u"from"_s);
    picture.to = moment(*this, u"to"_s);
    if (picture.to && picture.from.value_or(0) >= *picture.to)
        fail(tr("--to must be later than --from, not \"%1\".").arg(parser.value(u"to"_s)));
}

} // namespace app
