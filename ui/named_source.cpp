#include "ui/named_source.h"

#include "app/csv.h"
#include "ui/tr.h"

#include <algorithm>
#include <numeric>

namespace ui {
namespace {

const app::TrackRow &trackRow(const app::Run &run, RowRef row) { return run.trace.trackRows()[size_t(SliceSource::place(row).row)]; }
const app::Track &trackOf(const app::Run &run, RowRef row) { return run.trace.tracks().tracks[size_t(trackRow(run, row).track)]; }

/// Where each label stands by one of its texts; the same number for the same text.
std::vector<quint32> ranksOf(const std::vector<app::Label> &labels, QString app::Label::*text)
{
    std::vector<quint32> sorted(labels.size()), ranks(labels.size());
    std::iota(sorted.begin(), sorted.end(), 0u);
    std::sort(sorted.begin(), sorted.end(), [&](quint32 a, quint32 b) { return labels[a].*text < labels[b].*text; });
    for (size_t i = 0; i < sorted.size(); ++i)
        ranks[sorted[i]] = i > 0 && labels[sorted[i]].*text == labels[sorted[i - 1]].*text ? ranks[sorted[i - 1]] : quint32(i);
    return ranks;
}

} // namespace

QStringList NamedSource::columns() const
{
    return {tr("name"), tr("category"), tr("process"), tr("thread"), tr("begin, s"), tr("end, s"), tr("duration, s"), tr("depth")};
}

QStringList NamedSource::csvColumns() const
{
    return {QStringLiteral("name"), QStringLiteral("category"), QStringLiteral("process"), QStringLiteral("thread"),
            QStringLiteral("begin_s"), QStringLiteral("end_s"), QStringLiteral("duration_s"), QStringLiteral("depth")};
}

bool NamedSource::isNumber(int column) const
{
    return column == BeginColumn || column == EndColumn || column == DurationColumn || column == DepthColumn;
}

void NamedSource::take(const app::Run &run, const RowFilter &filter, std::vector<RowRef> &rows)
{
    if (std::exchange(m_taken, true))
        return;
    const app::Tracks &tracks = run.trace.tracks();
    m_names = ranksOf(tracks.labels, &app::Label::name);
    m_categories = ranksOf(tracks.labels, &app::Label::category);
    std::vector<quint32> labelWords(tracks.labels.size());
    std::transform(tracks.labels.begin(), tracks.labels.end(), labelWords.begin(),
                   [&filter](const app::Label &label) { return filter.wordsOf(label.name) | filter.wordsOf(label.category); });
    for (size_t i = 0; i < run.trace.trackRows().size(); ++i) {
        const app::TrackRow &row = run.trace.trackRows()[i];
        const app::Track &track = tracks.tracks[size_t(row.track)];
        const quint32 words = filter.wordsOf(track.name) | filter.wordsOf(app::processName(track));
        quint32 index = 0;
        if (row.slices)
            row.slices->visit(0, row.slices->size(), [&](const app::Slice &slice) {
                const size_t label = size_t(quint32(slice.request)) - 1;
                if (filter.empty() || filter.passes(words | (label < labelWords.size() ? labelWords[label] : 0)))
                    rows.push_back(refOf({Region::Track, int(i)}, index));
                ++index;
            });
    }
}

qint64 NamedSource::key(const app::Run &run, RowRef row, int column) const
{
    const size_t label = size_t(quint32(request(run, row))) - 1;
    switch (column) {
    case NameColumn: return label < m_names.size() ? m_names[label] : -1;
    case CategoryColumn: return label < m_categories.size() ? m_categories[label] : -1;
    case ProcessColumn:
    case TrackColumn: return row.place;
    case DepthColumn: return trackRow(run, row).row;
    default: return SliceSource::key(run, row, column);
    }
}

QString NamedSource::text(const app::Run &run, RowRef row, int column) const
{
    const app::Label *label = run.trace.tracks().label(request(run, row));
    const std::optional<app::Slice> found = slice(run, row);
    if (!found)
        return {};
    switch (column) {
    case NameColumn: return label ? label->name : QString();
    case CategoryColumn: return label ? label->category : QString();
    case ProcessColumn: return app::processName(trackOf(run, row));
    case TrackColumn: return trackOf(run, row).name;
    case BeginColumn: return app::csvSeconds(found->begin);
    case EndColumn: return app::csvSeconds(found->end);
    case DurationColumn: return app::csvSeconds(found->end - found->begin);
    default: return QString::number(trackRow(run, row).row);
    }
}

QString NamedSource::csvText(const app::Run &run, RowRef row, int column) const { return text(run, row, column); }

} // namespace ui
