#include "server/routes.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <cmath>

namespace server {
namespace {

constexpr char description[] =
        "Loopscope: a server to watch. GET /async-endpoint, /sync-endpoint or /async-wrong, with ?sleep=SECONDS.\n";

QByteArray reasonPhrase(int status)
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
std::optional<quint32> sleepMicros(const QString &text)
{
    static const QString allowed = QStringLiteral("0123456789.");
    for (const QChar c : text) {
        if (!allowed.contains(c))
            return std::nullopt;
    }
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || seconds < 0 || seconds > maximumSleepMicros / 1e6)
        return std::nullopt;
    return quint32(std::lround(seconds * 1e6));
}

Route endpointRoute(Endpoint endpoint, const QByteArray &query)
{
    const QStringList values = QUrlQuery(QString::fromLatin1(query)).allQueryItemValues(QStringLiteral("sleep"), QUrl::FullyDecoded);
    if (values.isEmpty())
        return EndpointCall{endpoint, defaultSleepMicros};
    const auto sleep = values.size() == 1 ? sleepMicros(values.first()) : std::nullopt;
    if (!sleep)
        return errorReply(400, "sleep is a number of seconds from 0 to 60, given once, as in ?sleep=0.5");
    return EndpointCall{endpoint, *sleep};
}

Reply ready(int status, const QByteArray &body, const QByteArray &allow = {})
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

bool isOurHost(QByteArrayView host, quint16 port, const QHostAddress &local)
{
    const QByteArray suffix = ':' + QByteArray::number(port);
    const auto is = [&](QByteArrayView name) { return host == name || (host.startsWith(name) && host.sliced(name.size()) == suffix); };
    if (is("localhost") || is("127.0.0.1") || is("[::1]"))
        return true;
    const QByteArray address = local.toString().toLatin1();
    return !address.isEmpty() && is(local.protocol() == QAbstractSocket::IPv6Protocol ? '[' + address + ']' : address);
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
    out += "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonPhrase(reply.status) + "\r\n";
    if (!date.isEmpty())
        out += "Date: " + date + "\r\n";
    if (reply.status != 204)
        out += "Content-Type: " + reply.contentType + "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    out += "X-Content-Type-Options: nosniff\r\n";
    if (!reply.allow.isEmpty())
        out += "Allow: " + reply.allow + "\r\n";
    if (reply.close || !request.keepAlive)
        out += "Connection: close\r\n";
    else if (request.http10)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
    if (request.method != "HEAD")
        out += reply.body;
    return out;
}

} // namespace server
