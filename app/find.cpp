#include "app/find.h"

#include "app/row_search.h"

#include <algorithm>
#include <tuple>

namespace app {
namespace {

auto order(const Match &match) { return std::tuple(match.slice.begin, match.place, match.row, match.slice.end, match.moment, match.slice.request); }
bool earlier(const Match &a, const Match &b) { return order(a) < order(b); }

bool isState(State state, Query::Words word)
{
    switch (word) {
    case Query::Words::Running: return state == State::Running;
    case Query::Words::Awaiting: return state == State::Awaiting;
    case Query::Words::Blocking: return state == State::BlockingWorker || state == State::BlockingLoop;
    case Query::Words::Queued: return state == State::QueuedNoWorker || state == State::QueuedLoopBlocked;
    case Query::Words::InFlight: return state == State::InFlight;
    }
    return false;
}

/// The place a state word is about; nullopt: threads.
std::optional<Place> placeOf(Query::Words word)
{
    switch (word) {
    case Query::Words::Awaiting: return Place::Awaiting;
    case Query::Words::Queued: return Place::Waiting;
    case Query::Words::InFlight: return Place::Client;
    default: return std::nullopt;
    }
}

/// The words that occur in one of the texts, a bit each.
quint32 wordsIn(const QStringList &words, std::initializer_list<QString> texts)
{
    quint32 found = 0;
    for (qsizetype i = 0; i < std::min(words.size(), Query::mostWords); ++i) {
        for (const QString &text : texts)
            found |= text.contains(words[i], Qt::CaseInsensitive) ? 1u << i : 0;
    }
    return found;
}

bool sameName(QString a, QString b) { return a.replace(u' ', u'-').compare(b.replace(u' ', u'-'), Qt::CaseInsensitive) == 0; }

} // namespace

const Row *rowOf(const Trace &trace, Place place, int row)
{
    const auto in = [row](const auto &rows) -> const Row * { return row >= 0 && size_t(row) < rows.size() ? &rows[size_t(row)] : nullptr; };
    switch (place) {
    case Place::Loop: return trace.eventLoop() ? &trace.eventLoop()->slices : nullptr;
    case Place::Worker: return row >= 0 && size_t(row) < trace.workers().size() ? &trace.workers()[size_t(row)].slices : nullptr;
    case Place::Awaiting: return in(trace.awaiting().rows);
    case Place::Waiting: return in(trace.waiting().rows);
    case Place::Client: return in(trace.client().rows);
    case Place::Track: return trace.trackRow(row);
    }
    return nullptr;
}

bool Found::holds(RequestId request) const { return std::binary_search(requests.begin(), requests.end(), request); }

/// Whether a slice that stands there can match at all.
bool Finder::looksAt(Place place) const
{
    if (m_query.place && *m_query.place != place)
        return false;
    if (!m_query.state)
        return true;
    const std::optional<Place> only = placeOf(*m_query.state);
    return only ? *only == place : place == Place::Loop || place == Place::Worker;
}

/// Which rows to look through. Those of one request are all between its first and its last step.
void Finder::plan(const Trace &trace)
{
    m_planned = true;
    if (m_query.contradicts || m_query.atMost < m_query.atLeast)
        return;
    if (!trace.tracks().empty())
        return planTracks(trace);
    if (m_query.request) {
        const Request *request = trace.request(*m_query.request);
        if (!request)
            return;
        m_from = stillOpen;
        for (const qint64 t : {request->sent, request->arrived, request->queued, request->called, request->responded, request->ended})
            m_from = t >= 0 ? std::min(m_from, t) : m_from;
        if (request->ended >= 0 && request->responded >= 0) // whichever of the two comes first
            m_to = std::max(request->ended, request->responded);
    }
    const auto add = [this, &trace](Place place, size_t rows) {
        for (size_t row = 0; row < rows && looksAt(place); ++row) {
            if (place == Place::Worker && m_query.place && !sameName(trace.workers()[row].name, m_query.worker))
                continue;
            const Row &slices = *rowOf(trace, place, int(row));
            m_stretches.push_back({place, int(row), m_query.request ? slices.firstEndingAfter(m_from - 1) : 0, 0, false});
        }
    };
    add(Place::Loop, trace.eventLoop() ? 1 : 0);
    add(Place::Worker, trace.workers().size());
    add(Place::Awaiting, trace.awaiting().rows.size());
    add(Place::Waiting, trace.waiting().rows.size());
    add(Place::Client, trace.client().rows.size());
}

void Finder::planTracks(const Trace &trace)
{
    for (const Label &label : trace.tracks().labels)
        m_labelWords.push_back(wordsIn(m_query.words, {label.name, label.category}));
    const std::vector<TrackRow> &rows = trace.trackRows();
    for (size_t row = 0; row < rows.size(); ++row) {
        const Track &track = trace.tracks().tracks[size_t(rows[row].track)];
        const quint32 words = wordsIn(m_query.words, {track.name, processName(track)});
        if (rows[row].slices)
            m_stretches.push_back({Place::Track, int(row), 0, words, false});
        if (rows[row].row == 0 && m_query.atLeast == 0 && m_query.atMost == stillOpen)
            m_stretches.push_back({Place::Track, int(row), 0, words, true});
    }
}

bool Finder::hasWords(const Slice &slice, const Stretch &stretch) const
{
    const quint32 all = quint32((quint64(1) << std::min(m_query.words.size(), Query::mostWords)) - 1);
    const size_t label = size_t(quint32(slice.request)) - 1;
    return (stretch.words | (label < m_labelWords.size() ? m_labelWords[label] : 0)) == all;
}

bool Finder::matches(const Slice &slice, const Stretch &stretch, qint64 now, const Trace &trace) const
{
    if (stretch.place == Place::Track && !hasWords(slice, stretch))
        return false;
    if (m_query.request && slice.request != *m_query.request)
        return false;
    if (m_query.endpoint && slice.endpoint != *m_query.endpoint)
        return false;
    if (m_query.state && !isState(slice.state, *m_query.state))
        return false;
    const qint64 length = (slice.end == stillOpen ? std::max(now, slice.begin) : slice.end) - slice.begin;
    if (length < m_query.atLeast || length > m_query.atMost)
        return false;
    if (!m_query.failed || slice.failed)
        return true;
    const Request *request = trace.request(slice.request);
    return request && request->failed;
}

bool Finder::advance(const Trace &trace, qint64 now, size_t slices)
{
    if (!m_planned)
        plan(trace);
    for (; m_stretch < m_stretches.size(); ++m_stretch) {
        Stretch &stretch = m_stretches[m_stretch];
        if (!(stretch.moments ? lookAtMoments(stretch, trace, slices) : lookAtSlices(stretch, trace, now, slices)))
            return false;
        if (slices > 0)
            --slices; // an empty row is work too
    }
    return true;
}

/// True: all of it was seen.
bool Finder::lookAtSlices(Stretch &stretch, const Trace &trace, qint64 now, size_t &slices)
{
    const Row *row = rowOf(trace, stretch.place, stretch.row);
    for (; row && stretch.next < row->size(); ++stretch.next) {
        if (slices == 0)
            return false;
        --slices;
        const Slice slice = (*row)[stretch.next];
        if (slice.begin > m_to)
            break;
        if (matches(slice, stretch, now, trace))
            add({stretch.place, stretch.row, slice});
    }
    return true;
}

bool Finder::lookAtMoments(Stretch &stretch, const Trace &trace, size_t &slices)
{
    const Track &track = trace.tracks().tracks[size_t(trace.trackRows()[size_t(stretch.row)].track)];
    const auto look = [&](qint64 t, RequestId label) {
        Slice moment;
        moment.begin = moment.end = t;
        moment.request = label;
        moment.state = State::Named;
        if (hasWords(moment, stretch))
            add({stretch.place, stretch.row, moment, true});
    };
    if (!track.samples.empty())
        look(track.samples.front().t, RequestId::None);
    for (; stretch.next < track.instants.size(); ++stretch.next) {
        if (slices == 0)
            return false;
        --slices;
        look(track.instants[stretch.next].t, track.instants[stretch.next].label);
    }
    return true;
}

/// Its request counts once, however many of its slices match.
void Finder::add(const Match &match)
{
    ++m_found.count;
    m_found.matches.push_back(match);
    if (match.slice.request != RequestId::None && m_noted.insert(match.slice.request).second)
        m_found.requests.push_back(match.slice.request);
    if (m_found.matches.size() >= 2 * mostMatches)
        keepEarliest();
}

void Finder::keepEarliest()
{
    auto &all = m_found.matches;
    if (all.size() <= mostMatches)
        return;
    std::nth_element(all.begin(), all.begin() + mostMatches, all.end(), earlier);
    all.resize(mostMatches);
}

Found Finder::take()
{
    keepEarliest();
    std::sort(m_found.matches.begin(), m_found.matches.end(), earlier);
    std::sort(m_found.requests.begin(), m_found.requests.end());
    return std::exchange(m_found, {});
}

} // namespace app
