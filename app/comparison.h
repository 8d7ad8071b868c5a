#pragma once

#include "app/session.h"

#include <QStringList>

// Several runs under each other: what is told of them together, and how much time is shown. Pure; times are ns since
// each run's first request was sent, unless said.
namespace app {

inline constexpr int leastCompared = 2, mostCompared = 6;

/// One of the runs: what was asked of it, and what has come of it.
struct Compared {
    enum class Stage : quint8 { ToCome, Live, Done, Stopped };

    RunRequest asked;     ///< by who launched it, else as far as its log tells; endpoint None: several; pool 0: not known
    QString file;         ///< its file's name without the folder; empty: it was not opened
    QString url;          ///< of the server, where it is not ours
    Headline head;
    Stage stage = Stage::ToCome;
    qint64 makespan = 0;  ///< so far
    qint64 ideal = 0;     ///< 0: not known

    qint64 expected() const { return stage == Stage::Live || stage == Stage::ToCome ? std::max(makespan, ideal) : makespan; }
    bool operator==(const Compared &) const = default;
};
Compared comparedOf(const Run &run);
Compared comparedToCome(const RunRequest &asked);

/// First sent to last received; while the run is live, to now. ns.
qint64 makespanOf(const Run &run);

/// "50 requests, three ways to wait 1 second"; "Comparison of 3 runs" where they have less in common.
QString comparisonTitle(const std::vector<Compared> &runs);
/// "50 requests: async 1.01 s, sync 2.01 s, async-wrong 50.0 s". Leaves out those that are to come.
QString comparisonHeadline(const std::vector<Compared> &runs);
/// The same without the count, for where a title tells it.
QString comparisonFigures(const std::vector<Compared> &runs);
/// What sets each run apart from the others: endpoint and count; where these do not, sleep, workers, the file's name. Never
/// twice the same.
QStringList comparisonNames(const std::vector<Compared> &runs);
/// In a few words how it was done: "one thread, 50 tasks", "40 workers, 10 queued", "the loop is blocked".
QString comparedCaption(const Compared &run, bool tellsSleep = false);
bool haveSameSleep(const std::vector<Compared> &runs);
/// What the run holds `t` after its first request: "50 awaiting", "40 workers busy, 10 queued".
QString momentText(const Run &run, qint64 t);
/// With three digits or a little more: "1.01 s", "50.1 s".
QString makespanText(qint64 ns);

/// The end of the longest run, as far as one knows it; at least 1 ms.
qint64 wholeEnd(const std::vector<Compared> &runs);
/// As much as leaves the short runs readable: where one run or more take over five times as long as the next shorter one,
/// 2.6 times that one's, so that one sees the long ones go on; else wholeEnd().
qint64 usualEnd(const std::vector<Compared> &runs);

} // namespace app
