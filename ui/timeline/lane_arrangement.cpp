#include "ui/timeline/lane_arrangement.h"

#include <algorithm>
#include <numeric>

namespace ui {
namespace {

/// The digits of `text` from `at` on, without leading zeros; `at` goes behind them.
QStringView numberAt(QStringView text, qsizetype &at)
{
    while (at + 1 < text.size() && text[at] == u'0' && text[at + 1].isDigit())
        ++at;
    const qsizetype begin = at;
    while (at < text.size() && text[at].isDigit())
        ++at;
    return text.mid(begin, at - begin);
}

/// Compares numbers in names by value, the rest by character.
bool nameLess(QStringView a, QStringView b)
{
    qsizetype i = 0, k = 0;
    while (i < a.size() && k < b.size()) {
        if (a[i].isDigit() && b[k].isDigit()) {
            const QStringView left = numberAt(a, i), right = numberAt(b, k);
            if (left != right)
                return left.size() != right.size() ? left.size() < right.size() : left < right;
            continue;
        }
        if (a[i] != b[k])
            return a[i] < b[k];
        ++i;
        ++k;
    }
    return a.size() - i < b.size() - k;
}

/// All workers in the chosen order; what is equal stays in order of first use.
std::vector<int> baseOrder(const std::vector<app::Lane> &workers, LaneOrder order, qint64 now)
{
    std::vector<int> lanes(workers.size());
    std::iota(lanes.begin(), lanes.end(), 0);
    const auto lane = [&workers](int index) -> const app::Lane & { return workers[size_t(index)]; };
    if (order == LaneOrder::Name)
        std::stable_sort(lanes.begin(), lanes.end(), [&](int a, int b) { return nameLess(lane(a).name, lane(b).name); });
    if (order == LaneOrder::BusyTime)
        std::stable_sort(lanes.begin(), lanes.end(), [&](int a, int b) { return busyTime(lane(a), now) > busyTime(lane(b), now); });
    return lanes;
}

/// Puts the lanes that were dragged at their places among `lanes`.
void applyMoves(std::vector<int> &lanes, const std::vector<app::Lane> &workers, const std::vector<LaneArrangement::Moved> &moves)
{
    std::vector<std::pair<int, int>> moved; // worker, place
    for (const LaneArrangement::Moved &move : moves) {
        const auto found = std::find_if(lanes.begin(), lanes.end(), [&](int i) { return keyOf(workers[size_t(i)]) == move.lane; });
        if (found == lanes.end())
            continue;
        moved.emplace_back(*found, move.place);
        lanes.erase(found);
    }
    for (const auto &[worker, place] : moved)
        lanes.insert(lanes.begin() + std::clamp(place, 0, int(lanes.size())), worker);
}

/// All workers, shown or not, the pinned ones and the others.
struct Order {
    std::vector<int> pinned, others;
};

Order orderOf(const std::vector<app::Lane> &workers, const LaneArrangement &arrangement, qint64 now)
{
    Order order;
    for (const int worker : baseOrder(workers, arrangement.order, now))
        (contains(arrangement.pinned, keyOf(workers[size_t(worker)])) ? order.pinned : order.others).push_back(worker);
    applyMoves(order.pinned, workers, arrangement.moved);
    applyMoves(order.others, workers, arrangement.moved);
    return order;
}

/// Takes `worker` out of its place and puts it before `target`; nullopt: last.
void insertBefore(std::vector<int> &lanes, int worker, std::optional<int> target)
{
    std::erase(lanes, worker);
    lanes.insert(target ? std::find(lanes.begin(), lanes.end(), *target) : lanes.end(), worker);
}

bool busyIn(const app::Lane &lane, TimeRange range, qint64 now)
{
    size_t low = 0, high = lane.slices.size(); // the first slice that ends in the range or after it
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (std::min(lane.slices[middle].end, now) <= range.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low < lane.slices.size() && lane.slices[low].begin < range.end;
}

} // namespace

LaneKey keyOf(const app::Lane &lane) { return {lane.name, lane.tid}; }

bool contains(const std::vector<LaneKey> &lanes, const LaneKey &lane) { return std::find(lanes.begin(), lanes.end(), lane) != lanes.end(); }

void toggle(std::vector<LaneKey> &lanes, const LaneKey &lane)
{
    if (std::erase(lanes, lane) == 0)
        lanes.push_back(lane);
}

std::vector<PlacedLane> arrange(const app::Trace &trace, const LaneArrangement &arrangement, TimeRange visible, qint64 now)
{
    std::vector<PlacedLane> placed;
    const Order order = orderOf(trace.workers(), arrangement, now);
    const auto place = [&](int worker, bool pinned) {
        const app::Lane &lane = trace.workers()[size_t(worker)];
        const LaneKey key = keyOf(lane);
        const bool idle = arrangement.hideIdle && !pinned && !busyIn(lane, visible, now);
        if (!idle && !contains(arrangement.hidden, key))
            placed.push_back({worker, contains(arrangement.folded, key), pinned});
    };
    for (const int worker : order.pinned)
        place(worker, true);
    for (const int worker : order.others)
        place(worker, false);
    return placed;
}

LaneArrangement withMoved(const app::Trace &trace, const LaneArrangement &arrangement, qint64 now, int worker, std::optional<int> before)
{
    LaneArrangement next = arrangement;
    if (before == worker)
        return next;
    const std::vector<app::Lane> &workers = trace.workers();
    const auto key = [&workers](int lane) { return keyOf(workers[size_t(lane)]); };
    Order order = orderOf(workers, arrangement, now);
    const bool wasPinned = contains(arrangement.pinned, key(worker)), ontoPinned = before && contains(arrangement.pinned, key(*before));
    // Above the first of the others is also below the last pinned one: there it stays what it was.
    std::vector<int> others = order.others;
    std::erase(others, worker);
    const bool atBorder = !ontoPinned && (others.empty() ? !before : before == others.front());
    const bool pinned = ontoPinned || (wasPinned && atBorder);
    if (pinned != wasPinned)
        toggle(next.pinned, key(worker));
    std::erase(pinned ? order.others : order.pinned, worker);
    insertBefore(pinned ? order.pinned : order.others, worker, pinned && !ontoPinned ? std::nullopt : before);
    next.moved.clear();
    for (const std::vector<int> *lanes : {&order.pinned, &order.others}) {
        for (size_t place = 0; place < lanes->size(); ++place) {
            const int lane = (*lanes)[place];
            const auto isThis = [&](const LaneArrangement::Moved &move) { return move.lane == key(lane); };
            if (lane == worker || std::any_of(arrangement.moved.begin(), arrangement.moved.end(), isThis))
                next.moved.push_back({key(lane), int(place)});
        }
    }
    std::stable_sort(next.moved.begin(), next.moved.end(), [](const auto &a, const auto &b) { return a.place < b.place; });
    return next;
}

LaneArrangement withPinToggled(const LaneArrangement &arrangement, const LaneKey &lane)
{
    LaneArrangement next = arrangement;
    toggle(next.pinned, lane);
    std::erase_if(next.moved, [&lane](const LaneArrangement::Moved &move) { return move.lane == lane; });
    return next;
}

qint64 busyTime(const app::Lane &lane, qint64 now)
{
    if (lane.slices.empty() || lane.slices.back().end != app::stillOpen)
        return lane.busy;
    return lane.busy + std::max<qint64>(0, now - lane.slices.back().begin);
}

} // namespace ui
