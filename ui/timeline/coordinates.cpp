#include "ui/timeline/coordinates.h"

#include <cmath>

namespace ui {

qint64 tickStep(const TimeScale &scale, double minimumPixels)
{
    const double least = minimumPixels * double(scale.range.length()) / std::max(scale.width, 1.0);
    const double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (factor * power >= least)
            return qint64(factor * power);
    }
    return qint64(10 * power);
}

std::vector<qint64> ticks(const TimeScale &scale, double minimumPixels)
{
    const qint64 step = tickStep(scale, minimumPixels);
    std::vector<qint64> result;
    qint64 first = scale.range.begin / step * step;
    if (first < scale.range.begin)
        first += step;
    for (qint64 t = first; t <= scale.range.end && result.size() < 1000; t += step)
        result.push_back(t);
    return result;
}

} // namespace ui
