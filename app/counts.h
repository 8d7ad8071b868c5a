#pragma once

#include "app/indexed.h"
#include "app/slice.h"

#include <deque>
#include <optional>
#include <vector>

namespace app {

/// How many slices of a group are open, over time: steps up and down, with the highest count of each bucket of
/// time as levels of detail (as in Levels). 8 bytes a step. A value; not thread-safe.
class Counts
{
public:
    using Iterator = IndexIterator<Counts, CountStep>;

    /// One more (`change` 1) or one less (-1) from `t` on; `t` never falls.
    void add(qint64 t, int change);

    bool empty() const { return m_steps.empty(); }
    size_t size() const { return m_steps.size(); }
    CountStep operator[](size_t index) const;
    CountStep back() const { return (*this)[size() - 1]; }
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }
    int at(qint64 t) const;            ///< open at `t`
    size_t firstAfter(qint64 t) const; ///< the first step later than `t`; size() where there is none
    int most() const { return m_most; } ///< at once, ever

    /// The highest count in each of `columns` equal parts of [begin, end). O(columns), whatever there is to see.
    std::vector<int> highest(qint64 begin, qint64 end, int columns) const;

    bool operator==(const Counts &other) const;

private:
    static constexpr size_t checkpointEvery = 64;
    qint64 timeOf(size_t index) const { return m_steps[index] >> 1; }
    struct Sweep {
        size_t step = 0; ///< the next one
        int count = 0;   ///< before it
    };
    int highestIn(qint64 begin, qint64 end, std::optional<Sweep> &sweep) const;
    void seal(qint64 t);
    void push(size_t k, int count);
    void coarsen();

    std::deque<qint64> m_steps;     ///< 2 t + 1 where it goes down, 2 t where up
    std::vector<int> m_checkpoints; ///< the count before every checkpointEvery-th step
    int m_now = 0, m_most = 0;
    int m_shift = 10;               ///< level 0 has buckets of 2^m_shift ns from t = 0 on
    std::vector<std::vector<int>> m_levels{1};
    int m_open = 0;                 ///< highest in the bucket after the last of level 0
};

} // namespace app
