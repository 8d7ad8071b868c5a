#include "app/by_begin.h"
#include "app/chrome_run.h"
#include "app/chrome_writer.h"

namespace app {
namespace {

std::vector<const Row *> rowsOf(const Track &track)
{
    std::vector<const Row *> rows;
    for (const Row &row : track.rows)
        rows.push_back(&row);
    return rows;
}

/// Tracks of another program as they would be read again (chrome_reader.h): the same threads, rows and counters.
class TracksWriter
{
public:
    TracksWriter(const Tracks &tracks, QIODevice &device) : m_tracks(tracks), m_writer(device, {}) {}
    bool write();

private:
    void names(const Track &track, qint64 place);
    void thread(const Track &track);
    void async(const Track &track);
    void counter(const Track &track);
    void instants(const Track &track);
    void pair(const Slice &slice, const Track &track);
    ChromeWriter &labelled(ChromeWriter &event, RequestId label);

    const Tracks &m_tracks;
    ChromeWriter m_writer;
    qint64 m_ids = 0; ///< given to what needs one
};

bool TracksWriter::write()
{
    for (size_t i = 0; i < m_tracks.tracks.size(); ++i)
        names(m_tracks.tracks[i], qint64(i));
    for (const Track &track : m_tracks.tracks) {
        if (track.kind == TrackKind::Thread)
            thread(track);
        else if (track.kind == TrackKind::Async)
            async(track);
        else
            counter(track);
        instants(track);
    }
    return m_writer.finish();
}

void TracksWriter::names(const Track &track, qint64 place)
{
    const bool first = place == 0 || m_tracks.tracks[size_t(place) - 1].pid != track.pid;
    if (first && !track.process.isEmpty())
        m_writer.name("process_name", track.pid, track.tid, track.process.toUtf8());
    if (first)
        m_writer.sortIndex("process_sort_index", track.pid, track.tid, place);
    if (track.kind != TrackKind::Thread)
        return;
    m_writer.name("thread_name", track.pid, track.tid, track.name.toUtf8());
    m_writer.sortIndex("thread_sort_index", track.pid, track.tid, place);
}

ChromeWriter &TracksWriter::labelled(ChromeWriter &event, RequestId id)
{
    const Label *label = m_tracks.label(id);
    event.text("name", label ? label->name.toUtf8() : QByteArray());
    if (label && !label->category.isEmpty())
        event.text("cat", label->category.toUtf8());
    return event;
}

/// Complete events of one thread have to nest. Where a trace has some that cross, as no viewer can show them, those that
/// begin within another and outlast it become pairs.
void TracksWriter::thread(const Track &track)
{
    std::vector<qint64> ends; // of the slices around
    visitByBegin(rowsOf(track), [&](size_t, const Slice &slice) {
        while (!ends.empty() && ends.back() <= slice.begin)
            ends.pop_back();
        const qint64 end = std::max(slice.begin, std::min(slice.end, m_tracks.end));
        if (!ends.empty() && end > ends.back())
            return pair(slice, track);
        ends.push_back(end);
        labelled(m_writer.begin("X", track.pid, track.tid), slice.request).time("ts", slice.begin).time("dur", end - slice.begin).end();
    });
}

void TracksWriter::async(const Track &track)
{
    visitByBegin(rowsOf(track), [&](size_t, const Slice &slice) { pair(slice, track); });
}

void TracksWriter::pair(const Slice &slice, const Track &track)
{
    ++m_ids;
    const qint64 end = std::max(slice.begin, std::min(slice.end, m_tracks.end));
    labelled(m_writer.begin("b", track.pid, track.tid), slice.request).number("id", m_ids).time("ts", slice.begin).end();
    labelled(m_writer.begin("e", track.pid, track.tid), slice.request).number("id", m_ids).time("ts", end).end();
}

void TracksWriter::instants(const Track &track)
{
    for (const Instant &instant : track.instants) {
        ChromeWriter &event = m_writer.begin(track.kind == TrackKind::Async ? "n" : "i", track.pid, track.tid);
        labelled(event, instant.label).time("ts", instant.t);
        if (track.kind == TrackKind::Async)
            event.number("id", ++m_ids);
        else
            event.text("s", "t");
        event.end();
    }
}

void TracksWriter::counter(const Track &track)
{
    const QByteArray name = track.name.toUtf8();
    for (const CounterSample &sample : track.samples) {
        m_writer.begin("C", track.pid, track.tid).text("name", name).text("cat", "counter").time("ts", sample.t)
                .arguments().number("value", sample.value).end();
    }
}

} // namespace

bool writeTracks(const Tracks &tracks, QIODevice &device) { return TracksWriter(tracks, device).write(); }

} // namespace app
