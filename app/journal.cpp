#include "app/journal.h"

#include "app/line_former.h"
#include "app/terminal.h"
#include "app/tr.h"
#include "server/recorder.h"
#include "server/server.h"

#include <QCoreApplication>

namespace app {
namespace {

constexpr auto journalTurn = std::chrono::milliseconds(20);
constexpr qsizetype printedAtOnce = 1 << 20; ///< bytes formed before they are written
constexpr int lastWordsMillis = 2000; ///< for a reader that takes nothing, at the end

} // namespace

Journal::Journal(server::Recorder &recorder, int pool) : m_recorder(recorder), m_printer(outputDescriptor)
{
    m_log.header = {QCoreApplication::applicationPid(), recorder.startedEpochNs(), pool, server::defaultSleepMicros / 1e6, ownServer, {}};
}

Journal::~Journal() { finish(); }

void Journal::start()
{
    m_thread = std::thread([this] {
        while (!m_ending) {
            const auto next = std::chrono::steady_clock::now() + journalTurn;
            drain();
            m_printer.writeFor(int(journalTurn.count()));
            std::this_thread::sleep_until(next);
        }
    });
}

bool Journal::finish()
{
    if (!m_thread.joinable())
        return !m_failed;
    m_ending = true;
    m_thread.join();
    drain();
    if (const qint64 lost = m_printer.finish(lastWordsMillis); lost > 0)
        fail(tr("The last %Ln lines were not printed: nobody read them.", nullptr, int(std::min<qint64>(lost, INT_MAX))));
    return !m_failed;
}

void Journal::drain()
{
    m_recorder.drain(m_log.events);
    m_log.threads = m_recorder.threads(); // after the events: those of them are in it
    LineFormer former(m_log);
    for (size_t i = 0; i < m_log.events.size(); ++i) {
        if (m_file.isOpen())
            former.appendEvent(m_forFile, i);
        former.appendTutorialLine(m_forReader, i);
        if (m_forFile.size() + m_forReader.size() >= printedAtOnce)
            write();
    }
    write();
}

void Journal::write()
{
    if (const QString fault = m_file.appendLines(m_forFile); !fault.isEmpty()) // first: whoever reads the lines may be slow
        fail(fault);
    m_printer.print(m_forReader);
    if (m_printer.fault() != 0)
        outputLost(m_printer.fault());
    m_forFile.resize(0); // both keep their memory
    m_forReader.resize(0);
}

void Journal::fail(const QString &fault)
{
    complain(fault);
    m_failed = true;
}

} // namespace app
