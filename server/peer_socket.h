#pragma once

#include <QTcpSocket>

namespace server {

/// A peer's socket, which the peer may close at any moment, also in the middle of what we do to it. Qt says on stderr
/// when a closed socket is asked for something, and a stranger is not to write there: use these, which do nothing then.
class PeerSocket : public QTcpSocket
{
    Q_OBJECT
public:
    explicit PeerSocket(QObject *parent = nullptr);

    /// Bytes read; 0: none are here.
    qint64 take(char *bytes, qint64 most);
    void discard(); ///< what was read ahead: closing over unread bytes would reset the last answer away
    bool hasUnread() const; ///< bytes are here, or with the kernel

    /// At once as far as the kernel takes it, which nearly always is all: a QTcpSocket that has once been written to keeps
    /// 32 KiB. The rest follows, with bytesWritten().
    void send(const QByteArray &bytes);
    void endSending(); ///< the peer sees the end once it has taken all that was sent

private:
    quint64 m_sends = 0;
};

} // namespace server
