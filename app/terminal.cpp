#include "app/terminal.h"

#include "app/tr.h"
#include "app/visible_text.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace app {
namespace {

static_assert(outputDescriptor == STDOUT_FILENO);

std::atomic<int> lostTo{0}; ///< the first errno of stdout; 0: it took all so far
int signalPipe[2] = {-1, -1}; // a signal handler can reach nothing but a global

void onSignal(int number)
{
    std::signal(number, SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(signalPipe[1], &byte, 1);
}

/// All of it, also where whoever shares the descriptor made it one that does not wait. 0, or errno.
int writeWhole(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), size_t(bytes.size()));
        if (written >= 0) {
            bytes = bytes.sliced(written);
        } else if (errno == EAGAIN) {
            pollfd room{descriptor, POLLOUT, 0};
            ::poll(&room, 1, -1);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

bool isOpenDescriptor(int descriptor) { return ::fcntl(descriptor, F_GETFD) != -1; }

void toStderr(const QByteArray &line)
{
    showProgress({});
    writeWhole(STDERR_FILENO, line); // there is nobody left to tell that it fails
}

} // namespace

void holdStandardDescriptors()
{
    // The lowest free number is the one that open() gives.
    if (!isOpenDescriptor(STDIN_FILENO))
        ::open("/dev/null", O_RDONLY);
    if (!isOpenDescriptor(STDOUT_FILENO))
        ::open("/dev/null", O_RDONLY); // to write is refused
    if (!isOpenDescriptor(STDERR_FILENO))
        ::open("/dev/null", O_WRONLY);
}

void print(const QByteArray &utf8)
{
    if (lostTo != 0)
        return;
    if (const int error = writeWhole(STDOUT_FILENO, visibleText(utf8, LineEnds::Stay)))
        outputLost(error);
}

void print(const QString &text) { print(text.toUtf8()); }

void outputLost(int error)
{
    int none = 0;
    if (!lostTo.compare_exchange_strong(none, error) || error == EPIPE)
        return;
    complain(tr("What was to be printed is lost: %1. Let the output go where it can be written, or to /dev/null.")
                     .arg(error == EBADF ? tr("the standard output is closed") : qt_error_string(error)));
}

void checkOutput()
{
    if (const int flags = ::fcntl(STDOUT_FILENO, F_GETFL); flags != -1 && (flags & O_ACCMODE) == O_RDONLY)
        outputLost(EBADF);
}

int finishOutput(int status)
{
    // A file of another machine tells only when it is closed that it had no room.
    if (const int copy = ::dup(STDOUT_FILENO); copy != -1 && ::close(copy) != 0 && errno != EINTR)
        outputLost(errno);
    return status == 0 && lostTo != 0 && lostTo != EPIPE ? 1 : status;
}

void complain(const QString &text) { toStderr("loopscope: " + visibleText(text.toUtf8(), LineEnds::Shown) + '\n'); }
void tell(const QString &text) { toStderr(visibleText(text.toUtf8(), LineEnds::Shown) + '\n'); }

void showProgress(const QString &text)
{
    static const bool terminal = isatty(STDERR_FILENO) != 0;
    if (terminal)
        writeWhole(STDERR_FILENO, "\r\033[K" + visibleText(text.toUtf8(), LineEnds::Shown));
}

TerminationSignals::TerminationSignals(QObject *parent) : QObject(parent)
{
    if (::pipe2(signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // signals then end the process as they do by default
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(signalPipe[0], &byte, 1) > 0) { }
        Q_EMIT terminationAsked();
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

TerminationSignals::~TerminationSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (int &end : signalPipe)
        ::close(std::exchange(end, -1));
}

} // namespace app
