#include "server/http_head.h"

#include "server/beast.h"
#include "server/hosts.h"

#include <algorithm>
#include <cstring>

namespace server {
namespace {

namespace http = boost::beast::http;
using Failure = HttpParser::Failure;
using Parser = http::request_parser<http::string_body>;

constexpr Failure notHttp{400, "not an HTTP/1.1 request"};

QByteArrayView viewOf(boost::beast::string_view text) { return QByteArrayView(text.data(), qsizetype(text.size())); }
QByteArray bytesOf(boost::beast::string_view text) { return viewOf(text).toByteArray(); }

/// A header: on how many lines it stands, and what they say.
class Field
{
public:
    Field(const http::fields &fields, http::field name) : m_range(fields.equal_range(name)), lines(std::distance(m_range.first, m_range.second)) { }
    QByteArrayView first() const { return lines > 0 ? viewOf(m_range.first->value()) : QByteArrayView(); }
    /// The members of a list, without case and the blanks around them. On several lines it is one list (RFC 9110, 5.3).
    QByteArrayList members() const
    {
        QByteArrayList members;
        for (auto at = m_range.first; at != m_range.second; ++at)
            members += viewOf(at->value()).toByteArray().toLower().split(',');
        for (QByteArray &member : members)
            member = member.trimmed();
        return members;
    }

private:
    const std::pair<http::fields::const_iterator, http::fields::const_iterator> m_range;

public:
    const std::ptrdiff_t lines;
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isVisible(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// The last coding has to be chunked, or nobody knows where the body ends, and it may be applied once (RFC 9112, 6.1
/// and 6.3). Those before it would have to be undone, which is not done here.
std::optional<Failure> checkCodings(QByteArrayList codings)
{
    if (codings.takeLast() != "chunked")
        return Failure{400, "the last Transfer-Encoding is not chunked, so the body has no end"};
    for (const QByteArray &coding : codings) {
        const QByteArray name = coding.split(';').first().trimmed();
        if (name.isEmpty() || name == "chunked" || !std::all_of(name.begin(), name.end(), isOfToken))
            return Failure{400, "Transfer-Encoding is a list of codings, with chunked once, at its end"};
    }
    if (!codings.isEmpty())
        return Failure{501, "the only Transfer-Encoding understood is chunked"};
    return {};
}

std::optional<Failure> checkFraming(const http::fields &fields, bool http10)
{
    const Field length(fields, http::field::content_length);
    const Field encoding(fields, http::field::transfer_encoding);
    if (length.lines > 1)
        return Failure{400, "more than one Content-Length"};
    if (!std::all_of(length.first().begin(), length.first().end(), isDigit))
        return Failure{400, "a Content-Length is a plain number"}; // Beast takes a list of the same
    if (encoding.lines == 0)
        return {};
    if (length.lines > 0)
        return Failure{400, "both Content-Length and Transfer-Encoding: send one"};
    if (http10)
        return Failure{400, "Transfer-Encoding does not exist in HTTP/1.0"};
    return checkCodings(encoding.members());
}

/// METHOD SP target SP HTTP/d.d, and nothing else: Beast tells a bad line from another version by neither. A higher
/// minor version is read as the one we know (RFC 9110, 2.5).
std::optional<Failure> checkRequestLine(QByteArray &head)
{
    const QByteArrayView line = QByteArrayView(head).first(std::max<qsizetype>(0, head.indexOf("\r\n")));
    const qsizetype target = line.indexOf(' ') + 1, version = line.lastIndexOf(' ') + 1;
    if (target <= 1 || version <= target + 1 || line.size() - version != 8 || line.sliced(target, version - 1 - target).contains(' '))
        return notHttp;
    if (line.sliced(version, 5) != "HTTP/" || !isDigit(line[version + 5]) || line[version + 6] != '.' || !isDigit(line[version + 7]))
        return notHttp;
    if (head[version + 5] != '1')
        return Failure{505, "only HTTP/1.0 and HTTP/1.1 are understood"};
    if (head[version + 7] > '1')
        head[version + 7] = '1';
    return {};
}

/// Those that may stand there once: two of them are read differently by different programs.
std::optional<Failure> checkHostAndOrigin(const http::fields &fields, bool http10)
{
    const Field host(fields, http::field::host), origin(fields, http::field::origin);
    if (host.lines > 1 || (host.lines == 1 ? host.first().isEmpty() : !http10))
        return Failure{400, "a request has exactly one Host"};
    if (host.lines == 1 && !isValidHost(host.first()))
        return Failure{400, "the Host is none: it is a name or an address, and a colon and a port behind it where there is one"};
    if (origin.lines > 1 || (origin.lines == 1 && origin.first().isEmpty()))
        return Failure{400, "a request has one Origin at most, and it says something"};
    return {};
}

std::optional<Failure> checkHead(const Parser::value_type &message, const Limits &limits)
{
    const bool http10 = message.version() == 10;
    const auto target = message.target();
    if (target.size() > size_t(limits.targetBytes))
        return Failure{414, "the target is too long"};
    if (!isVisible(viewOf(target)) || target.find('#') != target.npos)
        return Failure{400, "the target has a byte that does not belong there: percent-encode it"};
    if (message.method() == http::verb::connect)
        return Failure{501, "CONNECT is not supported: this is no proxy"};
    if (const auto why = checkHostAndOrigin(message.base(), http10))
        return why;
    return checkFraming(message.base(), http10);
}

Expectation expectationOf(const Parser::value_type &message)
{
    const Field expect(message.base(), http::field::expect);
    if (message.version() == 10 || expect.lines == 0)
        return Expectation::None;
    const QByteArrayList members = expect.members();
    return members.count("100-continue") == members.size() ? Expectation::Continue : Expectation::Unknown;
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
    if (!isValidHost(request.host))
        return Failure{400, "the target names no host"};
    request.target.remove(0, end);
    if (!request.target.startsWith('/'))
        request.target.prepend('/');
    return {};
}

HttpHead failed(const Failure &why)
{
    HttpHead head;
    head.failure = why;
    return head;
}

HttpHead read(QByteArray &bytes, qsizetype length, const Limits &limits)
{
    if (const auto why = checkRequestLine(bytes))
        return failed(*why);
    Parser parser;
    parser.header_limit(quint32(limits.headerBytes));
    parser.body_limit(quint64(limits.bodyBytes));
    boost::beast::error_code error;
    parser.put(boost::asio::const_buffer(bytes.constData(), size_t(length)), error);
    if (error == http::error::body_limit)
        return failed({413, "the body is too large"});
    if (error == http::error::header_limit)
        return failed({431, "the header is too large"});
    if ((error && error != http::error::need_more) || !parser.is_header_done())
        return failed(notHttp);
    const auto &message = parser.get();
    if (const auto why = checkHead(message, limits))
        return failed(*why);
    HttpHead head;
    head.chunked = parser.chunked();
    head.length = qint64(parser.content_length().value_or(0));
    HttpRequest &request = head.request;
    request.method = bytesOf(message.method_string());
    request.target = bytesOf(message.target());
    request.host = bytesOf(message[http::field::host]);
    request.origin = bytesOf(message[http::field::origin]);
    request.tag = bytesOf(message["Loopscope-Request"]);
    request.http10 = message.version() == 10;
    request.keepAlive = parser.keep_alive();
    request.expectation = expectationOf(message);
    head.failure = readTarget(request);
    return head;
}

} // namespace

bool isOfToken(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
}

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

Failure tooLong(QByteArrayView bytes)
{
    if (bytes.contains('\n'))
        return {431, "the header is too large"};
    const auto blanks = std::count(bytes.begin(), bytes.end(), ' ');
    if (blanks == 1)
        return {414, "the target is too long"};
    if (blanks == 0 && std::all_of(bytes.begin(), bytes.end(), isOfToken))
        return {501, "no method has so long a name: GET, HEAD and OPTIONS are understood"};
    return notHttp;
}

HttpHead readHead(QByteArray &bytes, qsizetype length, const Limits &limits)
{
    try {
        return read(bytes, length, limits);
    } catch (const BeastFailure &) {
        return failed(notHttp);
    }
}

} // namespace server
