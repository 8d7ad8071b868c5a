#include "app/chrome_trace.h"

#include "app/chrome_run.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace app {

bool writeChromeTrace(const Log &log, const Trace &trace, QIODevice &device)
{
    return trace.tracks().empty() ? writeRun(log, trace, device) : writeTracks(trace.tracks(), device);
}

QString writeChromeTrace(const Log &log, const Trace &trace, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && writeChromeTrace(log, trace, file) && file.commit())
        return {};
    return QCoreApplication::translate("app::ChromeTrace", "Cannot write \"%1\": %2. Choose another place; nothing there was changed.")
            .arg(path, file.errorString());
}

} // namespace app
