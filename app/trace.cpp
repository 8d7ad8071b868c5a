#include "app/trace.h"

#include "app/trace_builder.h"

namespace app {

struct Trace::Private : TraceBuilder {
    using TraceBuilder::TraceBuilder;
    Tracks tracks;
    std::vector<TrackRow> trackRows; ///< they point into `tracks`
    size_t trackEntries = 0;
};

Trace::Trace(int pool, std::optional<Observed> declared) : d(std::make_unique<Private>(pool, declared)) { }
Trace::Trace(Tracks tracks) : d(std::make_unique<Private>(0, Observed{}))
{
    d->tracks = std::move(tracks);
    d->trackRows = rowsOf(d->tracks);
    d->last = d->tracks.end;
    d->trackEntries = d->tracks.slices;
    for (const Track &track : d->tracks.tracks)
        d->trackEntries += track.instants.size() + track.samples.size();
}
Trace::Trace(Trace &&) noexcept = default;
Trace &Trace::operator=(Trace &&) noexcept = default;
Trace::~Trace() = default;

void Trace::append(const Log &log)
{
    if (d->consumed < log.events.size())
        append(std::span(log.events).subspan(d->consumed), log.threads);
}

void Trace::append(std::span<const Event> events, const std::vector<server::Thread> &threads)
{
    for (const Event &event : events)
        d->add(event, threads, d->consumed);
}

Observed Trace::observed() const
{
    const bool older = !d->declared && d->hasLoop;
    Observed seen = older ? ownServer : d->declared.value_or(Observed{});
    seen.client = seen.client || d->hasClient;
    seen.eventLoop = seen.eventLoop || d->hasLoop;
    seen.pool = seen.pool || !workers().empty();
    seen.loopLag = seen.loopLag || !lag().empty();
    return seen;
}

const Lane *Trace::eventLoop() const { return d->hasLoop ? &d->loop : nullptr; }
const std::vector<Lane> &Trace::workers() const { return d->lanes; }
const Group &Trace::awaiting() const { return d->awaiting.group(); }
const Group &Trace::waiting() const { return d->waiting.group(); }
const Group &Trace::client() const { return d->client.group(); }
const std::vector<LagSample> &Trace::lag() const { return d->lag; }
const std::deque<Request> &Trace::requests() const { return d->requests; }
const Request *Trace::request(RequestId id) const { return d->find(id); }
const Tracks &Trace::tracks() const { return d->tracks; }
const std::vector<TrackRow> &Trace::trackRows() const { return d->trackRows; }

size_t Trace::trackEntries() const { return d->trackEntries; }

const Row *Trace::trackRow(int place) const
{
    return place >= 0 && size_t(place) < d->trackRows.size() ? d->trackRows[size_t(place)].slices : nullptr;
}

Headline Trace::headline() const
{
    Headline head = d->totals.headline(observed(), d->pool, awaiting().counts.most(), int(workers().size()));
    head.states[size_t(State::Named)] = d->tracks.slices > 0;
    if (!d->tracks.empty())
        head.makespan = d->tracks.end;
    return head;
}

size_t Trace::slices() const { return d->totals.slices() + d->tracks.slices; }
qint64 Trace::begin() const { return d->first; }
qint64 Trace::end() const { return d->last; }
bool Trace::empty() const { return d->consumed == 0 && d->tracks.empty(); }
int Trace::pool() const { return d->pool; }

bool Trace::operator==(const Trace &other) const
{
    return d->hasLoop == other.d->hasLoop && d->loop == other.d->loop && workers() == other.workers() && awaiting() == other.awaiting()
            && waiting() == other.waiting() && client() == other.client() && lag() == other.lag() && requests() == other.requests() && tracks() == other.tracks();
}

} // namespace app
