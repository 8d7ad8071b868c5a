#pragma once

#include "app/trace.h"

#include <QIODevice>

// The two kinds of content that writeChromeTrace() knows.
namespace app {

bool writeRun(const Log &log, const Trace &trace, QIODevice &device);
bool writeTracks(const Tracks &tracks, QIODevice &device);

} // namespace app
