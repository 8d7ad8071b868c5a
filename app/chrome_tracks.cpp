#include "app/chrome_run.h"

namespace app {

bool writeTracks(const Tracks &, QIODevice &) { return false; }

} // namespace app
