#include "server/descriptors.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace server {

int descriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    return int(std::min<rlim_t>(limit.rlim_cur, std::numeric_limits<int>::max()));
}

int raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    return descriptorLimit();
}

int openDescriptors()
{
    int count = 0;
    if (DIR *folder = opendir("/proc/self/fd")) {
        while (readdir(folder))
            ++count;
        closedir(folder);
        return count - 3; // ".", ".." and the folder itself
    }
    for (int i = 0, end = std::min(descriptorLimit(), 65'536); i < end; ++i) // none is left to look with
        count += fcntl(i, F_GETFD) >= 0;
    return count;
}

bool canOpen(int count)
{
    std::vector<int> taken;
    int next = 0;
    while (int(taken.size()) < count && (next = eventfd(0, EFD_CLOEXEC)) >= 0)
        taken.push_back(next);
    for (const int descriptor : taken)
        close(descriptor);
    return int(taken.size()) == count;
}

int availableDescriptors()
{
    const int limit = descriptorLimit();
    return limit - openDescriptors() - std::clamp(limit / 16, 16, 64) - toBeRefused;
}

int connectionsThatFit(int available, int workers, int ends)
{
    const int besideAllWorkers = (available - workers) / ends;
    return std::max(besideAllWorkers >= workers ? besideAllWorkers : available / (ends + 1), 0);
}

} // namespace server
