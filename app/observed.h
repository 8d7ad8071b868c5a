#pragma once

#include <array>

namespace app {

/// Who was watched while a run was recorded: its source says so, and what nobody watched is neither drawn, counted nor
/// said. A value.
struct Observed {
    bool client = false;    ///< when each request was sent, and when its answer was there
    bool eventLoop = false; ///< what held the server's event loop, and what awaited there
    bool pool = false;      ///< the server's workers, and how many it has
    bool loopLag = false;   ///< how late timers of the event loop fired

    /// Anything of the server. Else one knows neither what it did nor how long a request queued there.
    bool server() const { return eventLoop || pool || loopLag; }
    bool operator==(const Observed &) const = default;
};

inline constexpr Observed ownServer{false, true, true, true}; ///< alone: its clients are other programs
inline constexpr Observed ownRun{true, true, true, true};
inline constexpr Observed foreignServer{true, false, false, false}; ///< somebody else's, seen by our client

/// The words of a log's header.
struct Observable {
    const char *name;
    bool Observed::*flag;
};
inline constexpr std::array<Observable, 4> observables{{
        {"client", &Observed::client},
        {"event-loop", &Observed::eventLoop},
        {"pool", &Observed::pool},
        {"loop-lag", &Observed::loopLag},
}};

} // namespace app
