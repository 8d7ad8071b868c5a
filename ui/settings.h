#pragma once

#include <QByteArray>
#include <QString>

class QSettings;

namespace ui {

enum class ThemeChoice : quint8 { System, Light, Dark };

inline constexpr int leastMostSteps = 100'000, mostMostSteps = 1'000'000'000;

/// What the window remembers from one start to the next. Values out of their range are read as the default.
struct Settings {
    int count = 50;      ///< 1 to app::maximumCount
    double sleep = 1;    ///< s, 0 to 60
    int pool = 40;       ///< 1 to server::maximumPool
    ThemeChoice theme = ThemeChoice::System;
    bool projector = false;
    bool showRuns = true, showExplain = true;
    QByteArray geometry;             ///< of the window
    QByteArray columns, rows;        ///< of its splitters
    QString folder;                  ///< where a file was last opened or saved
    int mostSteps = 10'000'000;      ///< of all runs, kept in memory; leastMostSteps to mostMostSteps
    bool keepRuns = true;            ///< in the data folder
    bool frameTimes = false;         ///< of our own, in a corner of the timeline
    QString sweepCounts;             ///< as app::countsIn() reads them; empty: the usual ones
    double sweepSleep = 0.05;        ///< s, 0 to 10; at first app::usualSweepSleepMicros
    bool sweepLogarithmic = true;    ///< its axes

    bool operator==(const Settings &) const = default;
};

Settings readSettings(QSettings &from);
void writeSettings(const Settings &settings, QSettings &to);

} // namespace ui
