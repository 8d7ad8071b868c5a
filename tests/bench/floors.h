#pragma once

#include <cstdio>
#include <map>
#include <span>
#include <string>
#include <vector>

// What must not get worse, as ratios within one run of the benchmarks: the table, and how a run is held against it.
namespace bench {

inline constexpr char time[] = "";         ///< of an iteration, by the clock
inline constexpr char processor[] = "cpu"; ///< of an iteration, on the processor: the same whatever else the machine does
inline constexpr char rate[] = "requests_per_s";
inline constexpr char server[] = "server_us";

/// `figure` divided by `base`; without a base the figure is a ratio by itself.
struct Floor {
    const char *figure, *counter;
    const char *base, *baseCounter;
    enum Bound { AtLeast, AtMost } bound;
    double limit;
};

// Each has room for what a busy machine does to the best of three, and little for what one would notice.
inline constexpr Floor floors[] = {
        {"throughput/recorded", rate, "throughput/peer_qhttpserver", rate, Floor::AtLeast, 0.8},
        {"throughput/recorded", server, "throughput/peer_qhttpserver", server, Floor::AtMost, 1.4},
        {"throughput/printed", rate, "throughput/peer_qhttpserver", rate, Floor::AtLeast, 0.7},
        {"throughput/log", rate, "throughput/peer_qhttpserver", rate, Floor::AtLeast, 0.55},
        {"throughput/recorded", rate, "throughput/peer_fastapi", rate, Floor::AtLeast, 5},
        {"throughput/recorded", rate, "throughput/peer_fastapi_uvloop", rate, Floor::AtLeast, 2},
        {"frame/10000", processor, "fill", processor, Floor::AtMost, 65},
        {"frame/100000", processor, "naive_fillrect/100000", processor, Floor::AtMost, 0.4},
        {"frame/1000000", processor, "fill", processor, Floor::AtMost, 22},
        {"frame/10000000", processor, "fill", processor, Floor::AtMost, 20},
        {"frame_tracks/1000000", processor, "fill", processor, Floor::AtMost, 19},
        {"open_chrome/1000000", processor, "read_chrome/1000000", processor, Floor::AtMost, 80},
        {"open_log/1000000", processor, "read_log/1000000", processor, Floor::AtMost, 90},
        {"open_chrome/1000000", "memory", "", "", Floor::AtMost, 0.6},
        {"open_log/1000000", "memory", "", "", Floor::AtMost, 0.7},
        {"startup/window", time, "startup/peer_window", time, Floor::AtMost, 4},
        {"record", processor, "record_least", processor, Floor::AtMost, 2.5},
        {"makespan/async/1000", "ideals", "", "", Floor::AtMost, 1.5},
};

/// Of one benchmark: the best of its repetitions.
struct Measured {
    std::map<std::string, double> best; ///< by counter; `time`, `processor`: ns
    std::string fault;                  ///< why it measured nothing
};
using Figures = std::map<std::string, Measured>; ///< by name and argument: "frame/10000"

struct Verdict {
    bool kept = false;
    std::string sentence;
};

/// Why there is no such figure; empty: there is.
inline std::string lacking(const Figures &figures, const std::string &name, const char *counter)
{
    const auto found = figures.find(name);
    if (found == figures.end())
        return name + " was not run";
    return found->second.best.contains(counter) ? "" : name + ": " + found->second.fault;
}

/// One for each floor whose figure was run, or should have been: `whole` says that all benchmarks were asked for. What
/// cannot be compared is not kept, unless the peer was left out on purpose.
inline std::vector<Verdict> judge(const Figures &figures, std::span<const Floor> table, bool whole)
{
    const auto number = [](double value) {
        char text[32];
        std::snprintf(text, sizeof text, "%.3g", value);
        return std::string(text);
    };
    std::vector<Verdict> verdicts;
    for (const Floor &floor : table) {
        if (!whole && !figures.contains(floor.figure))
            continue;
        const std::string name = floor.figure + (*floor.counter ? std::string(", ") + floor.counter : std::string());
        std::string missing = lacking(figures, floor.figure, floor.counter);
        const bool peerLeftOut = missing.empty() && *floor.base && !whole && !figures.contains(floor.base);
        if (missing.empty() && *floor.base)
            missing = lacking(figures, floor.base, floor.baseCounter);
        if (!missing.empty()) {
            verdicts.push_back({peerLeftOut, "NOT COMPARED: " + name + ", because " + missing});
            continue;
        }
        const double base = *floor.base ? figures.at(floor.base).best.at(floor.baseCounter) : 1;
        const double ratio = figures.at(floor.figure).best.at(floor.counter) / base;
        const bool kept = floor.bound == Floor::AtLeast ? ratio >= floor.limit : ratio <= floor.limit; // not a number is not kept
        verdicts.push_back({kept, (kept ? "kept: " : "NOT KEPT: ") + name + " is " + number(ratio) + (*floor.base ? std::string(" of ") + floor.base : "")
                                    + ", and must be at " + (floor.bound == Floor::AtLeast ? "least " : "most ") + number(floor.limit)});
    }
    return verdicts;
}

} // namespace bench
