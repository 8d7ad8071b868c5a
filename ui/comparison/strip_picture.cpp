#include "ui/comparison/strip_parts.h"

#include "ui/timeline/layout_parts.h"
#include "ui/tr.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui {
namespace {

// px at scale 1
constexpr double stripLoopShare = 0.15, lowestLoop = 13, highestLoop = 20; ///< high enough for a number on it
constexpr double stripRowGap = 3;
constexpr double highestStripRow = 18;
constexpr double mostStripLoop = 0.12, mostStripRow = 0.3; ///< of a high strip, where that is more
constexpr double rowsFrom = 8; ///< lower rows of a group fold to the area of their counts
constexpr double lanesFromPixels = 2; ///< px of the device: lower lanes do, too

/// Is the event loop what this run is about? Where workers do the work, it only hands it over.
bool showsLoop(const app::Trace &trace, const app::Headline &head)
{
    return trace.eventLoop() && (trace.workers().empty() || head.mostAwaiting > 0 || head.states[size_t(app::State::BlockingLoop)]);
}

/// How many workers were busy, over time, as a group folded to an area has it.
app::Group busyWorkers(const app::Run &run)
{
    std::vector<std::pair<qint64, int>> changes;
    for (const app::Lane &lane : run.trace.workers()) {
        lane.slices.visit(0, lane.slices.size(), [&](const app::Slice &slice) {
            changes.emplace_back(slice.begin, 1);
            changes.emplace_back(std::min(slice.end, std::max(run.now, slice.begin)), -1);
        });
    }
    std::sort(changes.begin(), changes.end());
    app::Group group;
    for (const auto &[t, change] : changes)
        group.counts.add(t, change);
    return group;
}

/// Those with most to do first: a second round then stands together. By slices, not by time, which changes all the while.
std::vector<int> byUse(const std::vector<app::Lane> &workers)
{
    std::vector<int> order(workers.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return workers[size_t(a)].slices.size() > workers[size_t(b)].slices.size(); });
    return order;
}

class ShortPicture
{
public:
    ShortPicture(const app::Run &run, const app::Compared &compared, TimelineLayout &picture)
        : m_run(run), m_trace(run.trace), m_compared(compared), m_picture(picture), m_scale(picture.scale), m_height(picture.body.height())
    {
    }

    void build()
    {
        const int awaiting = m_trace.awaiting().counts.most(), queued = m_trace.waiting().counts.most(), workers = int(m_trace.workers().size());
        const int inFlight = m_compared.head.observed.server() ? 0 : m_trace.client().counts.most();
        if (showsLoop(m_trace, m_compared.head))
            loop(awaiting + queued + workers > 0);
        // While it runs, the picture is as high as it will be.
        const bool live = m_compared.stage == app::Compared::Stage::Live;
        const int units = std::max({1, awaiting + queued + workers + inFlight, live ? m_compared.asked.count : 0});
        const double gaps = stripRowGap * m_scale * ((awaiting > 0) + (queued > 0) + (workers > 0) - 1);
        m_row = std::min((m_height - m_y - std::max(0.0, gaps)) / units, std::max(highestStripRow * m_scale, m_height * mostStripRow));
        if (m_row >= lanesFromPixels)
            m_row = std::floor(m_row); // else rows of one height would be drawn a pixel apart
        group(Region::Awaiting, m_trace.awaiting(), awaiting);
        lanes(workers);
        group(Region::Waiting, m_trace.waiting(), queued);
        group(Region::Client, m_trace.client(), inFlight);
        m_picture.contentHeight = m_y;
    }

private:
    void band(Region region, int row, double top, double bottom) { m_picture.bands.push_back({region, row, top, bottom}); }

    void loop(bool more)
    {
        const double most = std::max(highestLoop * m_scale, m_height * mostStripLoop);
        const double height = std::round(std::min(std::clamp(m_height * stripLoopShare, lowestLoop * m_scale, most), m_height * (more ? 0.5 : 1)));
        layOutRow(m_trace.eventLoop()->slices, m_run.now, 0, height, m_picture);
        band(Region::Loop, 0, 0, height);
        m_y = height + std::round(stripRowGap * m_scale);
    }

    /// An area: a text on it counts what it is at most.
    void area(Region region, const app::Group &group, app::State state, int most, const QString &text)
    {
        const double height = std::max(2.0, most * m_row);
        const size_t first = m_picture.areas.size();
        layOutArea(group, group.counts.most(), state, m_run.now, m_y, m_y + height, m_picture);
        layOutAreaText(text, state, first, m_y, height, m_picture);
        band(region, -1, m_y, m_y + height);
        m_y += height + stripRowGap * m_scale;
    }

    void group(Region region, const app::Group &group, int most)
    {
        if (most == 0)
            return;
        const app::State state = group.rows.front().front().state;
        if (m_row < rowsFrom * m_scale)
            return area(region, group, state, most, (state == app::State::Awaiting ? tr("%L1 awaiting")
                                                     : state == app::State::InFlight ? tr("%L1 in flight") : tr("%L1 queued")).arg(most));
        const double space = std::round(m_row * 0.15);
        for (int i = 0; i < int(group.rows.size()); ++i, m_y += m_row) {
            layOutRow(group.rows[size_t(i)], m_run.now, m_y, m_y + m_row - space, m_picture);
            band(region, i, m_y, m_y + m_row);
        }
        m_y += stripRowGap * m_scale;
    }

    void lanes(int workers)
    {
        if (workers == 0)
            return;
        if (m_row < lanesFromPixels)
            return area(Region::Worker, busyWorkers(m_run), app::State::BlockingWorker, workers, tr("%L1 workers").arg(workers));
        const double space = std::max(1.0, std::round(m_row * 0.2));
        // The moments in which code runs on them are not to stand out more than their lanes are high.
        const double scale = std::exchange(m_picture.scale, std::min(m_scale, m_row / 6));
        for (const int worker : byUse(m_trace.workers())) {
            layOutRow(m_trace.workers()[size_t(worker)].slices, m_run.now, m_y, m_y + m_row - space, m_picture);
            band(Region::Worker, worker, m_y, m_y + m_row);
            m_y += m_row;
        }
        m_picture.scale = scale;
        m_y += stripRowGap * m_scale;
    }

    const app::Run &m_run;
    const app::Trace &m_trace;
    const app::Compared &m_compared;
    TimelineLayout &m_picture;
    const double m_scale, m_height;
    double m_row = 1; ///< px a request is high
    double m_y = 0;
};

} // namespace

void layOutShort(const app::Run &run, const app::Compared &compared, TimelineLayout &picture) { ShortPicture(run, compared, picture).build(); }

} // namespace ui
