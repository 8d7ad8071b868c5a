#include "server/worker_pool.h"

#include "server/descriptors.h"
#include "server/handover.h"

#include <algorithm>

namespace server {
namespace {

std::atomic<quint64> nextPool{1};
thread_local quint64 enteredIn = 0;

} // namespace

WorkerPool::WorkerPool(Recorder &recorder, int workers) : m_recorder(recorder), m_workers(workers), m_serial(nextPool.fetch_add(1))
{
    m_pool.setMaxThreadCount(m_grown);
    m_pool.setExpiryTimeout(-1);
    m_pool.start([] {}); // while a descriptor is there for it
}

WorkerPool::~WorkerPool()
{
    m_pool.waitForDone();
    Q_ASSERT(idle()); // and ThreadSanitizer sees by it that the workers are through with this pool
}

void WorkerPool::growFor(int jobs)
{
    const int wanted = std::min(jobs, m_workers);
    if (m_grown >= wanted)
        return;
    const std::lock_guard lock(m_growing);
    while (m_grown < wanted && canOpen(descriptorsKept))
        m_pool.setMaxThreadCount(++m_grown);
}

void WorkerPool::run(std::function<void()> job, std::function<void()> done)
{
    growFor(++m_jobs);
    m_pool.start(handover([this, job = std::move(job), done = std::move(done)] {
        if (enteredIn != m_serial) {
            enteredIn = m_serial;
            m_recorder.registerThread(m_numbering);
        }
        job();
        --m_jobs;
        done();
    }));
}

} // namespace server
