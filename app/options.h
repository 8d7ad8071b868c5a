#pragma once

#include "app/animation_wishes.h"
#include "app/picture_wishes.h"
#include "app/run_csv.h"
#include "app/session.h"

#include <QStringList>
#include <QUrl>

#include <optional>

// The command line as a value. Pure: reads no file and touches no screen.
namespace app {

enum class Command : quint8 { Window, Run, Serve, Render, Convert };

struct Options {
    Command command = Command::Window;
    QString file;               ///< Window (may be empty), Render, Convert: what to open
    QStringList files;          ///< Render: the same, and the others of a comparison
    bool compare = false;       ///< Render: all files in one picture
    QString output;             ///< Render, Convert: what to write
    RunRequest request;         ///< Run; Serve: its pool
    bool all = false;           ///< Run: the three endpoints one after the other, and not request.endpoint
    QUrl url;                   ///< Run: the server to fire at; empty: our own
    QString logFile, traceFile, imageFile; ///< Run, Serve; empty: not asked for
    quint16 port = server::defaultPort;    ///< Serve
    CsvRows rows = CsvRows::Slices; ///< Convert: what a .csv has a line for
    QHostAddress listen{QHostAddress::LocalHost}; ///< Serve
    server::Limits limits;                 ///< Serve
    PictureWishes picture;      ///< Render, Run
    AnimationWishes animation;  ///< Render, Run, to a .gif

    /// Does it paint without a window?
    bool paints() const { return command == Command::Render || !imageFile.isEmpty(); }
};

struct ParsedOptions {
    std::optional<Options> options; ///< nullopt: print `text` and leave
    int exitStatus = 0;             ///< 0: help or version was asked for; 2: wrong arguments
    QString text;
};

/// `arguments` without the program's name. Needs an application object (for the help's text).
ParsedOptions parseOptions(const QStringList &arguments);

} // namespace app
