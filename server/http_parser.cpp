// The one file that knows Beast: it takes seconds to compile. It reads heads, each as a whole; bodies are
// HttpBody's. Its assertions are turned into a failed request: none is known to fire on a head.
#define BOOST_ENABLE_ASSERT_HANDLER
#include "server/http_body.h"

#include <boost/beast/http.hpp>

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace boost {
void assertion_failed(const char *, const char *, const char *, long)
{
    throw std::logic_error("Beast");
}
void assertion_failed_msg(const char *, const char *, const char *, const char *, long)
{
    throw std::logic_error("Beast");
}
} // namespace boost

namespace server {
namespace {

namespace http = boost::beast::http;
using Failure = HttpParser::Failure;
using Parser = http::request_parser<http::string_body>;

QByteArray bytes(boost::beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

bool isVisible(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Counts a header and keeps its last value.
struct Field {
    int count = 0;
    boost::beast::string_view value;
    Field(const http::fields &fields, http::field name)
    {
        for (auto [at, end] = fields.equal_range(name); at != end; ++at) {
            ++count;
            value = at->value();
        }
    }
};

/// What a single byte of a head may not be; nullptr: it may. `before` is the byte in front of it.
const char *badByte(char before, char c, bool lineStart)
{
    if (c == '\n')
        return before == '\r' ? nullptr : "a line ends with a bare line feed: end it with CR LF";
    if (before == '\r')
        return "a carriage return without a line feed";
    if (c == '\t' || c == '\r')
        return lineStart && c == '\t' ? "a folded header line: put each header on one line" : nullptr;
    if (quint8(c) < 0x20 || c == 0x7f)
        return "a control byte in the head";
    return lineStart && c == ' ' ? "a folded header line: put each header on one line" : nullptr;
}

std::optional<Failure> checkFraming(const http::fields &fields, bool http10)
{
    const Field length(fields, http::field::content_length);
    const Field encoding(fields, http::field::transfer_encoding);
    if (length.count > 1)
        return Failure{400, "more than one Content-Length"};
    if (length.count == 1 && !std::all_of(length.value.begin(), length.value.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return Failure{400, "a Content-Length is a plain number"}; // Beast takes a list of the same
    if (encoding.count == 0)
        return {};
    if (length.count > 0)
        return Failure{400, "both Content-Length and Transfer-Encoding: send one"};
    if (http10)
        return Failure{400, "Transfer-Encoding does not exist in HTTP/1.0"};
    if (encoding.count > 1 || !boost::beast::iequals(encoding.value, "chunked"))
        return Failure{501, "the only Transfer-Encoding understood is chunked"};
    return {};
}

/// METHOD SP target SP HTTP/d.d, and nothing else: Beast tells a bad line from another version by neither. A higher
/// minor version is read as the one we know (RFC 9110, 2.5).
std::optional<Failure> checkRequestLine(QByteArray &head)
{
    constexpr Failure bad{400, "not an HTTP/1.1 request"};
    const qsizetype end = head.indexOf("\r\n"), target = head.indexOf(' ') + 1, version = head.lastIndexOf(' ', end) + 1;
    if (target <= 1 || version <= target + 1 || end - version != 8 || QByteArrayView(head).sliced(target, version - 1 - target).contains(' '))
        return bad;
    const auto isDigit = [&head](qsizetype at) { return head[at] >= '0' && head[at] <= '9'; };
    if (QByteArrayView(head).sliced(version, 5) != "HTTP/" || !isDigit(version + 5) || head[version + 6] != '.' || !isDigit(version + 7))
        return bad;
    if (head[version + 5] != '1')
        return Failure{505, "only HTTP/1.0 and HTTP/1.1 are understood"};
    if (head[version + 7] > '1')
        head[version + 7] = '1';
    return {};
}

std::optional<Failure> checkHead(const Parser &parser, const Limits &limits)
{
    const auto &message = parser.get();
    const bool http10 = message.version() == 10;
    const auto target = message.target();
    if (target.size() > size_t(limits.targetBytes))
        return Failure{414, "the target is too long"};
    if (!isVisible(QByteArrayView(target.data(), qsizetype(target.size()))) || target.find('#') != target.npos)
        return Failure{400, "the target has a byte that does not belong there: percent-encode it"};
    if (message.method() == http::verb::connect)
        return Failure{501, "CONNECT is not supported: this is no proxy"};
    const Field host(message.base(), http::field::host);
    if (host.count > 1 || (host.count == 1 ? host.value.empty() : !http10))
        return Failure{400, "a request has exactly one Host"};
    const Field expect(message.base(), http::field::expect);
    if (!http10 && expect.count > 0 && !boost::beast::iequals(expect.value, "100-continue"))
        return Failure{417, "the only Expect understood is 100-continue"};
    return checkFraming(message.base(), http10);
}

/// A target is a path, "*" for OPTIONS, or absolute: then the host in it counts, and Host does not (RFC 9112, 3.2).
std::optional<Failure> readTarget(HttpRequest &request)
{
    constexpr qsizetype scheme = 7; // http://
    if (request.target.startsWith('/') || (request.target == "*" && request.method == "OPTIONS"))
        return {};
    if (request.target.left(scheme).toLower() != "http://")
        return Failure{400, "the target is no path: it begins with a slash"};
    qsizetype end = scheme;
    while (end < request.target.size() && request.target[end] != '/' && request.target[end] != '?')
        ++end;
    request.host = request.target.mid(scheme, end - scheme);
    if (request.host.isEmpty())
        return Failure{400, "the target names no host"};
    request.target.remove(0, end);
    if (!request.target.startsWith('/'))
        request.target.prepend('/');
    return {};
}

Failure failureOf(const boost::beast::error_code &error)
{
    if (error == http::error::body_limit)
        return {413, "the body is too large"};
    if (error == http::error::header_limit)
        return {431, "the header is too large"};
    return {400, "not an HTTP/1.1 request"};
}

} // namespace

struct HttpParser::Private {
    Limits limits;
    State state = State::Head;
    Failure failure;
    HttpRequest request;
    QByteArray buffer;        ///< not yet given to Beast
    qsizetype scanned = 0;    ///< bytes of the head in `buffer` that were looked at
    HttpBody body;

    State fail(const Failure &why)
    {
        failure = why;
        buffer.clear();
        return state = State::Failed;
    }
    void begin();
    State scanHead();
    State readHead(qsizetype length);
    State readBody();
    State advance();
};

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
        if (scanned >= limits.headerBytes) {
            const bool firstLine = buffer.left(scanned).indexOf('\n') < 0;
            return fail(firstLine ? Failure{414, "the target is too long"} : Failure{431, "the header is too large"});
        }
        const char before = scanned > 0 ? buffer[scanned - 1] : '\0';
        const bool lineStart = before == '\n' || scanned == 0;
        if (const char *why = badByte(before, buffer[scanned], lineStart))
            return fail({400, why});
        if (buffer[scanned] == '\n' && scanned >= 3 && std::memcmp(buffer.constData() + scanned - 3, "\r\n\r\n", 4) == 0)
            return readHead(scanned + 1);
    }
    return state;
}

HttpParser::State HttpParser::Private::readHead(qsizetype length)
{
    if (const auto why = checkRequestLine(buffer))
        return fail(*why);
    Parser parser;
    parser.header_limit(quint32(limits.headerBytes));
    parser.body_limit(quint64(limits.bodyBytes));
    boost::beast::error_code error;
    parser.put(boost::asio::const_buffer(buffer.constData(), size_t(length)), error);
    if (error && error != http::error::need_more)
        return fail(failureOf(error));
    if (!parser.is_header_done())
        return fail({400, "not an HTTP/1.1 request"});
    if (const auto why = checkHead(parser, limits))
        return fail(*why);
    buffer.remove(0, length);
    const auto &message = parser.get();
    request.method = bytes(message.method_string());
    request.target = bytes(message.target());
    request.host = bytes(message[http::field::host]);
    request.origin = bytes(message[http::field::origin]);
    request.tag = bytes(message["Loopscope-Request"]);
    request.http10 = message.version() == 10;
    request.keepAlive = parser.keep_alive();
    request.expectsContinue = !request.http10 && message.find(http::field::expect) != message.end();
    if (const auto why = readTarget(request))
        return fail(*why);
    body = parser.chunked() ? HttpBody::inChunks(limits.bodyBytes, limits.bodyBytes + limits.headerBytes)
                            : HttpBody::ofLength(qint64(parser.content_length().value_or(0)));
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
    try {
        return state == State::Head ? scanHead() : state == State::Body ? readBody() : state;
    } catch (const std::logic_error &) { // see the top of this file
        return fail({400, "not an HTTP/1.1 request"});
    }
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
