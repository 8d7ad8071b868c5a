#pragma once

#include "server/recorder.h"

#include <QThreadPool>

#include <atomic>
#include <functional>
#include <mutex>

namespace server {

/// A QThreadPool whose threads are recorded as "worker-1", "worker-2", ... in order of first use and
/// live as long as the pool (Qt's own default lets them expire after 30 s, and allows as many as cores).
class WorkerPool
{
public:
    /// Free descriptors without which no further thread begins: its event loop takes one, and where there is none Qt ends
    /// the process. Jobs wait for the threads that there are then, so the first is to be had when the pool is made.
    static constexpr int descriptorsKept = 4;

    WorkerPool(Recorder &recorder, int workers);
    ~WorkerPool(); ///< waits for all jobs: cancel them first, so that each still has its last word

    /// Any thread may call; runs `job` on a worker, in order of calls; then the pool no longer counts it,
    /// then `done` on the same worker.
    void run(std::function<void()> job, std::function<void()> done);
    int size() const { return m_workers; }
    bool idle() const { return m_jobs.load() == 0; }

private:
    void growFor(int jobs);

    Recorder &m_recorder;
    const int m_workers;
    const quint64 m_serial; ///< tells pools apart in their threads' memory
    Recorder::Numbering m_numbering{QStringLiteral("worker")};
    std::atomic<int> m_jobs{0};
    std::mutex m_growing;
    std::atomic<int> m_grown{1}; ///< threads that there may be so far
    QThreadPool m_pool;
};

} // namespace server
