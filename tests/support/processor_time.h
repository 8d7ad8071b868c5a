#pragma once

#include <QtGlobal>

#include <time.h>

namespace support {

/// ns that a thread (this one) has computed: how busy the machine is besides does not count.
inline qint64 processorTime(clockid_t clock = CLOCK_THREAD_CPUTIME_ID)
{
    timespec now{};
    clock_gettime(clock, &now);
    return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

} // namespace support
