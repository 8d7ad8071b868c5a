#pragma once

#include "app/counts.h"

namespace support {

/// Counts as steps, one a time: of several at the same time the last.
inline std::vector<app::CountStep> stepsOf(const app::Counts &counts)
{
    std::vector<app::CountStep> steps;
    for (const app::CountStep &step : counts) {
        if (!steps.empty() && steps.back().t == step.t)
            steps.back().count = step.count;
        else
            steps.push_back(step);
    }
    return steps;
}

} // namespace support
