#pragma once

#include "app/log.h"

#include <QByteArrayView>

#include <memory>

namespace app {

/// Makes a log of its lines. Each step says what is wrong with a line; an empty string: nothing. After a fault the log
/// holds what came before. Not thread-safe.
class LogParser
{
public:
    static constexpr qsizetype longestLine = 64 * 1024; ///< bytes; ours have about 200

    LogParser();
    ~LogParser();

    /// A sentence: why the whole file is of no use.
    QString readHeader(QByteArrayView line);
    /// A few words. LineReader::padding bytes after the line must be there to be read.
    QString readEvent(QByteArrayView line);

    const Log &log() const;
    Log takeLog();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace app
