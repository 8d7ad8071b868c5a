#pragma once

#include "app/log.h"

#include <optional>

namespace app {

/// How deep in its coroutines the request was at `t` (ns): 0 the endpoint itself, 1 and 2 below it. nullopt: its handler
/// was not called yet, or that was so many events ago that it is not worth a look (half a million, a few milliseconds).
std::optional<int> depthAt(const Log &log, RequestId request, qint64 t);

} // namespace app
