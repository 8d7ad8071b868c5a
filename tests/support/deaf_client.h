#pragma once

#include <QByteArray>
#include <QElapsedTimer>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

// A client that sends and never reads: a bare socket, for QTcpSocket reads of itself.
namespace support {

class DeafClient
{
public:
    explicit DeafClient(quint16 port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0))
    {
        const int small = 4096; // so that the answers are soon the server's to keep
        setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 && errno != EINPROGRESS)
            m_gone = true;
    }
    ~DeafClient() { ::close(m_socket); }
    DeafClient(const DeafClient &) = delete;
    DeafClient &operator=(const DeafClient &) = delete;

    /// Sends `bytes` again and again until the peer has gone, or `millis` are over. Returns how many bytes it took.
    qint64 sendUntilRefused(const QByteArray &bytes, int millis)
    {
        QElapsedTimer clock;
        clock.start();
        qint64 sent = 0;
        while (!m_gone && clock.elapsed() < millis) {
            pollfd wait{m_socket, POLLOUT, 0};
            if (::poll(&wait, 1, 100) <= 0)
                continue;
            const ssize_t taken = ::send(m_socket, bytes.constData() + sent % bytes.size(), size_t(bytes.size() - sent % bytes.size()), MSG_NOSIGNAL);
            if (taken >= 0)
                sent += taken;
            else if (errno != EAGAIN && errno != EINTR)
                m_gone = true;
        }
        return sent;
    }
    bool letGo() const { return m_gone; }

private:
    const int m_socket;
    bool m_gone = false;
};

} // namespace support
