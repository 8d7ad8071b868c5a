#pragma once

#include "app/row.h"

#include <deque>
#include <functional>
#include <queue>
#include <vector>

namespace app {

/// Rows of all tracks together that may still be made: a row takes about a kilobyte however little is in it.
struct RowBudget {
    size_t left = 100'000;
};

/// Puts slices that nest into rows by depth. Where some overlap in part (they cannot be each other's parent), each goes
/// into the lowest row that is free. A value; not thread-safe.
class NestedPlacer
{
public:
    static constexpr size_t mostRows = 512;

    NestedPlacer(std::deque<Row> &rows, RowBudget &budget) : m_rows(rows), m_budget(budget) {}
    /// `slice` is closed, begins where the one before it began or later, and after it where both begin at once if it
    /// is the shorter. False: there is no row for it.
    bool place(const Slice &slice);

private:
    bool put(size_t row, const Slice &slice);

    std::deque<Row> &m_rows;
    RowBudget &m_budget;
    std::vector<qint64> m_ends; ///< by row, of the last slice
    size_t m_open = 0;          ///< rows up to the lowest one that is in use
};

/// Puts slices that overlap into rows, each into the lowest that is free. Of slices that have ended, and within a
/// budget: of a run that grows, Packer does it. A value; not thread-safe.
class LowestPlacer
{
public:
    LowestPlacer(std::deque<Row> &rows, RowBudget &budget) : m_rows(rows), m_budget(budget) {}
    /// `slice` is closed, and begins where the one before it began or later. False: there is no row for it.
    bool place(const Slice &slice);

private:
    std::deque<Row> &m_rows;
    RowBudget &m_budget;
    using EndAndRow = std::pair<qint64, size_t>;
    std::priority_queue<EndAndRow, std::vector<EndAndRow>, std::greater<>> m_busy;
    std::priority_queue<size_t, std::vector<size_t>, std::greater<>> m_free;
};

} // namespace app
