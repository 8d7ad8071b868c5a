#pragma once

#include "app/row.h"

#include <vector>

// A row folded to columns: what a picture shows of slices that are narrower than its pixels. Pure.
namespace app {

/// What a column shows. A blocking slice is never hidden: it wins however short it is, on the event loop before
/// a worker's. Else the state that takes most of the column's time.
struct Fold {
    State state{};
    bool any = false;    ///< false: nothing is there
    bool failed = false; ///< a slice of the column failed
    RequestId request = RequestId::None; ///< of the only slice in the column, or what all its Named ones are called; None: several, or not known
    bool operator==(const Fold &) const = default;
};

/// Where the columns of a picture lie in time: column i is [edge(i), edge(i + 1)).
struct Columns {
    qint64 begin = 0, end = 1; ///< ns
    int count = 1;
    qint64 edge(int column) const { return begin + qint64(width() * column); }
    double width() const { return double(end - begin) / count; } ///< ns
};

/// Every column from the row's levels where a column is at least four buckets wide, and from the slices
/// themselves where it is not. `now` ends an open slice. Costs O(columns), whatever the row holds.
/// From levels an edge is exact to a bucket: a quarter of a column. Levels know no names: Named slices are read themselves
/// while there are no more than namedPerColumn a column.
inline constexpr int namedPerColumn = 8;
void foldRow(const Row &row, const Columns &columns, qint64 now, std::vector<Fold> &into);

/// The same from the slices [first, last) alone, exactly. Adds to columns that `into` has already.
void foldSlices(const Row &row, size_t first, size_t last, const Columns &columns, qint64 now, std::vector<Fold> &into);

} // namespace app
