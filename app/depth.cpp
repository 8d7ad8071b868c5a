#include "app/depth.h"

#include <algorithm>

namespace app {

std::optional<int> depthAt(const Log &log, RequestId request, qint64 t)
{
    constexpr int mostEvents = 500'000;
    const auto &events = log.events;
    auto event = std::upper_bound(events.begin(), events.end(), t, [](qint64 time, const Event &one) { return time < one.t; });
    for (int looked = 0; event != events.begin() && looked < mostEvents; ++looked) {
        --event;
        if (event->request != request)
            continue;
        switch (event->kind) {
        case EventKind::Received: // the client's words say nothing of the handler
        case EventKind::Failed: break;
        case EventKind::Sent:
        case EventKind::Arrived:
        case EventKind::Queued: return std::nullopt;
        case EventKind::Left: return std::max(0, event->depth - 1);
        default: return event->depth;
        }
    }
    return std::nullopt;
}

} // namespace app
