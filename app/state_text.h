#pragma once

#include "app/slice.h"

namespace app {

/// "running", "queued: no free worker", ...: a state as people read it.
QString stateText(State state);

} // namespace app
