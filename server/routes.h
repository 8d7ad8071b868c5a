#pragma once

#include "server/call.h"
#include "server/http_parser.h"

#include <variant>

namespace server {

/// A request for one of the three endpoints.
struct EndpointCall {
    Endpoint endpoint = Endpoint::None;
    quint32 sleepMicros = defaultSleepMicros;
};

/// What a request asks for: a handler to run, or an answer that is ready.
using Route = std::variant<EndpointCall, Reply>;

/// Pure: method, path and query to a route. Host and Origin are checked before.
Route route(const HttpRequest &request);

/// {"error": ...} with the status; `reason` says what is wrong.
Reply errorReply(int status, const QByteArray &reason);

/// Status line, headers and body. `date`: as HTTP writes it, or empty.
QByteArray serialise(const Reply &reply, const HttpRequest &request, const QByteArray &date);

} // namespace server
