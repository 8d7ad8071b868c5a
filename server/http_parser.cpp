#include "server/http_parser.h"

#include "server/http_body.h"
#include "server/http_head.h"

#include <cstring>

namespace server {

struct HttpParser::Private {
    Limits limits;
    State state = State::Head;
    Failure failure;
    HttpRequest request;
    QByteArray buffer;        ///< not read yet
    qsizetype scanned = 0;    ///< bytes of the head in `buffer` that were looked at
    HttpBody body;

    State fail(const Failure &why)
    {
        failure = why;
        noteHead();
        buffer.clear();
        return state = State::Failed;
    }
    void noteHead();
    void begin();
    State scanHead();
    State takeHead(qsizetype length);
    State readBody();
    State advance();
};

/// An answer to HEAD has no content, and the answer to a request that goes wrong is one, too.
void HttpParser::Private::noteHead()
{
    if (state == State::Head && buffer.startsWith("HEAD "))
        request.method = "HEAD";
}

void HttpParser::Private::begin()
{
    state = State::Head;
    request = {};
    scanned = 0;
}

HttpParser::State HttpParser::Private::scanHead()
{
    // Empty lines before a request are to be ignored (RFC 9112, 2.2).
    while (scanned == 0 && buffer.startsWith("\r\n"))
        buffer.remove(0, 2);
    if (scanned == 0 && buffer == "\r")
        return state;
    for (; scanned < buffer.size(); ++scanned) {
        if (scanned >= limits.headerBytes)
            return fail(tooLong(QByteArrayView(buffer).first(scanned)));
        const char before = scanned > 0 ? buffer[scanned - 1] : '\0';
        const bool lineStart = before == '\n' || scanned == 0;
        if (const char *why = badByte(before, buffer[scanned], lineStart))
            return fail({400, why});
        if (buffer[scanned] == '\n' && scanned >= 3 && std::memcmp(buffer.constData() + scanned - 3, "\r\n\r\n", 4) == 0)
            return takeHead(scanned + 1);
    }
    return state;
}

HttpParser::State HttpParser::Private::takeHead(qsizetype length)
{
    HttpHead head = readHead(buffer, length, limits);
    if (head.failure)
        return fail(*head.failure);
    buffer.remove(0, length);
    request = std::move(head.request);
    body = head.chunked ? HttpBody::inChunks(limits.bodyBytes, limits.bodyBytes + limits.headerBytes) : HttpBody::ofLength(head.length);
    state = State::Body;
    return readBody();
}

HttpParser::State HttpParser::Private::readBody()
{
    buffer.remove(0, body.take(buffer));
    if (body.failure())
        return fail(*body.failure());
    return state = body.done() ? State::Complete : State::Body;
}

HttpParser::State HttpParser::Private::advance()
{
    const State reached = state == State::Head ? scanHead() : state == State::Body ? readBody() : state;
    noteHead();
    return reached;
}

HttpParser::HttpParser(const Limits &limits) : d(std::make_unique<Private>())
{
    d->limits = limits;
    d->begin();
}

HttpParser::~HttpParser() = default;

HttpParser::State HttpParser::feed(QByteArrayView more)
{
    if (d->state == State::Failed)
        return d->state;
    d->buffer.append(more);
    return d->advance();
}

HttpParser::State HttpParser::reset()
{
    d->begin();
    return d->advance();
}

HttpParser::State HttpParser::state() const { return d->state; }
const HttpRequest &HttpParser::request() const { return d->request; }
HttpParser::Failure HttpParser::failure() const { return d->failure; }
bool HttpParser::started() const { return d->state == State::Body || !d->buffer.isEmpty(); }
qsizetype HttpParser::buffered() const { return d->buffer.size(); }

} // namespace server
