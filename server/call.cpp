#include "server/call.h"

#include "server/event_text.h"
#include "server/recorder.h"

#include <algorithm>
#include <chrono>

namespace server {

void Interrupt::cancelThrough(RequestId last)
{
    {
        const std::lock_guard lock(m_mutex);
        m_through = std::max(m_through.load(), quint32(last));
    }
    m_changed.notify_all();
}

bool Interrupt::sleep(RequestId request, quint32 micros)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(micros);
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_until(lock, until, [&] { return cancelled(request); });
}

Sleep::Sleep(quint32 micros)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // a coarse one may be 5 % early or late
    m_timer.setInterval(int((micros + 999) / 1000));
}

void Sleep::await_suspend(std::coroutine_handle<> task)
{
    m_timer.callOnTimeout([task] { task.resume(); });
    m_timer.start();
}

Call::Call(Recorder &recorder, Interrupt &interrupt, RequestId id, Endpoint endpoint, quint32 sleepMicros)
    : m_recorder(recorder), m_interrupt(interrupt), m_id(id), m_endpoint(endpoint), m_sleepMicros(sleepMicros)
{
}

void Call::log(Step step, int depth)
{
    if (step == Step::StartTime) {
        m_start = m_recorder.now();
        record(step, m_recorder.startedEpochNs() + m_start, depth);
    } else if (step == Step::Completed) {
        record(step, m_recorder.now() - m_start, depth);
    } else {
        record(step, 0, depth);
    }
}

void Call::block()
{
    record(Step::Blocking);
    if (!m_interrupt.sleep(m_id, m_sleepMicros))
        throw Cancelled{};
}

Reply Call::completed(const char *message) const
{
    const double seconds = double(m_recorder.now() - m_start) / 1e9;
    Reply reply;
    reply.body.reserve(128);
    reply.body.append("{\"message\":\"").append(message).append("\",\"duration\":");
    appendSeconds(reply.body, seconds, 9);
    reply.body.append('}');
    return reply;
}

qint64 Call::record(Step step, qint64 value, int depth)
{
    Event event;
    event.value = value;
    event.sleepMicros = m_sleepMicros;
    event.request = m_id;
    event.kind = step;
    event.endpoint = m_endpoint;
    event.depth = quint8(depth);
    return m_recorder.record(event);
}

} // namespace server
