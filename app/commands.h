#pragma once

#include "app/options.h"

#include <functional>

// The commands that need no window. Each runs in the process's application object, writes its messages,
// and returns the exit status: 0 done, 1 the work failed.
namespace app {

/// Draws runs into a file, one as its timeline, several as a comparison; handed in by the layer that can paint.
/// An empty string: done; else the reason.
using PictureWriter = std::function<QString(const std::vector<const Run *> &runs, const QString &path)>;

int runCommand(const Options &options, const PictureWriter &writePicture);
int serveCommand(const Options &options);
int renderCommand(const Options &options, const PictureWriter &writePicture);
int convertCommand(const Options &options);

/// Can a file be written there? Said before long work, so that none is lost. An empty string: yes; else the reason.
QString cannotWrite(const QString &path);

} // namespace app
