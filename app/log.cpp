#include "app/log.h"

namespace app {

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
    const quint64 tid = thread < threads.size() ? threads[thread].tid : 0;
    return QStringLiteral("Process ID: %1 | Thread ID: %2 | ").arg(header.pid).arg(tid) + words;
}

QString Log::threadName(ThreadId thread) const
{
    return size_t(thread) < threads.size() ? threads[size_t(thread)].name : QString();
}

} // namespace app
