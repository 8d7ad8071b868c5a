#include "app/counts.h"

#include <algorithm>

namespace app {
namespace {

constexpr size_t usualBuckets = 4096;

} // namespace

void Counts::add(qint64 t, int change)
{
    seal(t);
    if (m_steps.size() % checkpointEvery == 0)
        m_checkpoints.push_back(m_now);
    m_steps.push_back(t * 2 + (change < 0));
    m_now += change < 0 ? -1 : 1;
    m_most = std::max(m_most, m_now);
    m_open = std::max(m_open, m_now);
}

CountStep Counts::operator[](size_t index) const
{
    int count = m_checkpoints[index / checkpointEvery];
    for (size_t i = index / checkpointEvery * checkpointEvery; i <= index; ++i)
        count += m_steps[i] & 1 ? -1 : 1;
    return {timeOf(index), count};
}

size_t Counts::firstAfter(qint64 t) const
{
    size_t low = 0, high = size();
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (timeOf(middle) > t)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

int Counts::at(qint64 t) const
{
    const size_t after = firstAfter(t);
    return after == 0 ? 0 : (*this)[after - 1].count;
}

/// Closes the buckets before the one that holds `t`. An empty bucket keeps the count it began with.
void Counts::seal(qint64 t)
{
    const size_t most = std::max(std::min(size() * 16 + 16, usualBuckets), size() / 4);
    while (t >> m_shift > qint64(most))
        coarsen();
    while (qint64(m_levels.front().size() + 1) << m_shift <= t) {
        push(0, m_open);
        m_open = m_now;
    }
}

void Counts::push(size_t k, int count)
{
    if (k == m_levels.size())
        m_levels.emplace_back();
    m_levels[k].push_back(count);
    const size_t size = m_levels[k].size();
    if (size % 2 == 0)
        push(k + 1, std::max(m_levels[k][size - 2], m_levels[k][size - 1]));
}

void Counts::coarsen()
{
    std::vector<int> finest = std::move(m_levels.front());
    m_levels.erase(m_levels.begin());
    if (m_levels.empty())
        m_levels.emplace_back();
    if (finest.size() % 2 == 1)
        m_open = std::max(m_open, finest.back());
    ++m_shift;
}

/// Exact, from the steps: the count at `begin` and all that follow before `end`. Goes on from where `sweep` is.
int Counts::highestIn(qint64 begin, qint64 end, std::optional<Sweep> &sweep) const
{
    if (!sweep) {
        const size_t step = firstAfter(begin);
        sweep = {step, step == 0 ? 0 : (*this)[step - 1].count};
    }
    const auto take = [&] { sweep->count += m_steps[sweep->step++] & 1 ? -1 : 1; };
    while (sweep->step < size() && timeOf(sweep->step) <= begin)
        take();
    int most = sweep->count;
    while (sweep->step < size() && timeOf(sweep->step) < end) {
        take();
        most = std::max(most, sweep->count);
    }
    return most;
}

std::vector<int> Counts::highest(qint64 begin, qint64 end, int columns) const
{
    std::vector<int> result(size_t(std::max(columns, 0)), 0);
    const double width = double(end - begin) / std::max(columns, 1);
    size_t k = 0; // the coarsest level with at least four buckets a column
    while (k + 1 < m_levels.size() && double(qint64(1) << (m_shift + int(k) + 1)) * 4 <= width)
        ++k;
    const int shift = m_shift + int(k);
    const bool coarse = double(qint64(1) << shift) * 4 <= width;
    const std::vector<int> &level = m_levels[k];
    std::optional<Sweep> sweep; // of the columns before this one, where no level served them
    for (int column = 0; column < columns; ++column) {
        const qint64 from = begin + qint64(column * width), to = begin + qint64((column + 1) * width);
        const qint64 first = from >> shift, last = (std::max(to, from + 1) - 1) >> shift;
        if (!coarse || first < 0 || size_t(last) >= level.size()) {
            result[size_t(column)] = highestIn(from, std::max(to, from + 1), sweep);
        } else {
            result[size_t(column)] = *std::max_element(level.begin() + first, level.begin() + last + 1);
            sweep.reset();
        }
    }
    return result;
}

bool Counts::operator==(const Counts &other) const { return m_steps == other.m_steps; }

} // namespace app
