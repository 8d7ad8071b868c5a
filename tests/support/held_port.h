#pragma once

#include <QtGlobal>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

// A port of 127.0.0.1 that no other test gets meanwhile: bound, but nobody listens there. A connection is refused; a
// server that is told the number may take it (SO_REUSEADDR, socket(7)).
namespace support {

class HeldPort
{
public:
    HeldPort() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        const int on = 1;
        setsockopt(m_socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), length) != 0
            || ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &length) != 0)
            qFatal("no port is free");
        m_number = ntohs(address.sin_port);
    }
    ~HeldPort() { ::close(m_socket); }
    HeldPort(const HeldPort &) = delete;
    HeldPort &operator=(const HeldPort &) = delete;

    quint16 number() const { return m_number; }

private:
    const int m_socket;
    quint16 m_number = 0;
};

} // namespace support
