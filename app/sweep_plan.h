#pragma once

#include "app/session.h"

#include <optional>
#include <span>

// Makespan over count: what a sweep fires, how long that takes, what comes of it, and that as CSV. Pure; any thread.
namespace app {

inline constexpr qint64 longestSweepRun = 30'000'000'000; ///< ns; a run whose ideal is longer is left out, its ideal is drawn all the same
inline constexpr int sweepTimes = 3; ///< that each run is measured
inline constexpr quint32 usualSweepSleepMicros = 50'000, mostSweepSleepMicros = 10'000'000;
inline constexpr int mostSweepCounts = 20;

struct SweepWishes {
    std::vector<int> counts{1, 2, 5, 10, 20, 50, 100, 200}; ///< each 1 to maximumCount, rising
    quint32 sleepMicros = usualSweepSleepMicros;            ///< at most mostSweepSleepMicros
    int pool = server::defaultPool;
};

struct SweepPlan {
    std::vector<RunRequest> runs;    ///< by count, all of them sweepTimes over: one sees the whole early, and what drifts meets every point
    std::vector<RunRequest> leftOut; ///< in the same order
};
SweepPlan planSweep(const SweepWishes &wishes);

/// ns that these runs take one after the other: their ideals, and about what a run and a request cost besides.
qint64 expectedNs(std::span<const RunRequest> runs);

/// "async-wrong 100, 200: over 30 s each"; empty where nothing is left out.
QString leftOutText(std::span<const RunRequest> leftOut);

struct SweepCounts {
    std::vector<int> counts; ///< rising, each once
    QString fault;           ///< empty: none; else what is wrong and what to do
};
/// Counts as a person types them: "1, 2, 5" or "1 2 5".
SweepCounts countsIn(const QString &text);
QString countsText(std::span<const int> counts);

/// One measured run.
struct MakespanPoint {
    RunRequest asked;
    qint64 makespan = 0;       ///< ns
    qint64 startedEpochNs = 0; ///< wall clock, ns since the Unix epoch
    bool operator==(const MakespanPoint &) const = default;
};
/// nullopt: it goes on, was stopped, has failures or several endpoints, so that its makespan is not that of its count; or no
/// ideal can be told beside it (somebody else's server, or no client).
std::optional<MakespanPoint> makespanPoint(const Run &run);

/// All runs that asked for the same: a point of the chart and its range. ns.
struct MakespanFigures {
    RunRequest asked;
    int runs = 0;                           ///< measured
    qint64 median = 0, least = 0, most = 0; ///< of an even number of runs the median is half-way between the middle two
    qint64 startedEpochNs = 0;              ///< of the first
    qint64 ideal() const;                   ///< see idealMakespan()
    bool operator==(const MakespanFigures &) const = default;
};
/// In the order in which each was first measured.
std::vector<MakespanFigures> makespanFigures(std::span<const MakespanPoint> points);

/// A line each: endpoint, count, sleep_s, pool, runs, makespan_s (the median), least_s, most_s, ideal_s, started (UTC).
QString makespanCsv(std::span<const MakespanFigures> figures);

} // namespace app
