#pragma once

#include "app/log.h"

#include <QByteArray>

namespace app {

/// Forms the lines of a log in portions, with what repeats formed once. Not thread-safe.
class LineFormer
{
public:
    /// `log` must outlive it, and its threads must not change meanwhile.
    explicit LineFormer(const Log &log);

    /// Event `index` as a line of the log file, with its '\n' (log_file.h).
    void appendEvent(QByteArray &out, size_t index);
    /// Log::tutorialLine() with its '\n', as UTF-8 that a terminal may have; nothing where there is none.
    void appendTutorialLine(QByteArray &out, size_t index);

private:
    const QByteArray &words(size_t index);

    const Log &m_log;
    const bool m_foreign;              ///< there are texts that are not ours
    std::vector<QByteArray> m_threads; ///< ,"tid":T,"thread":"NAME","req":
    std::vector<QByteArray> m_heads;   ///< Process ID: P | Thread ID: T |
    QByteArray m_words;                ///< of the event asked for last
    size_t m_index;                    ///< of m_words
};

} // namespace app
