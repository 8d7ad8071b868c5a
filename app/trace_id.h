#pragma once

#include <QHash>

namespace app {

/// What a trace calls a process or a thread: a number, or a word.
struct TraceId {
    qint64 number = 0;   ///< of a word: its place among the words
    bool isWord = false; ///< so no word is taken for a number, whatever numbers there are
    bool operator==(const TraceId &) const = default;
};

/// A thread of a process.
struct ThreadIds {
    TraceId process, thread;
    bool operator==(const ThreadIds &) const = default;
};

/// Seeded: a file cannot choose numbers that all fall on one place.
struct IdHash {
    size_t operator()(const TraceId &id) const { return qHashMulti(size_t(QHashSeed::globalSeed()), id.number, id.isWord); }
    size_t operator()(const ThreadIds &ids) const
    {
        return qHashMulti(size_t(QHashSeed::globalSeed()), ids.process.number, ids.process.isWord, ids.thread.number, ids.thread.isWord);
    }
};

} // namespace app
