#include "app/log.h"

namespace app {

QString processAndThread(qint64 pid, quint64 tid)
{
    QString head;
    if (pid > 0)
        head = QStringLiteral("Process ID: %1 | ").arg(pid);
    return tid > 0 ? head + QStringLiteral("Thread ID: %1 | ").arg(tid) : head;
}

QString Log::text(size_t index) const
{
    const auto foreign = foreignTexts.find(index);
    return foreign == foreignTexts.end() ? server::eventText(events.at(index)) : foreign->second;
}

QString Log::tutorialLine(size_t index) const
{
    const QString words = text(index);
    if (words.isEmpty())
        return {};
    const auto thread = size_t(events.at(index).thread);
    return processAndThread(header.pid, thread < threads.size() ? threads[thread].tid : 0) + words;
}

QString Log::threadName(ThreadId thread) const
{
    return size_t(thread) < threads.size() ? threads[size_t(thread)].name : QString();
}

} // namespace app
