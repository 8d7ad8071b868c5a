#pragma once

#include "app/chrome_event.h"
#include "app/chrome_skips.h"
#include "app/label_book.h"
#include "app/interrupt.h"
#include "app/row_placer.h"
#include "app/trace_id.h"
#include "app/trace_times.h"

#include <limits>
#include <optional>
#include <unordered_map>

namespace app {

/// Events of a Chrome trace, in any order, to tracks. What each phase becomes:
/// X, B with its E                     slices of a thread; an X without "dur" has no length
/// b with its e, S with its F          slices of an async track, one a process and category
/// i, I, R (threads), n, T, p (async)  instants
/// C                                   samples of a counter track, one a process, name, id and argument
/// M                                   names and the order of processes and threads
/// All others are counted as skipped. An E or e closes the innermost slice of its name, or without a name the
/// innermost; those in it that are still open end with it. What is never ended ends with the trace.
/// Events far in time from most of them (see TraceTimes) are left out and counted. Not thread-safe.
class TrackBuilder
{
public:
    static constexpr size_t mostTracks = 10'000;

    explicit TrackBuilder(ChromeSkips &skips) : m_skips(skips) {}
    void add(const ChromeEvent &event);
    /// To be called once. Where `reading` (may be nullptr) is cancelled meanwhile it ends within some 10 ms, and what it gives is of no use.
    Tracks finish(const Reading *reading);

private:
    /// A slice; times here are those of m_times.
    struct Piece {
        qint64 begin, end; ///< end: stillOpen where it is not known
        RequestId label;
    };
    /// Begins or ends a slice.
    struct Edge {
        qint64 t;
        RequestId label; ///< an end's may be None
        quint32 stack;   ///< async: edges with the same number belong together
        quint32 track;   ///< async: index into m_asyncs
        bool begins;
    };
    struct Process {
        TraceId pid;
        qint64 sortIndex = 0;
        QString name, labels;
    };
    struct Material {
        std::vector<Piece> pieces;
        std::vector<Instant> instants;
        bool empty() const { return pieces.empty() && instants.empty(); }
    };
    struct Thread : Material {
        quint32 process = 0;
        TraceId tid;
        qint64 sortIndex = 0;
        QString name;
        std::vector<Edge> edges;
    };
    struct Async : Material {
        quint32 process = 0;
        QString name;
    };
    struct Counter {
        quint32 process = 0;
        QString name;
        std::vector<CounterSample> samples;
    };
    struct Place; ///< of a track in the order to show

    void addComplete(const ChromeEvent &event, qint64 t);
    void addAsync(const ChromeEvent &event, qint64 t);
    void addCounter(const ChromeEvent &event, qint64 t);
    void addMetadata(const ChromeEvent &event);
    void happens(qint64 t); ///< an event, which is kept
    void lasts(qint64 t);   ///< until then, at least
    std::optional<TraceId> idOf(std::string_view text);
    std::optional<quint32> processOf(const ChromeEvent &event);
    Thread *threadOf(const ChromeEvent &event); ///< nullptr: one too many
    bool mayAddTrack() const { return m_threads.size() + m_asyncs.size() + m_counters.size() < mostTracks; }
    void finish(Tracks &tracks, const Reading *reading); ///< throws Interrupt::Cancelled
    void leaveOutFar(Interrupt &interrupt);
    void numberWords();
    template<typename PiecesOf>
    void match(const Edge *begin, const Edge *end, PiecesOf piecesOf, Interrupt &interrupt);
    void matchAll(Interrupt &interrupt);
    std::vector<Place> order() const;
    void build(const Place &place, Track &track, size_t &slices, Interrupt &interrupt);
    template<typename Placer>
    void fill(Track &track, Material &material, size_t &slices, Interrupt &interrupt);

    ChromeSkips &m_skips;
    LabelBook m_labels;
    TraceTimes m_times;
    qint64 m_first = std::numeric_limits<qint64>::max(), m_last = std::numeric_limits<qint64>::min();
    std::vector<Process> m_processes;
    std::unordered_map<TraceId, quint32, IdHash> m_processOf;
    std::deque<Thread> m_threads;
    std::unordered_map<ThreadIds, quint32, IdHash> m_threadOf;
    ThreadIds m_lastIds{};
    Thread *m_lastThread = nullptr; ///< of m_lastIds
    std::vector<Async> m_asyncs;
    std::vector<Edge> m_asyncEdges;
    std::vector<Counter> m_counters;
    StringNumbers m_words, m_asyncNumbers, m_stackNumbers, m_counterNumbers;
    std::string m_key; ///< kept for its memory
    RowBudget m_budget;
};

} // namespace app
