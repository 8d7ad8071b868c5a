#pragma once

#include <QSize>
#include <QString>

#include <optional>

// How a run is to grow in an animated picture, as the command line and the export dialog say it.
namespace app {

struct AnimationWishes {
    /// Seconds of the run in a second of the animation; 0.001 to 1,000. nullopt: as fast as it was, but so that the
    /// animation lasts 1 to about 10 s (ui::usualSpeed()).
    std::optional<double> speed;
    int framesPerSecond = 20; ///< 5 to 50: GIF counts in 1/100 s, and viewers slow down what is quicker than 2/100

    bool operator==(const AnimationWishes &) const = default;
};

inline constexpr QSize usualAnimationSize{1280, 720}; ///< px; where none is asked for: plays smoothly, in less than 5 MB
inline constexpr double leastSpeed = 0.001, mostSpeed = 1000;
inline constexpr int leastFrameRate = 5, mostFrameRate = 50; ///< frames a second

/// Is it the name of a picture that moves?
inline bool isAnimation(const QString &path) { return path.endsWith(QLatin1StringView(".gif"), Qt::CaseInsensitive); }

} // namespace app
