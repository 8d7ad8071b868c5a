#pragma once

#include <QString>

#include <array>

namespace app {

/// Why something of a trace is not shown.
enum class Skip : quint8 {
    Broken,      ///< no event's grammar, or no phase
    NoTime,      ///< none, or not valid
    FarAway,     ///< in time, from the others
    BadDuration, ///< negative, or no number
    LoneEnd,     ///< E, e, F without what they would end
    NoId,        ///< b, e, n, ... without an id
    NoNumber,    ///< a counter's value
    TooDeep,     ///< past the limit of rows
    TooManyTracks, ///< events of threads and counters past the limit
};
inline constexpr int skipCount = int(Skip::TooManyTracks) + 1;

/// Counts what was skipped, and says so. A value; not thread-safe.
class ChromeSkips
{
public:
    void add(Skip skip, qint64 count = 1) { m_counts[size_t(skip)] += count; }
    void addPhase(char phase) { ++m_phases[uchar(phase) & 127]; }
    void addUnended(qint64 count) { m_unended += count; }
    void endIsDamaged(const QString &sentence) { m_end = sentence; }

    /// Sentences; empty: nothing was skipped.
    QString warning() const;

private:
    std::array<qint64, skipCount> m_counts{};
    std::array<qint64, 128> m_phases{};
    qint64 m_unended = 0; ///< begun and never ended
    QString m_end;
};

} // namespace app
