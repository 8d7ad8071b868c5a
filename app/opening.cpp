#include "app/opening.h"

#include "app/letting_go.h"
#include "app/run_file.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace app {
namespace {

constexpr int noticeMillis = 500; ///< for the readers to notice, at the end of all, that nobody waits for them

/// One that hangs in the system (a pipe, a disk that is gone): the process's end ends it. Until then somebody has to know of it.
void leaveToTheEnd(QThread *thread)
{
    static auto *const left = new std::vector<QThread *>;
    left->push_back(thread);
}

} // namespace

struct Opening::Job {
    explicit Job(const QString &p) : path(p) {}

    const QString path;
    Reading reading;
    std::optional<RunFile> file; ///< the thread's while it runs; afterwards nullopt: it was given up
};

Opening::Opening(Session &session, QObject *parent) : QObject(parent), m_session(session) { }

Opening::~Opening()
{
    m_waiting.clear();
    if (m_job)
        m_job->reading.cancelled = true;
    const QDeadlineTimer deadline(noticeMillis);
    for (QThread *thread : m_threads) {
        disconnect(thread, nullptr, this, nullptr);
        if (thread->wait(deadline))
            delete thread;
        else
            leaveToTheEnd(thread);
    }
}

void Opening::open(const QStringList &paths)
{
    m_waiting.insert(m_waiting.end(), paths.begin(), paths.end());
    if (!m_job)
        next();
}

void Opening::next()
{
    if (m_waiting.empty()) {
        Q_EMIT ended();
        return;
    }
    m_job = std::make_shared<Job>(m_waiting.front());
    m_waiting.pop_front();
    QThread *thread = QThread::create([job = m_job] {
        job->file = readRunFile(job->path, &job->reading);
        if (job->reading.cancelled)
            job->file.reset();
    });
    thread->setObjectName(QStringLiteral("opening"));
    m_threads.push_back(thread);
    connect(thread, &QThread::finished, this, [this, thread, job = m_job] {
        std::erase(m_threads, thread);
        thread->wait(); // it has said its last word, not more
        thread->deleteLater();
        take(job);
    });
    thread->start();
    Q_EMIT began(m_job->path);
}

void Opening::take(const std::shared_ptr<Job> &job)
{
    if (job != m_job) { // given up
        if (job->file)
            letGo(std::move(job->file)); // it was read before it noticed
        return;
    }
    m_job.reset();
    if (job->file->error.isEmpty()) {
        const RunId id = m_session.add(job->path, std::move(*job->file));
        Q_EMIT opened(id, job->path);
    } else {
        Q_EMIT failed(job->path, job->file->error);
    }
    if (!m_job) // a listener may have asked for more
        next();
}

void Opening::cancel()
{
    if (!m_job)
        return;
    const std::shared_ptr<Job> job = std::exchange(m_job, nullptr);
    job->reading.cancelled = true;
    const auto waiting = qsizetype(m_waiting.size());
    m_waiting.clear();
    Q_EMIT cancelled(job->path, waiting);
    Q_EMIT ended();
}

Opening::Progress Opening::progress() const
{
    if (!m_job)
        return {};
    const qint64 total = m_job->reading.total, done = m_job->reading.done;
    return {m_job->path, total > 0 ? int(std::clamp<qint64>(done * 100 / total, 0, 100)) : -1, qsizetype(m_waiting.size())};
}

} // namespace app
