#include "ui/animation.h"

#include "ui/picture_file.h"
#include "ui/tr.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double shortest = 1, longest = 10.5; ///< s; of an animation whose speed nobody chose
constexpr int samples = 8;                     ///< frames whose colours are counted

/// The colours that may appear between two samples.
void addTheme(const Theme &theme, ColourCounts &counts)
{
    for (const QColor &colour : {theme.panel, theme.text, theme.mutedText, theme.border, theme.grid, theme.good, theme.bad, theme.accent})
        counts.add(colour.rgb());
    for (const StateStyle &style : theme.states) {
        for (const QColor &colour : {style.ground, style.ink, style.text})
            counts.add(colour.rgb());
    }
}

/// What has been dropped by then.
RunView viewAt(const RunView &view, qint64 t)
{
    RunView until = view;
    std::erase_if(until.marks, [t](const Mark &mark) { return mark.t > t; });
    if (until.measure && until.measure->end > t)
        until.measure.reset();
    return until;
}

/// To two digits.
double roundedUp(double value)
{
    const double digit = std::pow(10, std::floor(std::log10(value)) - 1);
    return std::ceil(value / digit - 1e-9) * digit;
}

} // namespace

double usualSpeed(qint64 length)
{
    const double seconds = double(std::max<qint64>(length, 1)) / 1e9;
    if (seconds > longest)
        return std::ceil(seconds / longest);
    return seconds < shortest ? std::max(app::leastSpeed, 1 / std::ceil(shortest / seconds)) : 1;
}

QString speedText(double speed)
{
    if (std::abs(speed - 1) < 1e-9)
        return {};
    if (const double slower = std::round(1 / speed); speed < 1 && std::abs(1 / speed - slower) < 1e-6 * slower)
        return tr("1/%1 speed").arg(slower);
    return tr("%1\u00d7 speed").arg(speed, 0, 'g', 3);
}

Animation::Animation(const app::Run &run, const PictureOptions &options, const app::AnimationWishes &wishes)
    : m_options(options), m_run(run), m_framesPerSecond(std::clamp(wishes.framesPerSecond, app::leastFrameRate, app::mostFrameRate))
{
    const TimeRange whole = wholeOf(m_run.whole());
    const TimeRange range{options.wishes.from.value_or(whole.begin), options.wishes.to.value_or(whole.end)};
    m_options.wishes.from = range.begin;
    m_options.wishes.to = range.end;
    m_options.wishes.transparent = false; // GIF has no half-transparent edges for its letters
    m_options.wishes.scale = 1;
    m_options.whole = &m_run.whole();
    m_begin = range.begin;
    m_end = std::max(m_begin, std::min(range.end, m_run.whole().now));
    m_speed = std::clamp(wishes.speed.value_or(usualSpeed(m_end - m_begin)), app::leastSpeed, app::mostSpeed);
    const double frames = std::ceil(double(m_end - m_begin) / 1e9 / m_speed * m_framesPerSecond - 1e-6);
    m_frames = int(std::clamp(frames, 1.0, 1e9));
}

QString Animation::fault() const
{
    if (m_run.whole().trace.requests().empty())
        return tr("There are no requests here that could be seen to grow. Choose .png, .svg or .pdf.");
    if (const QString range = rangeFault(m_run.whole(), m_options.wishes); !range.isEmpty())
        return range;
    if (const QString size = sizeFault(m_options.wishes.size, 1); !size.isEmpty())
        return size;
    if (m_options.wishes.size.width() > greatestAnimation.width() || m_options.wishes.size.height() > greatestAnimation.height())
        return tr("An animation has at most %1 x %2 pixels. Choose a smaller size.").arg(greatestAnimation.width()).arg(greatestAnimation.height());
    if (m_frames > mostFrames)
        return tr("That would be %L1 pictures, and an animation has at most %L2. Choose a higher speed (%3 or more) or fewer pictures a second.")
                .arg(m_frames).arg(mostFrames).arg(roundedUp(m_speed * m_frames / mostFrames));
    return {};
}

qint64 Animation::timeOf(int frame) const
{
    if (frame + 1 >= m_frames)
        return m_end;
    return std::min(m_end, m_begin + qint64((frame + 1) * 1e9 * m_speed / m_framesPerSecond));
}

int Animation::hundredthsOf(int frame) const
{
    const auto shownAt = [this](int which) { return int(std::lround(which * 100.0 / m_framesPerSecond)); };
    return frame + 1 < m_frames ? shownAt(frame + 1) - shownAt(frame) : lastFramePause;
}

QImage Animation::draw(int frame)
{
    const qint64 t = timeOf(frame);
    PictureOptions options = m_options;
    if (frame + 1 < m_frames) { // the last one is the picture of the run, and nothing else
        options.view = viewAt(options.view, t);
        options.note = speedText(m_speed);
    }
    return renderPicture(m_run.at(t), options).convertToFormat(QImage::Format_RGB32);
}

AnimationFile::AnimationFile(const app::Run &run, const QString &path, const PictureOptions &options, const app::AnimationWishes &wishes)
    : m_path(path), m_animation(run, options, wishes), m_fault(m_animation.fault())
{
    addTheme(theme(themeOf(options.wishes)), m_counts);
}

int AnimationFile::steps() const { return std::min(samples, m_animation.frames()) + 2 * m_animation.frames(); }

/// A sample, a drawing, or the writing of what was drawn.
QString AnimationFile::advanced()
{
    const int counted = std::min(samples, m_animation.frames()), frames = m_animation.frames();
    if (m_done < counted) {
        m_frame = m_animation.draw((m_done + 1) * frames / counted - 1);
        m_counts.add(m_frame);
        if (m_done + 1 < counted)
            return {};
        m_file.emplace(m_path, m_frame.size(), GifPalette(m_counts));
        return m_file->open();
    }
    const int place = m_done - counted, frame = place / 2;
    if (place % 2 == 0) {
        m_frame = m_animation.draw(frame);
        return {};
    }
    const QString fault = m_file->add(m_frame, m_animation.hundredthsOf(frame));
    return fault.isEmpty() && frame + 1 == frames ? m_file->finish() : fault;
}

bool AnimationFile::advance()
{
    if (m_fault.isEmpty() && m_done < steps()) {
        m_fault = advanced();
        ++m_done;
    }
    return m_fault.isEmpty() && m_done < steps();
}

QString saveAnimation(const app::Run &run, const QString &path, const PictureOptions &options, const app::AnimationWishes &wishes,
                      const std::function<bool(int done, int steps)> &goOn)
{
    AnimationFile file(run, path, options, wishes);
    do {
        if (goOn && !goOn(file.done(), file.steps()))
            return animationGivenUp();
    } while (file.advance());
    return file.fault();
}

QString animationGivenUp() { return tr("The animation was given up; no file was written or changed."); }

} // namespace ui
