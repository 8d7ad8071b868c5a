#include "server/limits.h"

#include <QtGlobal>

namespace server {
namespace {

constexpr int hour = 3'600'000;           ///< ms
constexpr int gigabyte = 1024 * 1024 * 1024;

constexpr LimitRule rules[] = {
        {"header-bytes", &Limits::headerBytes, 256, 1024 * 1024, QT_TRANSLATE_NOOP("server::Limits", "a request's head")},
        {"target-bytes", &Limits::targetBytes, 64, 1024 * 1024, QT_TRANSLATE_NOOP("server::Limits", "its path and query")},
        {"body-bytes", &Limits::bodyBytes, 0, gigabyte, QT_TRANSLATE_NOOP("server::Limits", "its body, which is read and thrown away")},
        {"header-ms", &Limits::headerMillis, 100, hour, QT_TRANSLATE_NOOP("server::Limits", "for a request to arrive")},
        {"idle-ms", &Limits::idleMillis, 100, hour, QT_TRANSLATE_NOOP("server::Limits", "that a connection stays open with no request")},
        {"write-ms", &Limits::writeMillis, 100, hour, QT_TRANSLATE_NOOP("server::Limits", "that a client may read nothing of its answer")},
        {"write-bytes", &Limits::writeBytes, 1024, gigabyte, QT_TRANSLATE_NOOP("server::Limits", "of answers that wait for a client to read them")},
        {"in-flight", &Limits::inFlight, 1, 1'000'000, QT_TRANSLATE_NOOP("server::Limits", "requests under way; more are answered 503")},
        {"log-backlog", &Limits::backlog, 1'000, 100'000'000, QT_TRANSLATE_NOOP("server::Limits", "steps that wait to be written to the log; then requests wait, too")},
        {"connections", &Limits::connections, 1, 1'000'000, QT_TRANSLATE_NOOP("server::Limits", "open at once; more are answered 503; fewer if the descriptor limit is lower")},
};

} // namespace

std::span<const LimitRule> limitRules() { return rules; }

} // namespace server
