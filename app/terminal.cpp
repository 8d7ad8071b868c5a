#include "app/terminal.h"

#include <QSocketNotifier>

#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace app {
namespace {

int signalPipe[2] = {-1, -1}; // a signal handler can reach nothing but a global

void onSignal(int number)
{
    std::signal(number, SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(signalPipe[1], &byte, 1);
}

} // namespace

bool print(const QByteArray &utf8)
{
    return std::fwrite(utf8.constData(), 1, size_t(utf8.size()), stdout) == size_t(utf8.size());
}

bool print(const QString &text) { return print(text.toUtf8()); }
void flushOutput() { std::fflush(stdout); }

void complain(const QString &text)
{
    showProgress({});
    std::fprintf(stderr, "loopscope: %s\n", qUtf8Printable(text));
}

void showProgress(const QString &text)
{
    static const bool terminal = isatty(STDERR_FILENO) != 0;
    if (!terminal)
        return;
    std::fprintf(stderr, "\r\033[K%s", qUtf8Printable(text));
    std::fflush(stderr);
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
