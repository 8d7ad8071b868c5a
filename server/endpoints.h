#pragma once

#include "server/call.h"
#include "server/task.h"

namespace server {

/// A plain function: runs on a worker of the pool.
Reply syncEndpoint(Call &call);
/// A coroutine: runs on the event loop and gives it back while it waits.
Task<Reply> asyncEndpoint(Call &call);
/// Declared as a coroutine, but it sleeps ON the event loop: the mistake to look at.
Task<Reply> asyncWrong(Call &call);

} // namespace server
