#pragma once

#include <span>

namespace server {

/// What a peer can make grow, and how far. Times in ms, sizes in bytes.
struct Limits {
    int headerBytes = 16 * 1024;
    int targetBytes = 8 * 1024;
    int bodyBytes = 1024 * 1024;
    int headerMillis = 10'000;     ///< from a request's first byte to its last
    int idleMillis = 60'000;       ///< that a connection may stay open with no request
    int writeMillis = 10'000;      ///< that a peer may take none of what is written to it
    int writeBytes = 64 * 1024;    ///< not yet taken by the peer: with more than this its next request waits
    int inFlight = 20'000;         ///< requests under way; what comes on top is answered 503
    int backlog = 50'000;          ///< events that nobody has drained: with more, requests wait for the log to follow
    int connections = 21'000;      ///< lowered at start to what the descriptor limit leaves
};

/// A limit by the name that a user gives it on the command line, and what it may be set to.
struct LimitRule {
    const char *name;
    int Limits::*value;
    int least, most;
    const char *meaning; ///< to be translated in the context "server::Limits"
};

/// All of them, in the order of the struct.
std::span<const LimitRule> limitRules();

} // namespace server
