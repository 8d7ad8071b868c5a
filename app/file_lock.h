#pragma once

#include <QString>

// Says to other processes that a file is in use, until it is closed or its process ends, however that happens
// (flock(2)): no sign is left behind that could grow stale. Safe on any thread.
namespace app {

/// `descriptor`: of the open file. Waits for whoever just looks whether it is locked.
/// false: the file system knows no locks, and nobody will see it.
bool lockFile(int descriptor);

/// Takes the lock if nobody has it.
bool tryLockFile(int descriptor);

/// By another process, or by another open file of this one.
bool isLocked(const QString &path);

} // namespace app
