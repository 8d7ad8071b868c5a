#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

namespace server {

/// A coroutine that gives one T. It starts when it is awaited or start()ed, and its frame, with all that
/// it awaits, is destroyed with the Task: to cancel, drop it. One thread only: the one that starts it.
/// An exception travels to whoever awaits; of a start()ed task, result() throws it.
template<typename T>
class [[nodiscard]] Task
{
public:
    struct promise_type;
    using Handle = std::coroutine_handle<promise_type>;

    struct promise_type {
        std::optional<T> value;
        std::exception_ptr error;
        std::coroutine_handle<> awaiter;
        std::function<void()> done;

        Task get_return_object() { return Task(Handle::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        void return_value(T result) { value = std::move(result); }
        void unhandled_exception() { error = std::current_exception(); }

        struct Finish {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(Handle self) noexcept
            {
                auto &promise = self.promise();
                if (promise.awaiter)
                    return promise.awaiter;
                promise.done();
                return std::noop_coroutine();
            }
            void await_resume() noexcept {}
        };
        Finish final_suspend() noexcept { return {}; }
    };

    Task() = default;
    Task(Task &&other) noexcept : m_frame(std::exchange(other.m_frame, {})) {}
    Task &operator=(Task &&other) noexcept
    {
        std::swap(m_frame, other.m_frame);
        return *this;
    }
    ~Task()
    {
        if (m_frame)
            m_frame.destroy();
    }

    /// Runs to the first wait. `done` is called on the same thread when it has ended, maybe before start()
    /// returns; it must not destroy the task (post that to the event loop).
    void start(std::function<void()> done)
    {
        m_frame.promise().done = std::move(done);
        m_frame.resume();
    }
    explicit operator bool() const { return bool(m_frame); }
    T result()
    {
        if (m_frame.promise().error)
            std::rethrow_exception(m_frame.promise().error);
        return std::move(*m_frame.promise().value);
    }

    auto operator co_await() const noexcept
    {
        struct Awaiter {
            Handle frame;
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) noexcept
            {
                frame.promise().awaiter = awaiter;
                return frame;
            }
            T await_resume()
            {
                if (frame.promise().error)
                    std::rethrow_exception(frame.promise().error);
                return std::move(*frame.promise().value);
            }
        };
        return Awaiter{m_frame};
    }

private:
    explicit Task(Handle frame) : m_frame(frame) {}
    Handle m_frame;
};

} // namespace server
