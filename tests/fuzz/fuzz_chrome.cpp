#include "app/chrome_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

// Any file may be opened as a Chrome trace, and may end anywhere. What comes of it can be drawn: rows in order, times
// within the trace, labels that exist.
namespace {

using namespace app;

constexpr size_t shortEnough = 96;   ///< bytes: each beginning of such an input is tried
constexpr size_t wholePortion = 8192; ///< bytes: an input is mostly one portion

void demand(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

void examine(const Tracks &tracks, const Row &row)
{
    qint64 last = 0;
    for (const Slice &slice : row) {
        demand(slice.begin >= last && slice.end >= slice.begin && slice.end <= tracks.end, "a slice is not where it may be");
        demand(slice.state == State::Named && tracks.label(slice.request), "a slice has no label");
        last = slice.end;
    }
}

void examine(const Tracks &tracks, const Track &track)
{
    demand(!track.name.isEmpty(), "a track has no name");
    demand(!track.rows.empty() || !track.instants.empty() || !track.samples.empty(), "a track is empty");
    for (const Row &row : track.rows) {
        demand(!row.empty(), "a row is empty");
        examine(tracks, row);
    }
    qint64 last = 0;
    for (const Instant &instant : track.instants) {
        demand(instant.t >= std::exchange(last, instant.t) && instant.t <= tracks.end, "an instant is not where it may be");
        demand(tracks.label(instant.label), "an instant has no label");
    }
    last = 0;
    for (const CounterSample &sample : track.samples) {
        demand(sample.t >= std::exchange(last, sample.t) && sample.t <= tracks.end, "a sample is not where it may be");
        demand(std::isfinite(sample.value), "a value is not finite");
    }
}

TracksReading examined(QByteArrayView bytes, size_t portion)
{
    TracksReading reading = parseTracks(bytes, portion);
    demand(reading.error.isEmpty() != reading.tracks.empty(), "tracks and an error, or neither");
    size_t slices = 0;
    for (const Track &track : reading.tracks.tracks) {
        examine(reading.tracks, track);
        for (const Row &row : track.rows)
            slices += row.size();
    }
    demand(slices == reading.tracks.slices, "the number of slices is wrong");
    return reading;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const TracksReading whole = examined(bytes, wholePortion);
    const TracksReading pieces = examined(bytes, size % 61 + 1);
    // What is broken may look otherwise from another place, and so may control characters, which JSON does not have.
    const bool isJson = std::none_of(bytes.begin(), bytes.end(), [](char c) { return uchar(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'; });
    if (isJson && whole.error.isEmpty() && whole.warning.isEmpty())
        demand(pieces.tracks == whole.tracks && pieces.warning.isEmpty(), "in portions it is another trace");
    for (size_t cut = 0; cut < size && size <= shortEnough; ++cut)
        examined(bytes.first(qsizetype(cut)), size % 7 + 1);
    return 0;
}
