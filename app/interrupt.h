#pragma once

#include "app/reading.h"

namespace app {

/// Where long work looks whether somebody still waits for it: cheap enough for each step of each loop, and for a sort's
/// comparisons. A value; not thread-safe.
class Interrupt
{
public:
    struct Cancelled {}; ///< thrown by check(); whoever began the work catches it

    /// `reading` (may be nullptr: nobody can cancel) must outlive it.
    explicit Interrupt(const Reading *reading) : m_reading(reading) {}
    void check()
    {
        if (++m_steps % between == 0 && m_reading && m_reading->cancelled.load(std::memory_order_relaxed))
            throw Cancelled();
    }

private:
    static constexpr unsigned between = 1024; ///< steps; the slowest takes some 10 us

    const Reading *m_reading;
    unsigned m_steps = 0;
};

} // namespace app
