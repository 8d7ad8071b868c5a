#include "app/track_builder.h"

#include "app/tr.h"

#include <algorithm>
#include <tuple>

// What TrackBuilder does once all events are there: ends meet their begins, and slices go into rows.
namespace app {
namespace {

/// An end looks so far for its begin, so that no file makes it slow.
constexpr size_t farthestBegin = NestedPlacer::mostRows;

template<typename Item>
void sortByTime(std::vector<Item> &items)
{
    const auto earlier = [](const Item &a, const Item &b) { return a.t < b.t; };
    if (!std::is_sorted(items.begin(), items.end(), earlier))
        std::stable_sort(items.begin(), items.end(), earlier);
}

} // namespace

/// The edges of one stack, by time, to pieces of piecesOf(the begin).
template<typename PiecesOf>
void TrackBuilder::match(const Edge *begin, const Edge *end, PiecesOf piecesOf)
{
    struct Open {
        std::vector<Piece> *pieces;
        size_t index;
    };
    std::vector<Open> open;
    const auto piece = [](const Open &at) -> Piece & { return (*at.pieces)[at.index]; };
    for (const Edge *edge = begin; edge != end; ++edge) {
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

void TrackBuilder::matchAsyncs()
{
    const auto earlier = [](const Edge &a, const Edge &b) { return std::tie(a.stack, a.t) < std::tie(b.stack, b.t); };
    std::stable_sort(m_asyncEdges.begin(), m_asyncEdges.end(), earlier);
    const Edge *const end = m_asyncEdges.data() + m_asyncEdges.size();
    for (const Edge *first = m_asyncEdges.data(), *next = first; first != end; first = next) {
        while (next != end && next->stack == first->stack)
            ++next;
        match(first, next, [this](const Edge &edge) -> std::vector<Piece> & { return m_asyncs[edge.track].pieces; });
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
        places.push_back({process.sortIndex, process.pid, number, kind, threadSort, tid, index});
    };
    for (size_t i = 0; i < m_threads.size(); ++i) {
        const Thread &thread = m_threads[i];
        if (!thread.empty())
            add(thread.process, TrackKind::Thread, thread.sortIndex, thread.tid, i);
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
void TrackBuilder::fill(Track &track, Material &material, size_t &slices)
{
    std::vector<Piece> pieces = std::move(material.pieces); // gone when this returns
    const auto earlier = [](const Piece &a, const Piece &b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; };
    if (!std::is_sorted(pieces.begin(), pieces.end(), earlier))
        std::stable_sort(pieces.begin(), pieces.end(), earlier);
    Placer placer(track.rows, m_budget);
    for (const Piece &piece : pieces) {
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
    sortByTime(track.instants);
    for (Instant &instant : track.instants)
        instant.t -= m_first;
}

Track TrackBuilder::track(const Place &place, size_t &slices)
{
    Track track;
    track.kind = place.kind;
    track.pid = place.pid;
    track.tid = place.tid;
    const Process &process = m_processes[place.process];
    track.process = process.labels.isEmpty() ? process.name
            : process.name.isEmpty() ? process.labels : tr("%1 (%2)").arg(process.name, process.labels);
    if (place.kind == TrackKind::Thread) {
        Thread &thread = m_threads[place.index];
        track.name = thread.name.isEmpty() ? tr("thread %1").arg(thread.tid) : thread.name;
        fill<NestedPlacer>(track, thread, slices);
    } else if (place.kind == TrackKind::Async) {
        track.name = m_asyncs[place.index].name;
        fill<LowestPlacer>(track, m_asyncs[place.index], slices);
    } else {
        Counter &counter = m_counters[place.index];
        track.name = counter.name;
        track.samples = std::move(counter.samples);
        sortByTime(track.samples);
        for (CounterSample &sample : track.samples)
            sample.t -= m_first;
    }
    return track;
}

Tracks TrackBuilder::finish(const Reading *reading)
{
    // Where each event has a name or an id of its own, these are as large as the tracks.
    m_labels.finish();
    m_stackNumbers = {};
    const auto cancelled = [reading] { return reading && reading->cancelled.load(std::memory_order_relaxed); };
    for (Thread &thread : m_threads) {
        if (cancelled())
            return {};
        std::vector<Edge> edges = std::move(thread.edges);
        sortByTime(edges);
        match(edges.data(), edges.data() + edges.size(), [&thread](const Edge &) -> std::vector<Piece> & { return thread.pieces; });
    }
    matchAsyncs();
    Tracks tracks;
    for (const Place &place : order()) {
        if (cancelled())
            return {};
        tracks.tracks.push_back(track(place, tracks.slices));
        if (Track &last = tracks.tracks.back(); last.rows.empty() && last.instants.empty() && last.samples.empty())
            tracks.tracks.pop_back(); // all of it was too deep
    }
    tracks.labels = std::move(m_labels.labels());
    tracks.end = std::max<qint64>(0, m_last - std::min(m_first, m_last));
    return tracks;
}

} // namespace app
