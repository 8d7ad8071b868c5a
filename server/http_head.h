#pragma once

#include "server/http_parser.h"

#include <optional>

namespace server {

/// A request's head, read as a whole by Boost.Beast's request_parser; what that is lenient with is refused before or
/// after it.
struct HttpHead {
    HttpRequest request;
    bool chunked = false;
    qint64 length = 0; ///< of the body, bytes, if it is not chunked
    std::optional<HttpParser::Failure> failure; ///< the rest means nothing then
};

/// The first `length` bytes: up to and with the empty line. A minor version that is not known is overwritten with ours.
HttpHead readHead(QByteArray &bytes, qsizetype length, const Limits &limits);

/// What a byte of a head may not be; nullptr: it may. `before`: the byte in front of it, '\0' for the first.
const char *badByte(char before, char byte, bool lineStart);

/// Why a head that has grown to its limit goes no further. `bytes`: all of it so far.
HttpParser::Failure tooLong(QByteArrayView bytes);

/// A byte of a token (RFC 9110, 5.6.2), such as a method or a field's name.
bool isOfToken(char byte);

} // namespace server
