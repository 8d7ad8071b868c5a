#pragma once

#include <QTcpSocket>
#include <QTest>

// A client that sends exactly the bytes it is given. Blocks the calling thread, never the server's.
namespace support {

/// A request with its Host, and what follows.
inline QByteArray get(const QByteArray &target, const QByteArray &more = {}, const QByteArray &method = "GET")
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

struct Answer {
    int status = 0; ///< 0: none came
    QByteArray head, body;
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
};

/// To wait for what must come, on a machine that has much else to do.
constexpr int patienceMillis = 20'000;

class RawClient
{
public:
    explicit RawClient(quint16 port) { m_socket.connectToHost(QStringLiteral("127.0.0.1"), port, QIODevice::ReadWrite, QAbstractSocket::IPv4Protocol); }

    void send(const QByteArray &bytes)
    {
        QVERIFY(m_socket.waitForConnected(patienceMillis));
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patienceMillis)) { }
    }
    void sendSplit(const QByteArray &bytes)
    {
        for (const char byte : bytes) {
            if (m_socket.state() != QAbstractSocket::ConnectedState && !m_socket.waitForConnected(patienceMillis))
                return;
            m_socket.write(&byte, 1);
            m_socket.flush();
        }
    }
    /// Reads one answer by its Content-Length; `withoutBody` for HEAD.
    Answer read(bool withoutBody = false, int timeout = patienceMillis)
    {
        Answer answer;
        qsizetype end = -1;
        while ((end = m_bytes.indexOf("\r\n\r\n")) < 0) {
            if (!more(timeout))
                return answer;
        }
        answer.head = m_bytes.left(end);
        answer.status = answer.head.mid(9, 3).toInt();
        const qsizetype length = withoutBody ? 0 : answer.header("Content-Length").toLongLong();
        while (m_bytes.size() < end + 4 + length && more(timeout)) { }
        answer.body = m_bytes.mid(end + 4, length);
        m_bytes.remove(0, end + 4 + length);
        return answer;
    }
    bool closedByPeer(int timeout = patienceMillis)
    {
        return m_socket.state() == QAbstractSocket::UnconnectedState || m_socket.waitForDisconnected(timeout);
    }
    QByteArray unread() const { return m_bytes; }

private:
    bool more(int timeout)
    {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(timeout) && m_socket.bytesAvailable() == 0)
            return false;
        m_bytes += m_socket.readAll();
        return true;
    }
    QTcpSocket m_socket;
    QByteArray m_bytes;
};

} // namespace support
