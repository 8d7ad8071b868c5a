#include "app/log_file.h"
#include "app/trace.h"

#include <cstdio>
#include <cstdlib>

// Any file may be opened as a log. What can be read of it is written and read again as the same bytes, and
// its trace is the same in pieces of any size as in one.
namespace {

using namespace app;

void demand(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

QByteArray written(const Log &log)
{
    QByteArray bytes = headerLine(log.header);
    for (size_t i = 0; i < log.events.size(); ++i)
        bytes += eventLine(log, i);
    return bytes;
}

/// The log's trace, `piece` events at a time.
Trace traced(const Log &log, size_t piece)
{
    Trace trace(log.header.pool);
    const std::span<const Event> events(log.events);
    for (size_t from = 0; from < events.size(); from += piece)
        trace.append(events.subspan(from, std::min(piece, events.size() - from)), log.threads);
    return trace;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const LogReading reading = parseLog(bytes);
    if (!reading.error.isEmpty()) {
        demand(reading.log.events.empty(), "a log that cannot be used has events");
        return 0;
    }
    const Log &log = reading.log;
    const QByteArray again = written(log);
    const LogReading second = parseLog(again);
    demand(second.error.isEmpty() && second.warning.isEmpty(), "what was written is not read");
    demand(written(second.log) == again, "what was written is read as something else");

    Trace whole(log.header.pool);
    whole.append(log);
    for (const size_t piece : {size_t(1), size % 7 + 2}) {
        const Trace pieces = traced(log, piece);
        demand(whole == pieces && whole.headline() == pieces.headline(), "a trace in pieces differs from the whole");
    }
    return 0;
}
