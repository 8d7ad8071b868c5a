#include "ui/timeline/hover_tracks.h"

#include "ui/timeline/ruler.h"
#include "ui/tr.h"

#include <QLocale>

namespace ui {
namespace {

constexpr qsizetype mostCardLetters = 120; ///< of a name; a card is no page

QString cardText(const QString &text)
{
    return text.size() <= mostCardLetters ? text : text.first(mostCardLetters - 1) + QStringLiteral("\u2026");
}

/// As exact as tells the begin of what lasts `length` from its end.
QString timeText(qint64 t, qint64 length)
{
    qint64 exact = 1;
    while (exact * 1000 <= length)
        exact *= 10;
    return wholeText(t / exact * exact, exact);
}

QString whoseText(const app::Track &track)
{
    const QString process = track.process.isEmpty() ? app::processName(track) : tr("%1 (process %2)").arg(cardText(track.process)).arg(track.pid);
    if (track.kind != app::TrackKind::Thread)
        return process;
    return tr("thread %1, %2").arg(track.tid).arg(process);
}

QString labelText(const app::Label *label) { return label ? cardText(label->name) : tr("without a name"); }

void addCategory(const app::Label *label, QStringList &lines)
{
    if (label && !label->category.isEmpty())
        lines << tr("category %1").arg(cardText(label->category));
}

HoverText sliceText(const app::Tracks &tracks, const app::Track &track, const app::TrackRow &row, const app::Slice &slice)
{
    const app::Label *label = tracks.label(slice.request);
    const qint64 length = slice.end - slice.begin;
    HoverText text{labelText(label), {tr("lasts %1").arg(app::durationText(length))}};
    text.lines << tr("from %1 to %2").arg(timeText(slice.begin, length), timeText(slice.end, length));
    addCategory(label, text.lines);
    const QString name = cardText(track.name);
    text.lines << (track.kind == app::TrackKind::Thread ? tr("%1, depth %2").arg(name).arg(row.row) : tr("%1, async").arg(name));
    text.lines << whoseText(track);
    return text;
}

} // namespace

std::optional<HoverText> trackText(const app::Run &run, const Hit &hit)
{
    if (hit.band.row < 0 || size_t(hit.band.row) >= run.trace.trackRows().size())
        return std::nullopt;
    const app::Tracks &tracks = run.trace.tracks();
    const app::TrackRow &row = run.trace.trackRows()[size_t(hit.band.row)];
    const app::Track &track = tracks.tracks[size_t(row.track)];
    if (hit.instant) {
        const app::Label *label = tracks.label(hit.instant->label);
        HoverText text{labelText(label), {tr("at %1").arg(wholeText(hit.instant->t, 1))}};
        addCategory(label, text.lines);
        text.lines << cardText(track.name) << whoseText(track);
        return text;
    }
    if (hit.slice)
        return sliceText(tracks, track, row, *hit.slice);
    const app::CounterSample *sample = app::sampleAt(track, hit.t);
    if (!sample || hit.t > run.now)
        return std::nullopt;
    return HoverText{QStringLiteral("%1: %2").arg(cardText(track.name), QLocale().toString(sample->value, 'g', 15)),
                     {tr("since %1").arg(wholeText(sample->t, 1)), whoseText(track)}};
}

} // namespace ui
