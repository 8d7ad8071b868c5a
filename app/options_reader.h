#pragma once

#include "app/options.h"

#include <QCommandLineParser>

// How the command line is read. Internal to parseOptions().
namespace app {

/// A parser with what one command takes, and the values read so far; the first fault ends the reading.
struct OptionsReader {
    QCommandLineParser parser;
    Options options;
    QString fault; ///< empty: none so far

    void fail(const QString &text);
    /// The whole number of an option that is given and lies within; else nullopt.
    std::optional<int> number(const QString &option, int least, int most);
    /// The value of one that names a file; empty: not given.
    QString file(const QString &option);
    /// What would change nothing is a mistake: fails where the option is given, with `why`, whose %1 is its name.
    void refuse(const QString &option, const QString &why);
    void refusePicture(); ///< all of a picture's choices, where none is drawn
    void refuseOfOtherKinds(const QString &path);

    void readEndpoint();
    void readSleep();
    void readPool();
    void readUrl();
    void readPicture(const QString &path);
    void readAnimation();                    ///< speed and frames
    void refuseMoving(const QString &path);  ///< of a comparison
    void readPort();
    void readListen();
    void readLimits();
};

/// What each command takes, and its reading.
void addRun(QCommandLineParser &parser);
void readRun(OptionsReader &reader);
void addServe(QCommandLineParser &parser);
void readServe(OptionsReader &reader);
void addRender(QCommandLineParser &parser);
void readRender(OptionsReader &reader);
void addConvert(QCommandLineParser &parser);
void readConvert(OptionsReader &reader);

/// What of a picture is to be shown and how large: render's and run's. Read by OptionsReader::readPicture() and readAnimation().
void addPicture(QCommandLineParser &parser);

/// The kinds of picture there are, by the name's end.
bool isPicture(const QString &path);
QString pictureFault(const QString &path);

} // namespace app
