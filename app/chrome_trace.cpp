#include "app/chrome_trace.h"

#include "app/chrome_run.h"
#include "app/output_file.h"

namespace app {

bool writeChromeTrace(const Log &log, const Trace &trace, QIODevice &device)
{
    return trace.tracks().empty() ? writeRun(log, trace, device) : writeTracks(trace.tracks(), device);
}

QString writeChromeTrace(const Log &log, const Trace &trace, const QString &path, Reading *watched)
{
    OutputFile file(path, watched);
    if (const QString fault = file.begin(); !fault.isEmpty())
        return fault;
    writeChromeTrace(log, trace, file); // finish() says what it refused
    return file.finish();
}

} // namespace app
