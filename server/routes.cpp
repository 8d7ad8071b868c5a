#include "server/routes.h"

#include "server/event_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace server {
namespace {

constexpr char description[] =
        "Loopscope: a server to watch. GET /async-endpoint, /sync-endpoint or /async-wrong, with ?sleep=SECONDS.\n";

const char *reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Unknown";
    }
}

/// us, or nullopt for anything but a plain number from 0 to 60.
std::optional<quint32> sleepMicros(const QByteArray &text)
{
    if (!std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; }))
        return std::nullopt;
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || seconds < 0 || seconds > maximumSleepMicros / 1e6)
        return std::nullopt;
    return quint32(std::lround(seconds * 1e6));
}

QByteArray decoded(QByteArrayView part)
{
    return part.contains('%') ? QByteArray::fromPercentEncoding(part.toByteArray()) : part.toByteArray();
}

/// The values that a query gives to a name. (QUrlQuery would take longer than all the rest of a route.)
QByteArrayList valuesOf(const QByteArray &query, QByteArrayView name)
{
    QByteArrayList values;
    for (qsizetype begin = 0; begin < query.size();) {
        const qsizetype found = query.indexOf('&', begin), end = found < 0 ? query.size() : found;
        const QByteArrayView part = QByteArrayView(query).sliced(begin, end - begin);
        const qsizetype sign = part.indexOf('=');
        if (decoded(sign < 0 ? part : part.first(sign)) == name)
            values.append(sign < 0 ? QByteArray() : decoded(part.sliced(sign + 1)));
        begin = end + 1;
    }
    return values;
}

Route endpointRoute(Endpoint endpoint, const QByteArray &query)
{
    const QByteArrayList values = valuesOf(query, "sleep");
    if (values.isEmpty())
        return EndpointCall{endpoint, defaultSleepMicros};
    const auto sleep = values.size() == 1 ? sleepMicros(values.first()) : std::nullopt;
    if (!sleep)
        return errorReply(400, "sleep is a number of seconds from 0 to 60, given once, as in ?sleep=0.5");
    return EndpointCall{endpoint, *sleep};
}

Reply ready(int status, const QByteArray &body, QByteArrayView allow = {})
{
    Reply reply;
    reply.status = status;
    reply.body = body;
    reply.contentType = "text/plain; charset=utf-8";
    reply.allow = allow;
    return reply;
}

} // namespace

Route route(const HttpRequest &request)
{
    static const QByteArrayList known{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"};
    if (!known.contains(request.method))
        return errorReply(501, "no such method: GET, HEAD and OPTIONS are understood");
    if (request.target == "*")
        return ready(204, {}, "GET, HEAD, OPTIONS");
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.left(mark);
    const auto endpoint = endpointFromPath(QString::fromLatin1(path));
    if (!endpoint && path != "/")
        return errorReply(404, "no such path: see GET / for those there are");
    if (request.method == "OPTIONS")
        return ready(204, {}, "GET, HEAD, OPTIONS");
    if (request.method != "GET" && request.method != "HEAD") {
        Reply reply = errorReply(405, "this path answers GET, HEAD and OPTIONS");
        reply.allow = "GET, HEAD, OPTIONS";
        return reply;
    }
    if (!endpoint)
        return ready(200, description);
    return endpointRoute(*endpoint, mark < 0 ? QByteArray() : request.target.mid(mark + 1));
}

Reply errorReply(int status, const QByteArray &reason)
{
    Reply reply;
    reply.status = status;
    const QJsonObject object{{QStringLiteral("error"), QString::fromUtf8(reason)}};
    reply.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return reply;
}

QByteArray serialise(const Reply &reply, const HttpRequest &request, const QByteArray &date)
{
    QByteArray out;
    out.reserve(256 + reply.body.size());
    out.append("HTTP/1.1 ");
    appendNumber(out, reply.status);
    out.append(' ').append(reasonPhrase(reply.status)).append("\r\n");
    if (!date.isEmpty())
        out.append("Date: ").append(date).append("\r\n");
    if (reply.status != 204) {
        out.append("Content-Type: ").append(reply.contentType).append("\r\nContent-Length: ");
        appendNumber(out, reply.body.size());
        out.append("\r\n");
    }
    out.append("X-Content-Type-Options: nosniff\r\n");
    if (!reply.allow.isEmpty())
        out.append("Allow: ").append(reply.allow).append("\r\n");
    if (reply.close || !request.keepAlive)
        out.append("Connection: close\r\n");
    else if (request.http10)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
    if (request.method != "HEAD")
        out.append(reply.body);
    return out;
}

} // namespace server
