#pragma once

#include <utility>

namespace server {

/// Wraps what one thread gives another through Qt to run, or to delete (QMetaObject::invokeMethod, QThreadPool::start).
/// Qt's locks order the two threads, but ThreadSanitizer does not see that where Qt was not built with it: this
/// tells it. Only that order, so that it still finds what really is shared. Without it, job itself.
#ifdef __SANITIZE_THREAD__

extern "C" {
void __tsan_acquire(void *at);
void __tsan_release(void *at);
}

/// For an object that other threads call under a lock of Qt's, and its own thread destroys: each of their calls ends
/// with leaveTo(), its destructor begins with takeFrom().
inline void leaveTo(void *object) { __tsan_release(object); }
inline void takeFrom(void *object) { __tsan_acquire(object); }

template<typename Job>
class Handover
{
public:
    explicit Handover(Job job) : m_job(std::move(job)) { __tsan_release(this); }
    Handover(const Handover &other) : m_job(other.m_job) { __tsan_release(this); }
    Handover(Handover &&other) : m_job(std::move(other.m_job)) { __tsan_release(this); }
    Handover &operator=(const Handover &) = delete;
    ~Handover() { __tsan_acquire(this); } // by whoever lets go last; after a blocking call, the one who waited

    void operator()()
    {
        __tsan_acquire(this);
        m_job();
        __tsan_release(this);
    }

private:
    Job m_job;
};

template<typename Job>
Handover<Job> handover(Job job)
{
    return Handover<Job>(std::move(job));
}

#else

inline void leaveTo(void *) {}
inline void takeFrom(void *) {}

template<typename Job>
Job handover(Job job)
{
    return job;
}

#endif

} // namespace server
