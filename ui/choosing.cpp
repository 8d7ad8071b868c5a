#include "ui/choosing.h"

#include "ui/selection.h"

#include <algorithm>

namespace ui {

std::optional<size_t> eventAt(const app::Run &run, app::RequestId id, qint64 t)
{
    const app::Request *request = run.trace.request(id);
    const std::vector<app::Event> &events = run.log.events;
    if (!request || request->firstEvent >= events.size())
        return std::nullopt;
    const auto first = events.begin() + std::ptrdiff_t(request->firstEvent);
    // Backwards from the moment: the step that made a slice stands right there.
    auto after = std::upper_bound(first, events.end(), t, [](qint64 time, const app::Event &event) { return time < event.t; });
    while (after != first) {
        if ((--after)->request == id)
            return size_t(after - events.begin());
    }
    return request->firstEvent;
}

void chooseAt(Selection &selection, const app::Run &run, app::RequestId request, qint64 t)
{
    selection.setSelected(request);
    selection.setEvent(eventAt(run, request, t));
}

} // namespace ui
