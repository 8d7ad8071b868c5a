#pragma once

#include "app/trace.h"

#include <functional>
#include <queue>

namespace app {

/// Packs slices that overlap into rows: each into the lowest that is free. Times must not fall.
class Packer
{
public:
    /// Returns the row; the caller keeps it for end().
    int begin(const Slice &slice);
    void end(int row, qint64 t, bool failed);

    const Group &group() const { return m_group; }

private:
    Group m_group;
    std::priority_queue<int, std::vector<int>, std::greater<>> m_free;
};

} // namespace app
