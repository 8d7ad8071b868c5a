#include "ui/timeline/names.h"

#include "ui/theme.h"
#include "ui/timeline/text_cache.h"

#include <QFontMetricsF>
#include <QHash>

#include <algorithm>

namespace ui {
namespace {

constexpr qsizetype mostKnown = 4096;  ///< names whose letters were measured; then all are forgotten
constexpr qsizetype mostLetters = 400; ///< of a name that are looked at
constexpr qsizetype fewestLetters = 2; ///< before the dots: fewer tell nothing

QString dots() { return QStringLiteral("\u2026"); }

/// Where each letter of a text ends, px. While one zooms the room of each name changes from frame to frame, its letters do not.
const std::vector<float> &lettersOf(const QString &text, double pixels, bool bold)
{
    static QHash<std::pair<QString, int>, std::vector<float>> known;
    const std::pair key(text, 2 * int(pixels + 0.5) + bold);
    if (const auto found = known.constFind(key); found != known.cend())
        return *found;
    if (known.size() >= mostKnown)
        known.clear();
    const QFontMetricsF metrics(textFont(pixels, bold ? QFont::DemiBold : QFont::Normal));
    std::vector<float> ends;
    double x = 0;
    for (qsizetype i = 0; i < std::min(text.size(), mostLetters); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size();
        x += pair ? metrics.horizontalAdvance(text.mid(i, 2)) : text[i].isLowSurrogate() ? 0 : metrics.horizontalAdvance(text[i]);
        ends.push_back(float(x));
    }
    return *known.emplace(key, std::move(ends));
}

} // namespace

/// FNV-1a: the hash of QString differs from start to start.
quint8 toneOf(const QString &name)
{
    quint32 hash = 2166136261u;
    for (const QChar letter : name)
        hash = (hash ^ letter.unicode()) * 16777619u;
    hash ^= hash >> 15; // the low bits alone are much alike for names of one pattern
    return quint8(1 + hash % toneCount);
}

quint8 toneOf(const app::Tracks &tracks, app::RequestId label)
{
    const app::Label *found = tracks.label(label);
    return found ? toneOf(found->name) : quint8(0);
}

QString elided(const QString &text, double width, double pixels, bool bold)
{
    const std::vector<float> &ends = lettersOf(text, pixels, bold);
    if (qsizetype(ends.size()) == text.size() && (ends.empty() || ends.back() <= width))
        return text;
    const double room = width - textSize(dots(), pixels, bold).width();
    qsizetype letters = std::upper_bound(ends.begin(), ends.end(), float(room)) - ends.begin();
    if (letters > 0 && letters < text.size() && text[letters].isLowSurrogate())
        --letters;
    return letters < fewestLetters ? QString() : text.first(letters) + dots();
}

} // namespace ui
