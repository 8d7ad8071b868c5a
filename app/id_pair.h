#pragma once

#include <QHash>

namespace app {

/// A thread of a process, as a trace numbers them.
struct IdPair {
    qint64 pid = 0, tid = 0;
    bool operator==(const IdPair &) const = default;
};

/// Seeded: a file cannot choose numbers that all fall on one place.
struct IdHash {
    size_t operator()(const IdPair &ids) const { return qHashMulti(size_t(QHashSeed::globalSeed()), ids.pid, ids.tid); }
    size_t operator()(qint64 id) const { return qHash(id, size_t(QHashSeed::globalSeed())); }
};

} // namespace app
