#pragma once

#include "app/trace.h"

#include <optional>

// A binary search in a row. ns since the run's start.
namespace app {

/// The slice of `request` that holds `t`, its end included; nullopt: another's, or none.
inline std::optional<Slice> sliceOf(const Row &row, RequestId request, qint64 t)
{
    for (size_t i = row.firstEndingAfter(t - 1); i < row.size() && row[i].begin <= t; ++i) {
        if (row[i].request == request)
            return row[i];
    }
    return std::nullopt;
}

} // namespace app
