#include "server/peer_socket.h"

#include <sys/socket.h>

#include <algorithm>

namespace server {
namespace {

constexpr qint64 readBuffer = 64 * 1024; ///< bytes Qt may read ahead of us

} // namespace

PeerSocket::PeerSocket(QObject *parent) : QTcpSocket(parent)
{
    setReadBufferSize(readBuffer);
}

qint64 PeerSocket::take(char *bytes, qint64 most)
{
    return isOpen() ? std::max<qint64>(0, read(bytes, most)) : 0;
}

void PeerSocket::discard()
{
    if (isOpen())
        skip(bytesAvailable());
}

bool PeerSocket::hasUnread() const
{
    char byte = 0;
    return bytesAvailable() > 0 || (isOpen() && ::recv(int(socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0);
}

void PeerSocket::send(const QByteArray &bytes)
{
    if (!isOpen())
        return;
    if (++m_sends == 2) // the first waits for nothing, and on most connections it is the only one
        setSocketOption(QAbstractSocket::LowDelayOption, 1);
    qsizetype sent = 0;
    if (bytesToWrite() == 0)
        sent = std::max<qsizetype>(0, ::send(int(socketDescriptor()), bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT));
    if (sent == bytes.size())
        return;
    write(bytes.constData() + sent, bytes.size() - sent);
    flush(); // at once: the next task may block the loop
}

void PeerSocket::endSending()
{
    if (isOpen() && bytesToWrite() == 0)
        ::shutdown(int(socketDescriptor()), SHUT_WR);
}

} // namespace server
