#include "ui/table_source.h"

#include "ui/theme.h"

#include "app/run_csv.h"
#include "ui/tr.h"

namespace ui {
namespace {

constexpr quint32 regionShift = 28;
constexpr Region regions[] = {Region::Loop, Region::Awaiting, Region::Worker, Region::Waiting, Region::Client};

} // namespace

QString tableSeconds(qint64 ns) { return QString::number(double(ns) / 1e9, 'f', 6); }

RowRef SliceSource::refOf(SlicePlace place, quint32 index) { return {quint32(place.region) << regionShift | quint32(place.row), index}; }

SlicePlace SliceSource::place(RowRef row)
{
    return {Region(row.place >> regionShift), int(row.place & ((1u << regionShift) - 1))};
}

std::optional<app::Slice> SliceSource::slice(const app::Run &run, RowRef row)
{
    const app::Row *slices = rowAt(run.trace, place(row));
    return slices && row.index < slices->size() ? std::optional<app::Slice>((*slices)[row.index]) : std::nullopt;
}

QStringList SliceSource::columns() const
{
    return {tr("request"), tr("endpoint"), tr("state"), tr("lane"), tr("begin, s"), tr("end, s"), tr("duration, s"), tr("failed")};
}

QStringList SliceSource::csvColumns() const { return app::sliceCsvColumns(); }

bool SliceSource::isNumber(int column) const
{
    return column == RequestColumn || column == BeginColumn || column == EndColumn || column == DurationColumn;
}

/// A slice that begins at the very last event may still come to nothing (a state that takes no time is none), so it
/// waits for the next event.
void SliceSource::take(const app::Run &run, const RowFilter &filter, std::vector<RowRef> &rows)
{
    const app::Trace &trace = run.trace;
    const qint64 unsure = run.live() ? trace.end() : app::stillOpen;
    for (const Region region : regions) {
        std::vector<quint32> &taken = m_taken[size_t(region)];
        taken.resize(size_t(rowCountOf(trace, region)));
        for (size_t row = 0; row < taken.size(); ++row) {
            const SlicePlace place{region, int(row)};
            const app::Row &slices = *rowAt(trace, place);
            if (taken[row] >= slices.size())
                continue;
            const quint32 words = filter.empty() ? 0 : filter.wordsOf(placeName(trace, place));
            for (quint32 &i = taken[row]; i < slices.size(); ++i) {
                const app::Slice slice = slices[i];
                if (slice.end == app::stillOpen && slice.begin >= unsure)
                    break;
                if (filter.empty() || filter.passes(slice, words))
                    rows.push_back(refOf(place, i));
            }
        }
    }
}

qint64 SliceSource::key(const app::Run &run, RowRef row, int column) const
{
    if (column == PlaceColumn)
        return row.place;
    const std::optional<app::Slice> found = slice(run, row);
    if (!found)
        return -1;
    switch (column) {
    case RequestColumn: return qint64(found->request);
    case EndpointColumn: return qint64(found->endpoint);
    case StateColumn: return qint64(found->state);
    case BeginColumn: return found->begin;
    case EndColumn: return found->end;
    case DurationColumn: return endOf(*found, run) - found->begin;
    default: return found->failed;
    }
}

QString SliceSource::text(const app::Run &run, RowRef row, int column) const
{
    const std::optional<app::Slice> found = slice(run, row);
    if (!found)
        return {};
    switch (column) {
    case RequestColumn: return QString::number(quint32(found->request));
    case EndpointColumn: return server::endpointPath(found->endpoint);
    case StateColumn: return stateName(found->state);
    case PlaceColumn: return placeName(run.trace, place(row));
    case BeginColumn: return tableSeconds(found->begin);
    case EndColumn: return found->end == app::stillOpen ? tr("goes on") : tableSeconds(found->end);
    case DurationColumn: return tableSeconds(endOf(*found, run) - found->begin);
    case FailedColumn: return found->failed ? tr("failed") : QString();
    default: return {};
    }
}

QString SliceSource::csvText(const app::Run &run, RowRef row, int column) const
{
    const std::optional<app::Slice> found = slice(run, row);
    const QString lane = column == PlaceColumn ? placeName(run.trace, place(row)) : QString();
    return found ? app::sliceCsvField(*found, lane, run.now, column) : QString();
}

app::RequestId SliceSource::request(const app::Run &run, RowRef row) const
{
    const std::optional<app::Slice> found = slice(run, row);
    return found ? found->request : app::RequestId::None;
}

qint64 SliceSource::time(const app::Run &run, RowRef row) const
{
    const std::optional<app::Slice> found = slice(run, row);
    return found ? found->begin : 0;
}

std::optional<app::State> SliceSource::state(const app::Run &run, RowRef row) const
{
    const std::optional<app::Slice> found = slice(run, row);
    return found ? std::optional(found->state) : std::nullopt;
}

} // namespace ui
