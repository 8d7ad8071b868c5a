#pragma once

#include "app/session.h"

#include <map>

// Traces of other programs, made by hand: threads with nested calls, what overlaps, counters, instants.
namespace support {

using namespace app;

/// Gives each name its label.
class TracksMaker
{
public:
    Tracks tracks;

    RequestId label(const QString &name, const QString &category = {})
    {
        auto &id = m_labels[{name, category}];
        if (id == RequestId::None) {
            tracks.labels.push_back({name, category});
            id = RequestId(quint32(tracks.labels.size()));
        }
        return id;
    }
    void slice(Track &track, size_t row, qint64 begin, qint64 end, const QString &name, const QString &category = {})
    {
        while (track.rows.size() <= row)
            track.rows.emplace_back();
        track.rows[row].append({begin, end, label(name, category), State::Named});
        ++tracks.slices;
        tracks.end = std::max(tracks.end, end);
    }

private:
    std::map<std::pair<QString, QString>, RequestId> m_labels;
};

inline Run runOfTracks(Tracks tracks)
{
    Run run;
    run.id = RunId(1);
    run.state = RunState::Opened;
    run.trace = Trace(std::move(tracks));
    run.now = run.trace.end();
    return run;
}

/// A thread with calls three deep, one that overlaps in two rows, a counter, and an instant; 1 ms long.
inline Tracks smallTracks()
{
    TracksMaker made;
    Track main;
    main.name = QStringLiteral("main");
    main.pid = 12;
    main.tid = 34;
    made.slice(main, 0, 0, 600'000, QStringLiteral("frame"), QStringLiteral("render"));
    made.slice(main, 0, 700'000, 1'000'000, QStringLiteral("frame"), QStringLiteral("render"));
    made.slice(main, 1, 100'000, 400'000, QStringLiteral("layout of the page and all that is in it"), QStringLiteral("render"));
    made.slice(main, 1, 450'000, 600'000, QStringLiteral("paint"), QStringLiteral("render"));
    made.slice(main, 2, 150'000, 300'000, QStringLiteral("parse"), QStringLiteral("script"));
    main.instants.push_back({650'000, made.label(QStringLiteral("click"), QStringLiteral("input"))});
    Track requests;
    requests.kind = TrackKind::Async;
    requests.name = QStringLiteral("net");
    requests.pid = 12;
    made.slice(requests, 0, 50'000, 800'000, QStringLiteral("fetch"), QStringLiteral("net"));
    made.slice(requests, 1, 200'000, 500'000, QStringLiteral("fetch"), QStringLiteral("net"));
    Track heap;
    heap.kind = TrackKind::Counter;
    heap.name = QStringLiteral("heap");
    heap.pid = 12;
    heap.samples = {{0, 10}, {500'000, 40}, {900'000, 20}};
    made.tracks.tracks = {std::move(main), std::move(requests), std::move(heap)};
    return std::move(made.tracks);
}

/// `slices` in 8 threads, 5 deep: the outermost calls are long, the innermost fill them.
inline Tracks manyTracks(size_t slices, int threads = 8, int depths = 5, size_t names = 200)
{
    TracksMaker made;
    for (size_t i = 0; i < names; ++i)
        made.label(QStringLiteral("namespace::function_%1").arg(i));
    const size_t each = slices / size_t(threads * depths);
    for (int thread = 0; thread < threads; ++thread) {
        Track track;
        track.pid = 1;
        track.tid = thread + 1;
        track.name = QStringLiteral("thread %1").arg(thread + 1);
        track.rows.resize(size_t(depths));
        for (int depth = 0; depth < depths; ++depth) {
            for (size_t i = 0; i < each; ++i) {
                const qint64 begin = qint64(i) * 10'000 + depth * 200 + thread * 37;
                const auto label = RequestId(quint32((i * 2654435761u + size_t(depth) * 97 + size_t(thread)) % names + 1));
                track.rows[size_t(depth)].append({begin, begin + 9'000 - depth * 1'000 - qint64(i * 7919 % 800), label, State::Named});
            }
        }
        made.tracks.tracks.push_back(std::move(track));
    }
    made.tracks.slices = each * size_t(threads * depths);
    made.tracks.end = qint64(each) * 10'000 + 20'000;
    return std::move(made.tracks);
}

} // namespace support
