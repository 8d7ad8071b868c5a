#pragma once

#include "server/event.h"

#include <QByteArray>
#include <QTimer>

#include <atomic>
#include <condition_variable>
#include <coroutine>
#include <mutex>

namespace server {

class Recorder;
using Step = EventKind;

/// What a handler answers.
struct Reply {
    int status = 200;
    QByteArray body;
    QByteArrayView contentType = "application/json"; ///< this and the next: literals
    QByteArrayView allow; ///< not empty: an Allow header
    bool close = false;
};

/// Thrown out of a handler whose task was cancelled while it slept.
struct Cancelled {};

/// Wakes handlers that sleep while they hold a thread: all whose request number is at most `through`.
class Interrupt
{
public:
    void cancelThrough(RequestId last);
    bool cancelled(RequestId request) const { return m_through.load() >= quint32(request); }
    /// Sleeps on the calling thread. false: cancelled before the time was over.
    bool sleep(RequestId request, quint32 micros);

private:
    std::atomic<quint32> m_through{0};
    std::mutex m_mutex;
    std::condition_variable m_changed;
};

/// co_await it: the task gives its thread back until a precise timer fires (whole ms, rounded up).
class Sleep
{
public:
    explicit Sleep(quint32 micros);
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> task);
    void await_resume() const noexcept {}

private:
    QTimer m_timer;
};

/// One request as its handler sees it. Used by one thread at a time.
class Call
{
public:
    Call(Recorder &recorder, Interrupt &interrupt, RequestId id, Endpoint endpoint, quint32 sleepMicros);

    /// Records one step of the tutorial's. StartTime starts the clock that Completed and completed() read.
    void log(Step step, int depth = 0);
    /// Sleeps and holds the thread. Throws Cancelled.
    void block();
    /// To be awaited: sleeps without the thread.
    Sleep sleep() const { return Sleep(m_sleepMicros); }
    /// {"message": ..., "duration": seconds since StartTime}
    Reply completed(const char *message) const;

    RequestId id() const { return m_id; }
    Endpoint endpoint() const { return m_endpoint; }
    bool cancelled() const { return m_interrupt.cancelled(m_id); }
    /// Records any step with any value; log() for those that the handlers do not say themselves.
    qint64 record(Step step, qint64 value = 0, int depth = 0);

private:
    Recorder &m_recorder;
    Interrupt &m_interrupt;
    const RequestId m_id;
    const Endpoint m_endpoint;
    const quint32 m_sleepMicros;
    qint64 m_start = 0;     ///< recorder's clock, ns
};

} // namespace server
