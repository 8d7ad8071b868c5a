#include "app/long_work.h"

#include "app/terminal.h"
#include "app/tr.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <mutex>
#include <thread>

namespace app {
namespace {

/// What both threads know, whoever is there longer.
struct Shared {
    std::mutex mutex;
    QEventLoop *waiting = nullptr; ///< nullptr: nobody waits any more
    bool done = false;
};

} // namespace

bool workBeside(const std::shared_ptr<Reading> &reading, const std::function<void()> &work, const std::function<QString()> &progress,
                int patienceMillis)
{
    constexpr int everyMillis = 100;
    TerminationSignals signals;
    QEventLoop loop;
    QTimer timer;
    const auto shared = std::make_shared<Shared>();
    shared->waiting = &loop;
    QObject::connect(&signals, &TerminationSignals::terminationAsked, &loop, [&] {
        reading->cancelled = true;
        if (patienceMillis >= 0)
            QTimer::singleShot(patienceMillis, &loop, &QEventLoop::quit);
    });
    timer.callOnTimeout(&loop, [&progress] { showProgress(progress()); });
    timer.start(everyMillis);
    std::thread thread([reading, work, shared] {
        work();
        const std::lock_guard lock(shared->mutex);
        shared->done = true;
        if (shared->waiting)
            QMetaObject::invokeMethod(shared->waiting, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    showProgress({});
    std::unique_lock lock(shared->mutex);
    shared->waiting = nullptr;
    const bool done = shared->done;
    lock.unlock();
    if (done)
        thread.join();
    else
        thread.detach();
    return done;
}

QString readingText(const QString &path, const Reading &reading)
{
    const QString words = tr("Reading \"%1\"").arg(QFileInfo(path).fileName());
    const qint64 total = reading.total, done = reading.done;
    return total > 0 ? tr("%1: %2 %").arg(words).arg(std::clamp<qint64>(done * 100 / total, 0, 100)) : words;
}

} // namespace app
