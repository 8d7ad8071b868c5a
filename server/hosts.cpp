#include "server/hosts.h"

#include <QNetworkInterface>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <arpa/inet.h>

namespace server {
namespace {

constexpr QByteArrayView usualPort = "80"; ///< http's, where none is written

struct Host {
    QByteArrayView name; ///< with its brackets
    QByteArrayView port;
    bool hasPort = false;
};

Host split(QByteArrayView host)
{
    const qsizetype colon = host.lastIndexOf(':');
    if (colon < 0 || colon < host.lastIndexOf(']'))
        return {host, {}, false};
    return {host.first(colon), host.sliced(colon + 1), true};
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isHexDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Of a name, besides percent escapes (unreserved and sub-delims).
bool isOfName(char c) { return isLetter(c) || isDigit(c) || (c != '\0' && std::strchr("-._~!$&'()*+,;=", c)); }

bool isName(QByteArrayView name)
{
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool escape = name[i] == '%' && i + 2 < name.size() && isHexDigit(name[i + 1]) && isHexDigit(name[i + 2]);
        if (!escape && !isOfName(name[i]))
            return false;
        i += escape ? 2 : 0;
    }
    return !name.isEmpty();
}

/// What stands between brackets: an IPv6 address, or one of a version to come ("v1.x").
bool isLiteral(QByteArrayView literal)
{
    in6_addr address;
    if (inet_pton(AF_INET6, literal.toByteArray().constData(), &address) == 1)
        return true;
    const qsizetype dot = literal.indexOf('.');
    const auto isOfFuture = [](char c) { return isOfName(c) || c == ':'; };
    return dot > 1 && dot + 1 < literal.size() && (literal[0] == 'v' || literal[0] == 'V')
            && std::all_of(literal.begin() + 1, literal.begin() + dot, isHexDigit)
            && std::all_of(literal.begin() + dot + 1, literal.end(), isOfFuture);
}

bool equal(QByteArrayView text, QByteArrayView other) { return text.compare(other, Qt::CaseInsensitive) == 0; }

bool isPort(QByteArrayView text, quint16 port)
{
    std::array<char, 8> digits;
    return text == QByteArrayView(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), port).ptr);
}

bool isOurName(QByteArrayView name, const QHostAddress &local)
{
    if (equal(name, "localhost") || name == "127.0.0.1")
        return true;
    if (name.startsWith('[') && name.endsWith(']')) {
        QHostAddress named(QString::fromLatin1(name.sliced(1).chopped(1))), bare = local;
        bare.setScopeId({}); // a Host has none
        return named.protocol() == QHostAddress::IPv6Protocol
                && (named == QHostAddress(QHostAddress::LocalHostIPv6) || named.isEqual(bare, QHostAddress::ConvertV4MappedToIPv4));
    }
    bool isOf4 = false; // of the many ways to write such an address this takes one, as not all read the others alike
    const QHostAddress plain(local.toIPv4Address(&isOf4));
    return isOf4 && name == plain.toString().toLatin1();
}

} // namespace

bool isValidHost(QByteArrayView host)
{
    const auto [name, port, hasPort] = split(host);
    if (!std::all_of(port.begin(), port.end(), isDigit))
        return false;
    return name.startsWith('[') ? name.endsWith(']') && isLiteral(name.sliced(1).chopped(1)) : isName(name);
}

bool isOurHost(QByteArrayView host, quint16 port, const QHostAddress &local)
{
    const Host parts = split(host);
    return isOurName(parts.name, local) && (!parts.hasPort || isPort(parts.port.isEmpty() ? usualPort : parts.port, port));
}

bool isOurOrigin(QByteArrayView origin, quint16 port, const QHostAddress &local)
{
    constexpr QByteArrayView scheme = "http://";
    if (origin.size() <= scheme.size() || !equal(origin.first(scheme.size()), scheme))
        return false;
    const Host parts = split(origin.sliced(scheme.size()));
    return isOurName(parts.name, local) && isPort(parts.hasPort ? parts.port : usualPort, port);
}

QList<QHostAddress> reachedAt(const QHostAddress &listen)
{
    const bool any4 = listen == QHostAddress(QHostAddress::AnyIPv4), any6 = listen == QHostAddress(QHostAddress::AnyIPv6);
    const bool both = listen == QHostAddress(QHostAddress::Any);
    if (!any4 && !any6 && !both)
        return {listen};
    QList<QHostAddress> addresses;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        const bool isOf6 = address.protocol() == QHostAddress::IPv6Protocol;
        if ((both || any6 == isOf6) && !address.isLinkLocal()) // which no browser takes
            addresses.append(address);
    }
    std::stable_partition(addresses.begin(), addresses.end(), [](const QHostAddress &address) { return address.isLoopback(); });
    return addresses;
}

} // namespace server
