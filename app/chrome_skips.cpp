#include "app/chrome_skips.h"

#include "app/tr.h"

#include <QStringList>

namespace app {
namespace {

QString counted(qint64 count, const QString &one, const QString &many) { return count == 1 ? one : many.arg(count); }

QString wordsOf(Skip skip, qint64 count)
{
    switch (skip) {
    case Skip::Broken: return counted(count, tr("1 broken event"), tr("%1 broken events"));
    case Skip::NoTime: return counted(count, tr("1 event without a usable time"), tr("%1 events without a usable time"));
    case Skip::FarAway: return counted(count, tr("1 event whose time is far from that of the others"), tr("%1 events whose times are far from those of the others"));
    case Skip::BadDuration: return counted(count, tr("1 event without a usable duration"), tr("%1 events without a usable duration"));
    case Skip::LoneEnd: return counted(count, tr("1 end without its begin"), tr("%1 ends without their begin"));
    case Skip::NoId: return counted(count, tr("1 async event without an id"), tr("%1 async events without an id"));
    case Skip::NoNumber: return counted(count, tr("1 counter value that is no number"), tr("%1 counter values that are no numbers"));
    case Skip::TooDeep: return counted(count, tr("1 slice nested too deeply"), tr("%1 slices nested too deeply"));
    case Skip::TooManyTracks: return counted(count, tr("1 event of a track past the limit"), tr("%1 events of tracks past the limit"));
    }
    return {};
}

/// Phases that are skipped, by what they are; one that none of these has is told by its letter.
struct PhaseWords {
    const char *phases, *one, *many;
};
constexpr PhaseWords phaseWords[] = {
    {"stf", QT_TRANSLATE_NOOP("app::ChromeSkips", "1 flow event"), QT_TRANSLATE_NOOP("app::ChromeSkips", "%1 flow events")},
    {"NOD", QT_TRANSLATE_NOOP("app::ChromeSkips", "1 object event"), QT_TRANSLATE_NOOP("app::ChromeSkips", "%1 object events")},
    {"vV", QT_TRANSLATE_NOOP("app::ChromeSkips", "1 memory dump"), QT_TRANSLATE_NOOP("app::ChromeSkips", "%1 memory dumps")},
    {"P", QT_TRANSLATE_NOOP("app::ChromeSkips", "1 sample"), QT_TRANSLATE_NOOP("app::ChromeSkips", "%1 samples")},
};

QStringList phaseList(std::array<qint64, 128> counts)
{
    QStringList words;
    for (const PhaseWords &kind : phaseWords) {
        qint64 sum = 0;
        for (const char *phase = kind.phases; *phase != '\0'; ++phase)
            sum += std::exchange(counts[uchar(*phase)], 0);
        if (sum > 0)
            words << counted(sum, tr(kind.one), tr(kind.many));
    }
    qint64 other = 0;
    for (size_t phase = 0; phase < counts.size(); ++phase) {
        if (counts[phase] > 0 && QChar::isPrint(phase))
            words << counted(counts[phase], tr("1 event of phase \"%2\""), tr("%1 events of phase \"%2\"")).arg(QLatin1Char(char(phase)));
        else
            other += counts[phase];
    }
    if (other > 0)
        words << counted(other, tr("1 event of an unknown phase"), tr("%1 events of an unknown phase"));
    return words;
}

} // namespace

QString ChromeSkips::warning() const
{
    QStringList skipped = phaseList(m_phases);
    for (int skip = 0; skip < skipCount; ++skip) {
        if (m_counts[size_t(skip)] > 0)
            skipped << wordsOf(Skip(skip), m_counts[size_t(skip)]);
    }
    QStringList sentences;
    if (!skipped.isEmpty())
        sentences << tr("Skipped: %1.").arg(skipped.join(QStringLiteral(", ")));
    if (m_unended > 0)
        sentences << counted(m_unended, tr("1 slice without its end is drawn to the end of the trace."),
                             tr("%1 slices without their end are drawn to the end of the trace."));
    if (!m_end.isEmpty())
        sentences << m_end;
    return sentences.join(u' ');
}

} // namespace app
