#pragma once

#include "app/row.h"

#include <functional>
#include <queue>
#include <tuple>
#include <vector>

namespace app {

/// Calls visit(place, slice) for all slices of `rows`, by begin; of one time, in the order of the rows. Memory grows with
/// the rows alone.
template<typename Visit>
void visitByBegin(const std::vector<const Row *> &rows, Visit visit)
{
    struct Next {
        qint64 begin;
        size_t place, index;
        bool operator>(const Next &other) const { return std::tie(begin, place) > std::tie(other.begin, other.place); }
    };
    std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
    for (size_t place = 0; place < rows.size(); ++place) {
        if (!rows[place]->empty())
            next.push({rows[place]->front().begin, place, 0});
    }
    while (!next.empty()) {
        const Next first = next.top();
        next.pop();
        const Row &row = *rows[first.place];
        visit(first.place, row[first.index]);
        if (first.index + 1 < row.size())
            next.push({row[first.index + 1].begin, first.place, first.index + 1});
    }
}

} // namespace app
