#include "ui/timeline/layout_parts.h"
#include "ui/timeline/names.h"
#include "ui/tr.h"

#include <algorithm>

namespace ui {
namespace {

// px at scale 1
constexpr double usualRow = 18, highestRow = 22, namedRow = 13, leastRow = 7; ///< the last two in a picture only: there nothing scrolls
constexpr double counterHeight = 36, instantsHeight = 9, headingHeight = 22, noteHeight = 18, gapHeight = 6, topSpace = 4;
constexpr double rowGap = 1;
constexpr size_t fewestDepths = 3; ///< of calls that tell something
constexpr double mostTrackRow = 0.06, mostCounter = 0.15; ///< of the body's height, where that is more

/// Builds the body from the top down.
class TracksBody
{
public:
    TracksBody(const app::Run &run, const LayoutInput &input, TimelineLayout &layout)
        : m_run(run), m_tracks(run.trace.tracks()), m_rows(run.trace.trackRows()), m_input(input), m_layout(layout), m_scale(input.scale), m_type(layout.type),
          m_headings(app::hasSeveralProcesses(m_tracks)), m_counter(counterHeight * m_type), m_gap(gapHeight * m_scale), m_shownTracks(m_tracks.tracks.size())
    {
    }

    void build()
    {
        fit();
        shareOut();
        m_y = topSpace * m_scale;
        size_t row = 0; // in trackRows()
        for (size_t i = 0; i < m_tracks.tracks.size(); ++i) {
            const size_t first = row, count = rowsOf(m_tracks.tracks[i]);
            row += count;
            if (i >= m_shownTracks) {
                m_leftOut += count;
                continue;
            }
            if (m_headings && (i == 0 || m_tracks.tracks[i].pid != m_tracks.tracks[i - 1].pid))
                heading(m_tracks.tracks[i]);
            track(m_tracks.tracks[i], first, count);
        }
        if (m_leftOut > 0)
            note();
        m_layout.contentHeight = m_y + topSpace * m_scale;
    }

private:
    static size_t rowsOf(const app::Track &track) { return std::max<size_t>(1, track.rows.size()); }
    /// Instants stand above the slices, so that they hide none of their names; alone they have the row.
    double marksHeight(const app::Track &track) const { return track.instants.empty() || track.rows.empty() ? 0 : instantsHeight * m_scale; }
    static bool isCounter(const app::Track &track) { return track.kind == app::TrackKind::Counter; }

    /// What a picture needs with at most `depth` rows a track, of `row` px; with the first `tracks` alone.
    double height(size_t tracks, size_t depth, double row) const
    {
        double height = 2 * topSpace * m_scale;
        for (size_t i = 0; i < tracks; ++i) {
            const app::Track &track = m_tracks.tracks[i];
            if (m_headings && (i == 0 || track.pid != m_tracks.tracks[i - 1].pid))
                height += headingHeight * m_type;
            const double rows = isCounter(track) ? m_counter : double(std::min(rowsOf(track), depth)) * row;
            height += marksHeight(track) + rows + m_gap;
        }
        return height;
    }

    size_t rowsUpTo(size_t depth) const
    {
        size_t rows = 0;
        for (const app::Track &track : m_tracks.tracks)
            rows += isCounter(track) ? 0 : std::min(rowsOf(track), depth);
        return rows;
    }

    /// Rows of a height that fills the body. Where a picture has no room for all of them, the outermost rows of each track are shown,
    /// with their names; only where those would be too few, lower ones without; and where even so they are too many, the first tracks.
    void fit()
    {
        const double room = m_layout.body.height(), left = room - noteHeight * m_type, others = height(m_shownTracks, 0, 0);
        size_t deepest = 1;
        for (const app::Track &track : m_tracks.tracks)
            deepest = std::max(deepest, rowsOf(track));
        const auto fill = [&](double height, double least) {
            const double row = (height - others) / double(std::max<size_t>(1, rowsUpTo(m_depth)));
            m_row = std::clamp(row, least, std::max({least, highestRow * m_type, m_layout.body.height() * mostTrackRow}));
        };
        m_depth = deepest;
        fill(room, usualRow * m_type);
        if (m_input.scrolls)
            return;
        for (const double least : {namedRow * m_type, leastRow * m_scale}) {
            m_depth = deepest;
            fill(room, least);
            if (height(m_shownTracks, deepest, m_row) <= room + 0.5)
                return;
            m_depth = greatest(deepest, [&](size_t depth) { return height(m_shownTracks, depth, m_row) <= left; });
            if (m_depth >= std::min(deepest, fewestDepths) && height(m_shownTracks, m_depth, m_row) <= left)
                return fill(left, least);
        }
        m_shownTracks = greatest(m_shownTracks, [&](size_t tracks) { return height(tracks, m_depth, m_row) <= left; });
    }
    /// What no row can use: counters grow, and what is left stands between the tracks.
    void shareOut()
    {
        const auto &all = m_tracks.tracks;
        double spare = m_layout.body.height() - height(m_shownTracks, m_depth, m_row);
        if (spare <= 0 || m_shownTracks < all.size() || rowsUpTo(m_depth) < rowsUpTo(SIZE_MAX))
            return;
        if (const auto counters = double(std::count_if(all.begin(), all.end(), isCounter)); counters > 0) {
            const double grown = std::min(spare / counters, std::max(0.0, m_layout.body.height() * mostCounter - m_counter));
            m_counter += grown;
            spare -= grown * counters;
        }
        m_gap += spare / double(all.size());
    }
    /// The greatest number from 1 to `most` for which `fits` holds; it holds for all below. 1 where it holds for none.
    template<typename Fits>
    static size_t greatest(size_t most, Fits fits)
    {
        size_t low = 1;
        while (low < most) {
            const size_t middle = low + (most - low + 1) / 2;
            if (fits(middle))
                low = middle;
            else
                most = middle - 1;
        }
        return low;
    }

    bool inView(double top, double bottom) const
    {
        return !m_input.scrolls || (bottom >= m_input.scroll && top <= m_input.scroll + m_layout.body.height());
    }

    void heading(const app::Track &track)
    {
        const double height = headingHeight * m_type;
        if (inView(m_y, m_y + height)) {
            m_layout.grounds.push_back({{0, m_y, m_layout.size.width(), height}, Ink::Tint});
            m_layout.grounds.push_back({{0, m_y, m_layout.size.width(), std::max(1.0, m_scale)}, Ink::Border});
            const QString name = app::processName(track), id = track.process.isEmpty() ? QString() : tr("process %1").arg(track.pid);
            const double left = 12 * m_scale, type = 12 * m_type, idType = 11 * m_type, width = textWidth(name, type, true) + 1;
            m_layout.texts.push_back({{left, m_y, width, height}, name, type, true, Ink::Text});
            m_layout.texts.push_back({{left + width + 9 * m_scale, m_y, textWidth(id, idType, false) + 1, height}, id, idType, false, Ink::Muted});
        }
        m_y += height;
    }

    void track(const app::Track &track, size_t first, size_t count)
    {
        const size_t shown = isCounter(track) ? 1 : std::min(count, m_depth);
        const double row = isCounter(track) ? m_counter : m_row, begin = m_y;
        double marks = marksHeight(track);
        m_leftOut += count - shown;
        for (size_t i = 0; i < shown; ++i, marks = 0) {
            const double top = m_y + marks;
            const app::Row *slices = m_rows[first + i].slices;
            m_layout.bands.push_back({Region::Track, int(first + i), m_y, top + row, !slices && !track.instants.empty() ? row : marks});
            m_y = top + row;
            if (slices && inView(top, m_y))
                layOutRow(*slices, m_run.now, top, m_y - rowGap * m_scale, m_layout, &m_tracks);
        }
        if (inView(begin, m_y))
            besides(track, m_rows[first], {0, begin, m_layout.time.left, m_y - begin});
        m_y += m_gap;
    }

    /// Its name left of it, its counter or its instants, and the line below it.
    void besides(const app::Track &track, const app::TrackRow &row, const QRectF &header)
    {
        const double top = header.top(), marks = marksHeight(track);
        QString value;
        if (isCounter(track)) {
            layOutCounter(track, row, m_run.now, top + 2 * m_scale, header.bottom() - 2 * m_scale, m_layout);
            value = row.least < 0 ? tr("%1 to %2").arg(app::valueText(row.least), app::valueText(row.most)) : tr("max %1").arg(app::valueText(row.most));
        } else if (track.kind == app::TrackKind::Async) {
            value = tr("async");
        }
        const double marksTop = marks > 0 ? top : top + (m_row - instantsHeight * m_scale) / 2;
        layOutInstants(track, marksTop, marksTop + (instantsHeight - 1) * m_scale, m_layout);
        // A counter is high enough for two lines; else both stand in one.
        const double line = isCounter(track) ? std::min(header.height(), counterHeight * m_type) / 2 : std::min(header.height() - marks, usualRow * m_type);
        const double valueRoom = value.isEmpty() || isCounter(track) ? 0 : textWidth(value, 11 * m_type, false) + 9 * m_scale;
        const QString name = elided(track.name, header.width() - 20 * m_scale - valueRoom, 12 * m_type, false);
        layOutGutter(top + marks, line, name, isCounter(track) ? QString() : value, false, m_layout);
        if (isCounter(track))
            layOutGutter(top + line, line, value, {}, false, m_layout);
        m_layout.grounds.push_back({{0, header.bottom() + m_gap / 2 - 0.5 * m_scale, m_layout.size.width(), std::max(1.0, m_scale)}, Ink::Grid});
    }

    void note()
    {
        layOutGutter(m_y, noteHeight * m_type, m_leftOut == 1 ? tr("1 row not shown") : tr("%L1 rows not shown").arg(m_leftOut), {}, false, m_layout);
        m_y += noteHeight * m_type;
    }

    const app::Run &m_run;
    const app::Tracks &m_tracks;
    const std::vector<app::TrackRow> &m_rows;
    const LayoutInput &m_input;
    TimelineLayout &m_layout;
    const double m_scale, m_type;
    const bool m_headings;
    double m_counter, m_gap; ///< px: a counter's height; between two tracks
    size_t m_shownTracks, m_depth = 1; ///< the first tracks; rows of each at most
    size_t m_leftOut = 0;
    double m_row = 0; ///< px
    double m_y = 0;
};

} // namespace

void layOutTracks(const app::Run &run, const LayoutInput &input, TimelineLayout &layout)
{
    TracksBody(run, input, layout).build();
}

} // namespace ui
