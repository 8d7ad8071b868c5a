#pragma once

#include "app/reading.h"
#include "app/track.h"

#include <QString>

namespace app {

struct TracksReading {
    Tracks tracks;
    QString error, warning;
};

TracksReading readTracks(const QString &path, Reading *reading);

} // namespace app
