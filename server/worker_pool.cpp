#include "server/worker_pool.h"

#include "server/handover.h"

namespace server {
namespace {

std::atomic<quint64> nextPool{1};
thread_local quint64 enteredIn = 0;

} // namespace

WorkerPool::WorkerPool(Recorder &recorder, int workers) : m_recorder(recorder), m_serial(nextPool.fetch_add(1))
{
    m_pool.setMaxThreadCount(workers);
    m_pool.setExpiryTimeout(-1);
}

WorkerPool::~WorkerPool()
{
    m_pool.waitForDone();
    Q_ASSERT(idle()); // and ThreadSanitizer sees by it that the workers are through with this pool
}

void WorkerPool::run(std::function<void()> job, std::function<void()> done)
{
    ++m_jobs;
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
