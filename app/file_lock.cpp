#include "app/file_lock.h"

#include <QFile>

#include <sys/file.h>

#include <cerrno>

namespace app {
namespace {

bool lock(int descriptor, int how)
{
    int result = 0;
    do {
        result = flock(descriptor, how);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

} // namespace

bool lockFile(int descriptor) { return lock(descriptor, LOCK_EX); }
bool tryLockFile(int descriptor) { return lock(descriptor, LOCK_EX | LOCK_NB); }

bool isLocked(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && !lock(file.handle(), LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK;
}

} // namespace app
