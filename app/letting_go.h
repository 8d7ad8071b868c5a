#pragma once

#include <QThreadPool>

#include <memory>

namespace app {

/// Destroys something large on another thread, so that whoever lets it go does not wait. The process's end does.
template<typename T>
void letGo(T thing)
{
    auto shared = std::make_shared<T>(std::move(thing)); // what a pool runs must be copyable
    QThreadPool::globalInstance()->start([shared = std::move(shared)]() mutable { shared.reset(); });
}

} // namespace app
