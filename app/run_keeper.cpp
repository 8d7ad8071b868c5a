#include "app/run_keeper.h"

#include "app/file_lock.h"
#include "app/log_file.h"

namespace app {

/// A run's file.
struct RunKeeper::Kept {
    RunId id{};
    RunRequest asked;
    // The session's thread:
    size_t written = 0;     ///< events, handed over or on the disk
    bool writing = false;   ///< a portion is on its way: one at a time, so that a slow disk does not fill the memory
    bool ended = false;     ///< no more steps are expected
    bool closed = false;
    // The writing thread:
    LogWriter file;
    QString path;           ///< empty: not made yet
    QString fault;          ///< not empty: given up
};

/// Steps for a file, with what their lines need besides.
struct RunKeeper::Portion {
    Log log;
    bool last = false; ///< the file can be closed after it
};

RunKeeper::RunKeeper(Session &session, const KeptRuns &folder, QObject *parent)
    : QObject(parent), m_session(session), m_folder(folder), m_marker(folder.folder())
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1);
    connect(&session, &Session::runAdded, this, [this](RunId id) {
        const Run *run = m_session.run(id);
        if (!m_keeping || !run || run->state == RunState::Opened)
            return;
        const auto kept = std::make_shared<Kept>();
        kept->id = id;
        kept->asked = run->asked;
        m_runs.emplace(id, kept);
    });
    connect(&session, &Session::runAdvanced, this, [this](RunId id) {
        if (const Run *run = m_session.run(id))
            advance(*run);
    });
    connect(&session, &Session::runFinished, this, [this](RunId id) {
        if (const auto found = m_runs.find(id); found != m_runs.end()) {
            found->second->ended = true;
            advance(*m_session.run(id));
        }
    });
    connect(&session, &Session::runGoing, this, [this](RunId id) {
        const auto found = m_runs.find(id);
        if (found == m_runs.end())
            return;
        found->second->ended = true;
        const Kept &kept = *found->second;
        if (const Run *run = m_session.run(id); run->log.events.size() > kept.written || !kept.closed)
            write(found->second, *run); // it cannot wait for the portion before it
        m_runs.erase(found);
    });
}

RunKeeper::~RunKeeper()
{
    for (const auto &[id, kept] : m_runs) {
        const Run *run = m_session.run(id);
        kept->ended = true;
        if (run && (run->log.events.size() > kept->written || !kept->closed))
            write(kept, *run);
    }
    m_thread.waitForDone();
}

/// Hands over what is new, unless a portion is on its way: the rest goes with the next then.
void RunKeeper::advance(const Run &run)
{
    const auto found = m_runs.find(run.id);
    if (found == m_runs.end() || found->second->writing)
        return;
    Kept &kept = *found->second;
    if (run.log.events.size() > kept.written || (kept.ended && !kept.closed))
        write(found->second, run);
}

void RunKeeper::write(const std::shared_ptr<Kept> &kept, const Run &run)
{
    Portion portion;
    portion.log.header = run.log.header;
    portion.log.threads = run.log.threads;
    portion.log.events.assign(run.log.events.begin() + std::ptrdiff_t(kept->written), run.log.events.end());
    portion.last = kept->ended;
    kept->written = run.log.events.size();
    kept->closed = kept->ended;
    kept->writing = true;
    m_thread.start([this, kept, portion = std::move(portion)] {
        if (kept->fault.isEmpty())
            append(*kept, portion);
        QMetaObject::invokeMethod(this, [this, kept, fault = kept->fault] { written(kept, fault); }, Qt::QueuedConnection);
    });
}

/// On the writing thread.
void RunKeeper::append(Kept &kept, const Portion &portion)
{
    if (kept.path.isEmpty()) {
        const KeptRuns::NewFile made = m_folder.add(portion.log.header, kept.asked.endpoint, kept.asked.count);
        kept.path = made.path;
        kept.fault = made.path.isEmpty() ? made.fault : kept.file.open(made.path, portion.log.header);
        if (!kept.fault.isEmpty()) {
            m_folder.remove({kept.path}); // there is nothing in it
            return;
        }
        lockFile(kept.file.descriptor());
        m_marker.note(kept.path);
    } else if (!kept.file.isOpen() && !kept.file.reopen(kept.path)) { // a late step; the file may have been removed meanwhile
        return;
    }
    if (kept.fault.isEmpty())
        kept.fault = kept.file.append(portion.log, 0);
    if (kept.fault.isEmpty() && portion.last) {
        kept.file.close();
        m_folder.trim();
    }
}

void RunKeeper::written(const std::shared_ptr<Kept> &kept, const QString &fault)
{
    kept->writing = false;
    if (!fault.isEmpty()) {
        m_runs.erase(kept->id);
        if (!std::exchange(m_complained, true))
            Q_EMIT failed(tr("This run is not kept in the data folder, but it goes on. %1").arg(fault));
        return;
    }
    if (const Run *run = m_session.run(kept->id))
        advance(*run);
}

} // namespace app
