#pragma once

#include "app/trace.h"

#include <optional>

// Binary searches in a row, by index. ns since the run's start.
namespace app {

/// The index of the first slice that ends after `t`; row.size(): none does.
inline size_t firstEndingAfter(const Row &row, qint64 t)
{
    size_t low = 0, high = row.size();
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (row[middle].end > t)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/// The slice of `request` that holds `t`, its end included; nullopt: another's, or none.
inline std::optional<Slice> sliceOf(const Row &row, RequestId request, qint64 t)
{
    for (size_t i = firstEndingAfter(row, t - 1); i < row.size() && row[i].begin <= t; ++i) {
        if (row[i].request == request)
            return row[i];
    }
    return std::nullopt;
}

} // namespace app
