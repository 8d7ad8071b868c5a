#include "ui/settings.h"

#include "app/sweep_plan.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString countKey = u"run/count"_s, sleepKey = u"run/sleep"_s, poolKey = u"run/pool"_s;
const QString themeKey = u"view/theme"_s, projectorKey = u"view/projector"_s, runsKey = u"view/runs"_s, explainKey = u"view/explain"_s;
const QString geometryKey = u"window/geometry"_s, columnsKey = u"window/columns"_s, rowsKey = u"window/rows"_s;
const QString folderKey = u"files/folder"_s, frameTimesKey = u"view/frameTimes"_s, mostStepsKey = u"runs/mostSteps"_s, keepRunsKey = u"runs/keep"_s;
const QString sweepCountsKey = u"sweep/counts"_s, sweepSleepKey = u"sweep/sleep"_s, sweepLogarithmicKey = u"sweep/logarithmic"_s;
const QStringList themes{u"system"_s, u"light"_s, u"dark"_s};

int within(QSettings &from, const QString &key, int least, int most, int usual)
{
    bool ok = false;
    const int value = from.value(key, usual).toInt(&ok);
    return ok && value >= least && value <= most ? value : usual;
}

double secondsWithin(QSettings &from, const QString &key, double most, double usual)
{
    bool ok = false;
    const double value = from.value(key, usual).toDouble(&ok);
    return ok && value >= 0 && value <= most ? value : usual;
}

} // namespace

Settings readSettings(QSettings &from)
{
    Settings settings;
    settings.count = within(from, countKey, 1, app::maximumCount, settings.count);
    settings.mostSteps = within(from, mostStepsKey, leastMostSteps, mostMostSteps, settings.mostSteps);
    settings.pool = within(from, poolKey, 1, server::maximumPool, settings.pool);
    settings.sleep = secondsWithin(from, sleepKey, 60, settings.sleep);
    settings.theme = ThemeChoice(std::max(0, int(themes.indexOf(from.value(themeKey).toString()))));
    settings.projector = from.value(projectorKey, settings.projector).toBool();
    settings.showRuns = from.value(runsKey, settings.showRuns).toBool();
    settings.showExplain = from.value(explainKey, settings.showExplain).toBool();
    settings.geometry = from.value(geometryKey).toByteArray();
    settings.columns = from.value(columnsKey).toByteArray();
    settings.rows = from.value(rowsKey).toByteArray();
    settings.folder = from.value(folderKey).toString();
    settings.keepRuns = from.value(keepRunsKey, settings.keepRuns).toBool();
    settings.frameTimes = from.value(frameTimesKey, settings.frameTimes).toBool();
    if (const QString counts = from.value(sweepCountsKey).toString(); app::countsIn(counts).fault.isEmpty())
        settings.sweepCounts = counts;
    settings.sweepSleep = secondsWithin(from, sweepSleepKey, app::mostSweepSleepMicros / 1e6, settings.sweepSleep);
    settings.sweepLogarithmic = from.value(sweepLogarithmicKey, settings.sweepLogarithmic).toBool();
    return settings;
}

void writeSettings(const Settings &settings, QSettings &to)
{
    to.setValue(countKey, settings.count);
    to.setValue(sleepKey, settings.sleep);
    to.setValue(poolKey, settings.pool);
    to.setValue(themeKey, themes.at(int(settings.theme)));
    to.setValue(projectorKey, settings.projector);
    to.setValue(runsKey, settings.showRuns);
    to.setValue(explainKey, settings.showExplain);
    to.setValue(geometryKey, settings.geometry);
    to.setValue(columnsKey, settings.columns);
    to.setValue(rowsKey, settings.rows);
    to.setValue(folderKey, settings.folder);
    to.setValue(mostStepsKey, settings.mostSteps);
    to.setValue(keepRunsKey, settings.keepRuns);
    to.setValue(frameTimesKey, settings.frameTimes);
    to.setValue(sweepCountsKey, settings.sweepCounts);
    to.setValue(sweepSleepKey, settings.sweepSleep);
    to.setValue(sweepLogarithmicKey, settings.sweepLogarithmic);
}

} // namespace ui
