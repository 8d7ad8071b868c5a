#include "ui/timeline/zoom_path.h"

#include <cmath>

namespace ui {

TimeRange between(TimeRange from, TimeRange to, double progress)
{
    if (progress <= 0)
        return from;
    if (progress >= 1)
        return to;
    const double first = double(from.length()), growth = double(to.length() - from.length());
    double share = progress;
    if (growth != 0) {
        const double factor = std::log1p(growth / first); // logarithm of the whole way's factor
        share = std::expm1(progress * factor) / std::expm1(factor);
    }
    const qint64 begin = from.begin + std::llround(double(to.begin - from.begin) * share);
    return {begin, begin + std::llround(first + growth * share)};
}

} // namespace ui
