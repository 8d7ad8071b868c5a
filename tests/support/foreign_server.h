#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

// Somebody else's HTTP server, in a thread of its own: it knows nothing of us. /async-endpoint answers after a while,
// anything else is not there.
namespace support {

class ForeignServer
{
public:
    static constexpr int waitMillis = 100;

    ForeignServer()
    {
        m_server = new QTcpServer;
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [server = m_server] {
            while (QTcpSocket *socket = server->nextPendingConnection())
                serve(socket);
        });
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("no port for the foreign server");
        m_port = m_server->serverPort();
        m_server->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
        m_thread.start();
    }
    ~ForeignServer()
    {
        m_thread.quit();
        m_thread.wait();
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

private:
    static void serve(QTcpSocket *socket)
    {
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            if (!socket->peek(16 * 1024).contains("\r\n\r\n"))
                return;
            const bool known = socket->readAll().startsWith("GET /async-endpoint");
            QTimer::singleShot(known ? waitMillis : 0, socket, [socket, known] {
                socket->write(known ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                                    : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

    QThread m_thread;
    QTcpServer *m_server = nullptr;
    quint16 m_port = 0;
};

} // namespace support
