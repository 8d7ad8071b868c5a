#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

// Requests in a row on a few connections that stay open: bare blocking sockets, quicker than any client of Qt's.
namespace support {

class Flood
{
public:
    Flood(quint16 port, size_t connections)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{20, 0};
        for (size_t i = 0; i < connections; ++i) {
            m_sockets.push_back(::socket(AF_INET, SOCK_STREAM, 0));
            setsockopt(m_sockets.back(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            m_good = ::connect(m_sockets.back(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 && m_good;
        }
    }
    ~Flood()
    {
        for (const int socket : m_sockets)
            ::close(socket);
    }
    Flood(const Flood &) = delete;
    Flood &operator=(const Flood &) = delete;

    /// `count` GETs of `target` (rounded up to a whole round). False: one was not answered 200.
    bool get(const QByteArray &target, int count)
    {
        QByteArray requests;
        for (int i = 0; i < pipelined; ++i)
            requests += "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int done = 0; m_good && done < count; done += pipelined * int(m_sockets.size())) {
            for (const int socket : m_sockets)
                m_good = m_good && ::send(socket, requests.constData(), size_t(requests.size()), MSG_NOSIGNAL) == requests.size();
            for (const int socket : m_sockets)
                m_good = m_good && take(socket);
        }
        return m_good;
    }

private:
    static constexpr int pipelined = 16;

    /// Reads a round's answers: each ends with its JSON's brace.
    static bool take(int socket)
    {
        QByteArray answers;
        char bytes[16384];
        while (answers.count('}') < pipelined) {
            const ssize_t length = ::recv(socket, bytes, sizeof bytes, 0);
            if (length <= 0)
                return false;
            answers.append(bytes, length);
        }
        return answers.count("HTTP/1.1 200 OK\r\n") == pipelined;
    }

    std::vector<int> m_sockets;
    bool m_good = true;
};

} // namespace support
