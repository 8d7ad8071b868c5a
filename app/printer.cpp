#include "app/printer.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {
namespace {

constexpr int largePipe = 1024 * 1024; ///< bytes; what the system lets anybody have: the fewer changes from writer to reader

} // namespace

/// The descriptor itself is left as it is: its settings are the shell's, too. A pipe that is ready has room for PIPE_BUF
/// bytes (pipe(7)), which is little; opened a second time it can be told not to wait.
Printer::Printer(int descriptor) : m_descriptor(descriptor), m_most(PIPE_BUF)
{
    struct stat what{};
    if (::fstat(descriptor, &what) != 0)
        return;
    if (S_ISFIFO(what.st_mode) || ::isatty(descriptor)) {
        m_own = ::open(("/dev/fd/" + QByteArray::number(descriptor)).constData(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (m_own != -1)
            ::fcntl(m_own, F_SETPIPE_SZ, largePipe);
    }
    if (m_own != -1 || S_ISREG(what.st_mode) || (S_ISCHR(what.st_mode) && !::isatty(descriptor)))
        m_most = largePipe;
}

Printer::~Printer()
{
    if (m_own != -1)
        ::close(m_own);
}

void Printer::print(const QByteArray &lines)
{
    writeSome(0);
    if (lines.isEmpty() || m_fault != 0)
        return;
    const QByteArray before = leftOut();
    if (!makeRoomFor(before.size() + lines.size())) {
        m_left += lines.count('\n');
        return;
    }
    m_waiting += before;
    m_waiting += lines;
    m_left = 0;
    writeSome(0);
}

bool Printer::makeRoomFor(qsizetype bytes)
{
    while (waiting() + bytes > mostWaiting) {
        if (!writeSome(m_still ? 0 : stillMillis)) {
            m_still = true;
            return false;
        }
    }
    return true;
}

bool Printer::writeFor(int millis)
{
    QElapsedTimer clock;
    clock.start();
    while (waiting() > 0 && clock.elapsed() < millis)
        writeSome(int(millis - clock.elapsed()));
    return waiting() == 0;
}

qint64 Printer::finish(int millis)
{
    m_waiting += leftOut();
    m_left = 0;
    while (waiting() > 0 && writeSome(millis)) { }
    return QByteArrayView(m_waiting).sliced(m_written).count('\n');
}

QByteArray Printer::leftOut() const
{
    if (m_left == 0)
        return {};
    return QCoreApplication::translate("app::Printer", "(%Ln lines were left out here: nobody read them in time)", nullptr, int(std::min<qint64>(m_left, INT_MAX)))
                   .toUtf8() + '\n';
}

/// What has nowhere to go need not wait: from now on all counts as written.
bool Printer::fail(int error)
{
    m_fault = error;
    m_waiting.resize(0);
    m_written = 0;
    return true;
}

/// What is taken without waiting, but for the first of it: that, for up to `millis`. false: nothing was.
bool Printer::writeSome(int millis)
{
    const int descriptor = m_own != -1 ? m_own : m_descriptor;
    const qsizetype before = waiting();
    pollfd what{descriptor, POLLOUT, 0};
    while (waiting() > 0 && ::poll(&what, 1, waiting() == before ? millis : 0) > 0) {
        const ssize_t bytes = ::write(descriptor, m_waiting.constData() + m_written, size_t(std::min(waiting(), m_most)));
        if (bytes > 0)
            m_written += bytes;
        else if (errno != EINTR && errno != EAGAIN)
            return fail(errno);
    }
    const bool taken = waiting() < before;
    if (taken)
        m_still = false;
    if (waiting() == 0) {
        m_waiting.resize(0); // keeps its memory
        m_written = 0;
    } else if (m_written > mostWaiting / 2) {
        m_waiting.remove(0, m_written);
        m_written = 0;
    }
    return taken;
}

} // namespace app
