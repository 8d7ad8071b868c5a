#pragma once

#include <QtGlobal>

#include <atomic>

namespace app {

/// How far the reading (or the writing) of a file has come, and whether to give it up. Safe on any thread: the reader writes
/// `done` now and then, whoever watches reads it, and sets `cancelled`.
struct Reading {
    std::atomic<qint64> done{0}, total{0}; ///< bytes; total 0: not known yet
    std::atomic<bool> cancelled{false};
};

} // namespace app
