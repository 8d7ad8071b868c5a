#pragma once

#include "app/trace.h"

// The event loop's own timer as a witness: it fires every 10 ms while the loop is free (Lag events).
namespace support {

/// How often the loop's timer fired in (begin, end).
inline int ticksBetween(const app::Trace &trace, qint64 begin, qint64 end)
{
    int ticks = 0;
    for (const app::LagSample &sample : trace.lag())
        ticks += sample.t > begin && sample.t < end;
    return ticks;
}

} // namespace support
