#pragma once

#include <QByteArrayView>
#include <QHostAddress>

namespace server {

/// A host as it may be written in a Host or a target (RFC 3986, 3.2.2): a name or an IPv4 address, or an IP literal in
/// brackets, and behind a colon any digits or none. An empty name is none, as http has no use for it.
bool isValidHost(QByteArrayView host);

/// True for localhost, 127.0.0.1, [::1] and the address `local` that the client has connected to, alone or with this
/// port. Case does not count, nor how an IPv6 address is written. A Host that leaves its port out is let in though it
/// means 80: many a client that is written by hand leaves it out, and it is no way in for a page from elsewhere.
bool isOurHost(QByteArrayView host, quint16 port, const QHostAddress &local);

/// True for a page that this server has served: its scheme, its host as above, and this port, be it the one left out.
bool isOurOrigin(QByteArrayView origin, quint16 port, const QHostAddress &local);

/// The addresses that reach a server that listens there: for "all of them" each that this machine has, its own first.
QList<QHostAddress> reachedAt(const QHostAddress &listen);

} // namespace server
