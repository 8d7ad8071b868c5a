#pragma once

#include "app/trace.h"

#include <functional>
#include <queue>

namespace app {

/// Packs slices that overlap into rows: each into the lowest that is free. Times must not fall.
class Packer
{
public:
    /// More at once than any run of ours has, tenfold; a row takes about a kilobyte, and a hostile log has a new one every 40 bytes.
    static constexpr size_t mostRows = 100'000;

    /// Returns the row; the caller keeps it for end(). -1: there are mostRows, and it is left out.
    int begin(const Slice &slice);
    void end(int row, qint64 t, bool failed);

    const Group &group() const { return m_group; }

private:
    Group m_group;
    std::priority_queue<int, std::vector<int>, std::greater<>> m_free;
};

} // namespace app
