#include "app/chrome_reader.h"

namespace app {

TracksReading readTracks(const QString &, Reading *) { return {{}, QStringLiteral("Chrome traces cannot be read yet."), {}}; }

} // namespace app
