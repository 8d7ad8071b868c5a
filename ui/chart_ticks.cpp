// Numbers at the axes, and the lines of the ideals: the arithmetic of the makespan chart.
#include "ui/makespan_chart.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int mostSteps = 400; ///< of a staircase; a finer one looks like a slope, and is drawn as one

double powerOfTen(int exponent) { return exponent < 0 ? 1 / std::pow(10.0, -exponent) : std::pow(10.0, exponent); } // 0.1, not 0.1000...01

std::vector<double> ticksOf(std::initializer_list<int> mantissas, int everyDecade, double from, double to)
{
    std::vector<double> ticks;
    for (int exponent = int(std::floor(std::log10(from))); powerOfTen(exponent) <= to; ++exponent) {
        if (exponent % everyDecade != 0)
            continue;
        for (const int mantissa : mantissas) {
            if (const double tick = mantissa * powerOfTen(exponent); tick >= from && tick <= to)
                ticks.push_back(tick);
        }
    }
    return ticks;
}

QList<QPointF> staircase(double sleep, int pool, double first, double last, double most)
{
    QList<QPointF> line;
    const auto height = [&](double count) { return std::ceil(count / pool) * sleep; };
    if ((last - first) / pool > mostSteps) {
        for (int i = 0; i <= mostSteps; ++i) {
            const double count = std::floor(first * std::pow(last / first, double(i) / mostSteps));
            if (height(count) <= most)
                line << QPointF(count, height(count));
        }
        return line;
    }
    double step = std::ceil(first / pool);
    if (step * sleep > most)
        return line;
    line << QPointF(first, step * sleep);
    // Half a request past the last that fits: a mark at pool + 1 stands on the next step.
    for (double edge = step * pool + 0.5; edge < last && (step + 1) * sleep <= most; edge += pool) {
        line << QPointF(edge, step * sleep) << QPointF(edge, (step + 1) * sleep);
        ++step;
    }
    line << QPointF(std::min(last, step * pool + 0.5), step * sleep);
    return line;
}

} // namespace

std::vector<double> logarithmicTicks(double from, double to, int most)
{
    if (!(from > 0 && std::isfinite(to)))
        return {};
    std::vector<double> ticks = ticksOf({1, 2, 5}, 1, from, to);
    for (int every = 1; int(ticks.size()) > most && every < 8; ++every)
        ticks = ticksOf({1}, every, from, to);
    return ticks;
}

std::vector<double> linearTicks(double to, int most)
{
    if (!(to > 0 && std::isfinite(to)))
        return {};
    const int exponent = int(std::floor(std::log10(to / most)));
    double step = 0;
    for (const double candidate : {powerOfTen(exponent), 2 * powerOfTen(exponent), 5 * powerOfTen(exponent), powerOfTen(exponent + 1)}) {
        step = candidate;
        if (to / step <= most)
            break;
    }
    std::vector<double> ticks;
    for (int i = 0; i * step <= to; ++i)
        ticks.push_back(i * step);
    return ticks;
}

QList<QPointF> idealLine(app::Endpoint endpoint, const MakespanSet &set, double first, double last, double most)
{
    const double sleep = set.sleepMicros / 1e6;
    if (sleep <= 0 || endpoint == app::Endpoint::None)
        return {};
    if (endpoint == app::Endpoint::Sync)
        return staircase(sleep, std::max(1, set.pool), first, last, most);
    if (endpoint == app::Endpoint::Async)
        return sleep <= most ? QList<QPointF>{{first, sleep}, {last, sleep}} : QList<QPointF>();
    const double end = std::min(last, most / sleep);
    return end >= first ? QList<QPointF>{{first, first * sleep}, {end, end * sleep}} : QList<QPointF>();
}

} // namespace ui
