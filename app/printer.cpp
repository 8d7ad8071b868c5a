#include "app/printer.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cerrno>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

namespace app {

void Printer::print(const QByteArray &lines)
{
    writeSome(0);
    if (m_gone || lines.isEmpty())
        return;
    if (m_waiting.size() - m_written + lines.size() > mostWaiting) {
        m_left += lines.count('\n');
        return;
    }
    m_waiting += leftOut() + lines;
    m_left = 0;
    writeSome(0);
}

void Printer::finish(int millis)
{
    m_waiting += leftOut();
    m_left = 0;
    QElapsedTimer clock;
    clock.start();
    while (!m_gone && m_written < m_waiting.size() && clock.elapsed() < millis)
        writeSome(int(millis - clock.elapsed()));
}

QByteArray Printer::leftOut() const
{
    if (m_left == 0)
        return {};
    return QCoreApplication::translate("app::Printer", "(%Ln lines were left out here: nobody read them in time)", nullptr, int(std::min<qint64>(m_left, INT_MAX)))
                   .toUtf8() + '\n';
}

/// A pipe that is ready has room for PIPE_BUF bytes (pipe(7)): a write of no more does not block.
void Printer::writeSome(int millis)
{
    pollfd what{m_descriptor, POLLOUT, 0};
    while (!m_gone && m_written < m_waiting.size() && ::poll(&what, 1, millis) > 0) {
        const size_t length = std::min<size_t>(size_t(m_waiting.size() - m_written), PIPE_BUF);
        const ssize_t bytes = ::write(m_descriptor, m_waiting.constData() + m_written, length);
        if (bytes > 0)
            m_written += bytes;
        else if (errno != EINTR && errno != EAGAIN)
            m_gone = true;
    }
    if (m_gone || m_written == m_waiting.size()) {
        m_waiting.clear();
        m_written = 0;
    } else if (m_written > mostWaiting / 2) {
        m_waiting.remove(0, m_written);
        m_written = 0;
    }
}

} // namespace app
