#pragma once

#include "app/animation_wishes.h"
#include "ui/gif_file.h"
#include "ui/growing_run.h"
#include "ui/picture.h"

#include <functional>
#include <optional>

// A run that grows, as an animated GIF: each frame is the picture (ui/picture.h) of the run as it stood at that moment, with
// room kept for all that is still to come; the last one is the picture of the whole. GUI thread.
namespace ui {

inline constexpr int mostFrames = 1500;
inline constexpr QSize greatestAnimation{4096, 4096}; ///< px
inline constexpr int lastFramePause = 250;        ///< 1/100 s that the whole is shown before it begins again

/// The speed (seconds of the run in one of the animation) where none is asked for: 1, as it was, for 1 to about 10 s; a
/// longer run is as many whole times faster as it takes, a shorter one as many whole times slower. `length`: ns.
double usualSpeed(qint64 length);

/// "5\u00d7 speed", "1/20 speed"; empty at 1.
QString speedText(double speed);

/// The frames, one after the other.
class Animation
{
public:
    /// The wishes' `from` and `to`: the growth begins and ends with them.
    Animation(const app::Run &run, const PictureOptions &options, const app::AnimationWishes &wishes);

    /// Why it cannot be drawn, and what to do; empty: it can.
    QString fault() const;
    int frames() const { return m_frames; }
    double speed() const { return m_speed; }
    qint64 timeOf(int frame) const;    ///< ns since the run's start; `frame` in [0, frames())
    int hundredthsOf(int frame) const; ///< how long it is shown, 1/100 s
    QImage draw(int frame);            ///< quickest in order

private:
    PictureOptions m_options;
    GrowingRun m_run;
    int m_framesPerSecond = 20;
    double m_speed = 1;
    qint64 m_begin = 0, m_end = 0; ///< ns; the growth shown
    int m_frames = 1;
};

/// An animation on its way into a file, a step at a time, so that whoever waits can show how far it is and give it up:
/// unless the last step was done, nothing is left, and an older file stays whole.
class AnimationFile
{
public:
    AnimationFile(const app::Run &run, const QString &path, const PictureOptions &options, const app::AnimationWishes &wishes);

    /// One step, some ten milliseconds at a usual size. false: it is over, fault() says how.
    bool advance();
    int done() const { return m_done; }   ///< steps
    int steps() const;
    const QString &fault() const { return m_fault; } ///< empty: none so far

private:
    QString advanced();

    const QString m_path;
    Animation m_animation;
    ColourCounts m_counts;         ///< of some frames from the beginning to the end, before the first is written
    std::optional<GifFile> m_file;
    QImage m_frame;                ///< drawn, not yet written
    int m_done = 0;
    QString m_fault;
};

/// All steps. `goOn(done, steps)` is asked before each: false gives it up. An empty string: done; else what is wrong and what to do.
QString saveAnimation(const app::Run &run, const QString &path, const PictureOptions &options, const app::AnimationWishes &wishes,
                      const std::function<bool(int done, int steps)> &goOn = {});

/// What is said where it was given up.
QString animationGivenUp();

} // namespace ui
