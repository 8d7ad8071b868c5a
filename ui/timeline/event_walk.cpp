#include "ui/timeline/event_walk.h"

#include <algorithm>

namespace ui {
namespace {

bool contains(const EventPath &path, const app::Event &event)
{
    if (path.request != app::RequestId::None)
        return event.request == path.request;
    return event.thread == path.thread && event.kind != app::EventKind::Lag;
}

/// The place to begin at: beside `from`, or between the events before `t` and those after it.
qint64 begin(const std::vector<app::Event> &events, const EventPath &path, Direction direction, std::optional<size_t> from, qint64 t)
{
    if (from && *from < events.size() && contains(path, events[*from]))
        return qint64(*from) + qint64(direction);
    if (direction == Direction::On)
        return std::upper_bound(events.begin(), events.end(), t, [](qint64 time, const app::Event &e) { return time < e.t; }) - events.begin();
    return std::lower_bound(events.begin(), events.end(), t, [](const app::Event &e, qint64 time) { return e.t < time; }) - events.begin() - 1;
}

} // namespace

EventPath pathOf(const app::Request &request)
{
    EventPath path{request.id, {}, request.firstEvent};
    if (request.ended >= 0) // the server may still say its last word after the client has its answer
        path.last = std::max(request.ended, request.responded) + 1'000'000'000;
    return path;
}

std::optional<size_t> walk(const app::Log &log, const EventPath &path, Direction direction, std::optional<size_t> from, qint64 t)
{
    const std::vector<app::Event> &events = log.events;
    qint64 i = std::max(begin(events, path, direction, from, t), direction == Direction::On ? qint64(path.first) : qint64(-1));
    for (; i >= qint64(path.first) && i < qint64(events.size()) && events[size_t(i)].t <= path.last; i += qint64(direction)) {
        if (contains(path, events[size_t(i)]))
            return size_t(i);
    }
    return std::nullopt;
}

} // namespace ui
