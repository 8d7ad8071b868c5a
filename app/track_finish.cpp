#include "app/track_builder.h"

#include "app/letting_go.h"
#include "app/tr.h"

#include <algorithm>
#include <set>
#include <tuple>

// What TrackBuilder does once all events are there: ends meet their begins, and slices go into rows.
namespace app {
namespace {

/// An end looks so far for its begin, so that no file makes it slow.
constexpr size_t farthestBegin = NestedPlacer::mostRows;

template<typename Item, typename Before>
void sortLooking(std::vector<Item> &items, Interrupt &interrupt, Before before)
{
    const auto looking = [&](const Item &a, const Item &b) {
        interrupt.check();
        return before(a, b);
    };
    if (!std::is_sorted(items.begin(), items.end(), looking))
        std::stable_sort(items.begin(), items.end(), looking);
}

template<typename Item>
void sortByTime(std::vector<Item> &items, Interrupt &interrupt)
{
    sortLooking(items, interrupt, [](const Item &a, const Item &b) { return a.t < b.t; });
}

template<typename Item>
void countFrom(qint64 first, std::vector<Item> &items, Interrupt &interrupt)
{
    for (Item &item : items) {
        interrupt.check();
        item.t -= first;
    }
}

} // namespace

/// The few that are far from the many.
void TrackBuilder::leaveOutFar(Interrupt &interrupt)
{
    const TraceTimes::Span span = m_times.most();
    if (span.outside == 0)
        return;
    m_skips.add(Skip::FarAway, span.outside);
    m_first = std::numeric_limits<qint64>::max();
    m_last = std::numeric_limits<qint64>::min();
    const auto isFar = [&](qint64 begin, qint64 end) {
        interrupt.check();
        if (!span.holds(begin))
            return true;
        lasts(begin);
        lasts(end);
        return false;
    };
    const auto leaveOut = [&isFar](auto &items) { std::erase_if(items, [&](const auto &item) { return isFar(item.t, item.t); }); };
    const auto leaveOutOf = [&](Material &material) {
        std::erase_if(material.pieces, [&](const Piece &piece) { return isFar(piece.begin, piece.end); });
        leaveOut(material.instants);
    };
    for (Thread &thread : m_threads) {
        leaveOutOf(thread);
        leaveOut(thread.edges);
    }
    std::for_each(m_asyncs.begin(), m_asyncs.end(), leaveOutOf);
    leaveOut(m_asyncEdges);
    for (Counter &counter : m_counters)
        leaveOut(counter.samples);
}

/// From now on words are numbers, too: below zero, and none that the trace has.
void TrackBuilder::numberWords()
{
    std::set<qint64> taken;
    const auto take = [&taken](const TraceId &id) {
        if (!id.isWord)
            taken.insert(id.number);
    };
    for (const Process &process : m_processes)
        take(process.pid);
    for (const Thread &thread : m_threads)
        take(thread.tid);
    std::vector<qint64> numbers;
    for (qint64 next = -1; numbers.size() < m_words.size(); --next) {
        if (!taken.contains(next))
            numbers.push_back(next);
    }
    const auto number = [&numbers](TraceId &id) {
        if (id.isWord)
            id = {numbers[size_t(id.number)], false};
    };
    for (Process &process : m_processes)
        number(process.pid);
    for (Thread &thread : m_threads)
        number(thread.tid);
}

/// The edges of one stack, by time, to pieces of piecesOf(the begin).
template<typename PiecesOf>
void TrackBuilder::match(const Edge *begin, const Edge *end, PiecesOf piecesOf, Interrupt &interrupt)
{
    struct Open {
        std::vector<Piece> *pieces;
        size_t index;
    };
    std::vector<Open> open;
    const auto piece = [](const Open &at) -> Piece & { return (*at.pieces)[at.index]; };
    for (const Edge *edge = begin; edge != end; ++edge) {
        interrupt.check();
        if (edge->begins) {
            std::vector<Piece> &pieces = piecesOf(*edge);
            pieces.push_back({edge->t, m_last, edge->label});
            open.push_back({&pieces, pieces.size() - 1});
            continue;
        }
        const size_t lowest = open.size() - std::min(open.size(), farthestBegin);
        size_t above = open.size();
        const auto fits = [&](const Piece &candidate) {
            return edge->label == RequestId::None || candidate.label == edge->label || m_labels.name(candidate.label) == m_labels.name(edge->label);
        };
        while (above > lowest && !fits(piece(open[above - 1])))
            --above;
        if (above == lowest) {
            m_skips.add(Skip::LoneEnd);
            continue;
        }
        for (; open.size() >= above; open.pop_back())
            piece(open.back()).end = edge->t;
    }
    m_skips.addUnended(qint64(open.size()));
}

void TrackBuilder::matchAll(Interrupt &interrupt)
{
    for (Thread &thread : m_threads) {
        std::vector<Edge> edges = std::move(thread.edges);
        sortByTime(edges, interrupt);
        match(edges.data(), edges.data() + edges.size(), [&thread](const Edge &) -> std::vector<Piece> & { return thread.pieces; }, interrupt);
    }
    sortLooking(m_asyncEdges, interrupt, [](const Edge &a, const Edge &b) { return std::tie(a.stack, a.t) < std::tie(b.stack, b.t); });
    const Edge *const end = m_asyncEdges.data() + m_asyncEdges.size();
    for (const Edge *first = m_asyncEdges.data(), *next = first; first != end; first = next) {
        while (next != end && next->stack == first->stack)
            ++next;
        match(first, next, [this](const Edge &edge) -> std::vector<Piece> & { return m_asyncs[edge.track].pieces; }, interrupt);
    }
    m_asyncEdges = {};
}

struct TrackBuilder::Place {
    qint64 processSort, pid;
    quint32 process;
    TrackKind kind;
    qint64 threadSort, tid;
    size_t index;
    auto operator<=>(const Place &) const = default;
};

/// Processes as they are to be sorted; of each its threads, what overlaps, its counters.
std::vector<TrackBuilder::Place> TrackBuilder::order() const
{
    std::vector<Place> places;
    const auto add = [&](quint32 number, TrackKind kind, qint64 threadSort, qint64 tid, size_t index) {
        const Process &process = m_processes[number];
        places.push_back({process.sortIndex, process.pid.number, number, kind, threadSort, tid, index});
    };
    for (size_t i = 0; i < m_threads.size(); ++i) {
        const Thread &thread = m_threads[i];
        if (!thread.empty())
            add(thread.process, TrackKind::Thread, thread.sortIndex, thread.tid.number, i);
    }
    for (size_t i = 0; i < m_asyncs.size(); ++i) {
        if (!m_asyncs[i].empty())
            add(m_asyncs[i].process, TrackKind::Async, 0, 0, i);
    }
    for (size_t i = 0; i < m_counters.size(); ++i)
        add(m_counters[i].process, TrackKind::Counter, 0, 0, i);
    std::sort(places.begin(), places.end());
    return places;
}

template<typename Placer>
void TrackBuilder::fill(Track &track, Material &material, size_t &slices, Interrupt &interrupt)
{
    std::vector<Piece> pieces = std::move(material.pieces); // gone when this returns
    sortLooking(pieces, interrupt, [](const Piece &a, const Piece &b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    Placer placer(track.rows, m_budget);
    for (const Piece &piece : pieces) {
        interrupt.check();
        Slice slice;
        slice.begin = piece.begin - m_first;
        slice.end = piece.end - m_first;
        slice.request = piece.label;
        slice.state = State::Named;
        if (placer.place(slice))
            ++slices;
        else
            m_skips.add(Skip::TooDeep);
    }
    track.instants = std::move(material.instants);
    sortByTime(track.instants, interrupt);
    countFrom(m_first, track.instants, interrupt);
}

void TrackBuilder::build(const Place &place, Track &track, size_t &slices, Interrupt &interrupt)
{
    track.kind = place.kind;
    track.pid = place.pid;
    track.tid = place.tid;
    const Process &process = m_processes[place.process];
    track.process = process.labels.isEmpty() ? process.name
            : process.name.isEmpty() ? process.labels : tr("%1 (%2)").arg(process.name, process.labels);
    if (place.kind == TrackKind::Thread) {
        Thread &thread = m_threads[place.index];
        track.name = thread.name.isEmpty() ? tr("thread %1").arg(thread.tid.number) : thread.name;
        fill<NestedPlacer>(track, thread, slices, interrupt);
    } else if (place.kind == TrackKind::Async) {
        track.name = m_asyncs[place.index].name;
        fill<LowestPlacer>(track, m_asyncs[place.index], slices, interrupt);
    } else {
        Counter &counter = m_counters[place.index];
        track.name = counter.name;
        track.samples = std::move(counter.samples);
        sortByTime(track.samples, interrupt);
        countFrom(m_first, track.samples, interrupt);
    }
}

Tracks TrackBuilder::finish(const Reading *reading)
{
    Tracks tracks;
    try {
        finish(tracks, reading);
    } catch (const Interrupt::Cancelled &) {
        letGo(std::exchange(tracks, {})); // a hundred thousand rows take a while to go
    }
    return tracks;
}

void TrackBuilder::finish(Tracks &tracks, const Reading *reading)
{
    Interrupt interrupt(reading);
    // Where each event has a name or an id of its own, these are as large as the tracks.
    m_labels.finish();
    m_stackNumbers = {};
    leaveOutFar(interrupt);
    numberWords();
    matchAll(interrupt);
    for (const Place &place : order()) {
        build(place, tracks.tracks.emplace_back(), tracks.slices, interrupt);
        if (const Track &last = tracks.tracks.back(); last.rows.empty() && last.instants.empty() && last.samples.empty())
            tracks.tracks.pop_back(); // all of it was too deep, or too far
    }
    tracks.labels = std::move(m_labels.labels());
    tracks.end = std::max<qint64>(0, m_last - std::min(m_first, m_last));
}

} // namespace app
