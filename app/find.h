#pragma once

#include "app/trace.h"

#include <QStringList>

#include <optional>

// Finding slices and moments: a line of words becomes a Query, a Query and a trace become what matches. Values;
// not thread-safe. All times are ns since the run's start.
//
// Several words: all must hold.
//   17  #17                    the request of that number
//   sync  async  wrong         an endpoint; also /sync-endpoint, async-wrong ...
//   worker-3  loop  client     the thread a slice stands on; also "worker 3", event-loop
//   running  awaiting  blocking  queued  in-flight  failed
//   >1.2s  <=300ms  > 5 us     how long the slice is; s, ms, us or ns
//
// In a trace of another program a word is not understood but looked for: in the name and the category of a slice or an
// instant, and in the names of its thread and process. A counter has its name and its process's, and is found once, where it
// begins. Lengths are as above; what has none (instants, counters) is not found where one is asked for.
#include <unordered_set>

namespace app {

/// Where a slice stands.
enum class Place : quint8 { Loop, Worker, Awaiting, Waiting, Client, Track };

struct Query {
    enum class Words : quint8 { Running, Awaiting, Blocking, Queued, InFlight };

    std::optional<RequestId> request;
    std::optional<Endpoint> endpoint;
    std::optional<Place> place;  ///< Loop, Worker or Client
    QString worker;              ///< "worker-3"; meaningful where place is Worker
    std::optional<Words> state;
    bool failed = false;
    qint64 atLeast = 0;          ///< ns; of the slice's length
    qint64 atMost = stillOpen;   ///< ns; less than atLeast: nothing matches
    QStringList words{};         ///< of another program's slices: each occurs, whatever its case; at most mostWords
    static constexpr qsizetype mostWords = 32;
    bool contradicts = false;    ///< two words that cannot both hold: nothing matches
    bool empty() const { return *this == Query{}; }
    bool operator==(const Query &) const = default;
};

struct ParsedQuery {
    Query query;
    QString fault; ///< a sentence that says which word was not understood and what can be written; empty: all was
};
ParsedQuery parseQuery(const QString &text);
/// The same for a trace of another program.
ParsedQuery parseNames(const QString &text);

struct Match {
    Place place{};
    int row = 0; ///< of the group, or the worker's index; the place in Trace::trackRows(); 0 for the loop
    Slice slice;
    bool moment = false; ///< an instant, or where a counter begins: `slice` has no length, and is in no Row
    bool operator==(const Match &) const = default;
};

/// What a query found so far.
struct Found {
    std::vector<Match> matches;      ///< by begin, then by place and row; the earliest Finder::mostMatches of them
    qint64 count = 0;                ///< of all matches
    std::vector<RequestId> requests; ///< that match (of tracks: labels), sorted; all of them
    bool operator==(const Found &) const = default;
    bool holds(RequestId request) const;
};

/// Looks through a trace a bit at a time, so that nobody waits for it. The trace may grow in between: what came to
/// rows that were looked through already is found by the next Finder.
class Finder
{
public:
    static constexpr size_t mostMatches = 50'000; ///< kept to be walked; more are counted

    explicit Finder(const Query &query) : m_query(query) {}

    /// Looks at up to about `slices` more. `now`: where slices end that still go on. True: all was seen.
    bool advance(const Trace &trace, qint64 now, size_t slices);
    /// What was found; call it once advance() gave true.
    Found take();

private:
    struct Stretch {
        Place place{};
        int row = 0;
        size_t next = 0;
        quint32 words = 0; ///< those that the thread's name has, a bit each
        bool moments = false; ///< looks at what the row's track has besides slices
    };

    void plan(const Trace &trace);
    void planTracks(const Trace &trace);
    bool looksAt(Place place) const;
    bool lookAtSlices(Stretch &stretch, const Trace &trace, qint64 now, size_t &slices);
    bool lookAtMoments(Stretch &stretch, const Trace &trace, size_t &slices);
    bool matches(const Slice &slice, const Stretch &stretch, qint64 now, const Trace &trace) const;
    bool hasWords(const Slice &slice, const Stretch &stretch) const;
    void add(const Match &match);
    void keepEarliest();

    Query m_query;
    bool m_planned = false;
    std::vector<Stretch> m_stretches;
    size_t m_stretch = 0;
    std::vector<quint32> m_labelWords; ///< of each label: the words that it has
    qint64 m_from = 0, m_to = stillOpen; ///< where the slices of the asked request can be
    Found m_found;
    std::unordered_set<RequestId> m_noted;
};

/// The row of a match; nullptr: the trace has none such.
const Row *rowOf(const Trace &trace, Place place, int row);

} // namespace app
