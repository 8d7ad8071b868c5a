#pragma once

#include "support/simulated_run.h"

#include <utility>
#include <vector>

// Runs to be compared.
namespace support {

template<typename... Run>
std::vector<app::Run> listOf(Run &&...each)
{
    std::vector<app::Run> runs;
    (runs.push_back(std::forward<Run>(each)), ...);
    return runs;
}

inline std::vector<const app::Run *> pointers(const std::vector<app::Run> &runs)
{
    std::vector<const app::Run *> all;
    for (const app::Run &run : runs)
        all.push_back(&run);
    return all;
}

/// The first of async, sync and async-wrong, and the same with other counts and pools.
inline std::vector<app::Run> someRuns(int count)
{
    std::vector<app::Run> runs;
    for (int i = 0; i < count; ++i) {
        const app::Endpoint endpoint = i % 3 == 0 ? app::Endpoint::Async : i % 3 == 1 ? app::Endpoint::Sync : app::Endpoint::AsyncWrong;
        runs.push_back(simulatedRun(endpoint, i < 3 ? 50 : 7, i < 3 ? 40 : 3));
    }
    return runs;
}

} // namespace support
