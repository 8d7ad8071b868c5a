#pragma once

#include "server/http_body.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace app {

/// Reads the answer to one GET on a connection of its own (RFC 9112): interim answers are skipped; a body has a
/// length, comes in chunks, or ends with the connection. Bytes in any portions give the same result. Not thread-safe.
class AnswerReader
{
public:
    enum class State {
        Head,     ///< wants more bytes
        Body,     ///< the head is known: status()
        Complete, ///< body() is whole
        NotHttp,  ///< what came is no answer of HTTP/1
        TooLong,  ///< head or body exceed what may be kept
        Cut,      ///< the connection ended before the answer did
    };

    /// `mostBody` bytes of body at most.
    explicit AnswerReader(qint64 mostBody) : m_mostBody(mostBody) {}

    State feed(QByteArrayView bytes);
    /// The peer has closed: no more bytes come.
    State finish();

    State state() const { return m_state; }
    bool ended() const { return m_state > State::Body; }
    int status() const { return m_status; } ///< 0: no head yet
    const QByteArray &body() const { return m_body; }

private:
    static constexpr qsizetype mostHead = 64 * 1024; ///< bytes

    State scanHead();
    State readHead(qsizetype length);
    State readBody();

    qint64 m_mostBody;
    State m_state = State::Head;
    int m_status = 0;
    QByteArray m_buffer;                      ///< not read yet
    qsizetype m_scanned = 0;                  ///< of m_buffer, bytes without the head's end
    std::optional<server::HttpBody> m_framed; ///< nullopt: the connection's end is the body's
    QByteArray m_body;
};

} // namespace app
