#pragma once

#include "app/track.h"

#include <QStringList>

namespace support {

/// "a 0-10, b 12-15": the slices of a row, times in ns.
inline QString rowText(const app::Tracks &tracks, const app::Row &row)
{
    QStringList slices;
    for (const app::Slice &slice : row)
        slices << QStringLiteral("%1 %2-%3").arg(tracks.label(slice.request)->name).arg(slice.begin).arg(slice.end);
    return slices.join(QStringLiteral(", "));
}

/// Its kind and name, then what it holds: rows ("/"), instants ("!") and samples ("=").
inline QString trackText(const app::Tracks &tracks, const app::Track &track)
{
    constexpr char kinds[] = {'T', 'A', 'C'};
    QStringList parts{QLatin1Char(kinds[size_t(track.kind)]) + QStringLiteral(" %1:").arg(track.name)};
    for (const app::Row &row : track.rows)
        parts << QStringLiteral("/ ") + rowText(tracks, row);
    for (const app::Instant &instant : track.instants)
        parts << QStringLiteral("! %1 %2").arg(tracks.label(instant.label)->name).arg(instant.t);
    for (const app::CounterSample &sample : track.samples)
        parts << QStringLiteral("= %1 %2").arg(sample.value).arg(sample.t);
    return parts.join(u' ');
}

/// A track a line.
inline QString tracksText(const app::Tracks &tracks)
{
    QStringList lines;
    for (const app::Track &track : tracks.tracks)
        lines << trackText(tracks, track);
    return lines.join(u'\n');
}

} // namespace support
