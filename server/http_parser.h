#pragma once

#include "server/server.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace server {

/// What a client wants to be told before it goes on (RFC 9110, 10.1.1).
enum class Expectation {
    None,
    Continue, ///< to send the body
    Unknown,  ///< anything else, which cannot be met
};

/// What a handler may want to know of a request; its body is read and thrown away.
struct HttpRequest {
    QByteArray method; ///< of a request that is not whole, or wrong: "HEAD" as soon as that is known, for its answer
    QByteArray target; ///< path and query as sent, 0x21 to 0x7e; "*" for OPTIONS
    QByteArray host;   ///< of an absolute target, else of the Host header; empty: an HTTP/1.0 request without one
    QByteArray origin; ///< empty: none
    QByteArray tag;    ///< the Loopscope-Request header
    bool http10 = false;
    bool keepAlive = true;
    Expectation expectation = Expectation::None;
};

/// Reads requests of one connection, strictly after RFC 9112: bytes in any portions give the same verdict.
/// Not thread-safe.
class HttpParser
{
public:
    enum class State {
        Head,     ///< wants more bytes
        Body,     ///< the head is known (request()), the body is not complete
        Complete, ///< request() is whole; reset() goes on to the next one
        Failed,   ///< failure() says why; the connection has to be closed
    };
    struct Failure {
        int status = 400; ///< HTTP status to answer with
        const char *reason = "";
    };

    explicit HttpParser(const Limits &limits);
    ~HttpParser();

    /// Takes bytes over; after Complete what follows is kept for the next request.
    State feed(QByteArrayView bytes);
    /// Forgets the request that is Complete and goes on with the bytes that are kept.
    State reset();

    State state() const;
    const HttpRequest &request() const;
    Failure failure() const;
    bool started() const;       ///< some byte of the next request is here
    qsizetype buffered() const; ///< bytes kept, not yet read

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace server
