#include "ui/timeline/zoom_control.h"

#include <algorithm>

namespace ui {

void ZoomControl::setWhole(TimeRange whole)
{
    m_whole = whole;
    if (m_following)
        apply(whole, true);
}

void ZoomControl::setVisible(TimeRange range)
{
    apply(range, false);
}

void ZoomControl::zoomAround(qint64 fixed, double factor)
{
    if (!(factor > 0))
        return;
    const double length = std::clamp(double(m_visible.length()) / factor, double(shortestRange), double(m_whole.length()) * 1.25);
    const double share = double(fixed - m_visible.begin) / double(m_visible.length());
    const qint64 begin = fixed - qint64(share * length);
    apply({begin, begin + qint64(length)}, false);
}

void ZoomControl::pan(qint64 ns)
{
    apply({m_visible.begin + ns, m_visible.end + ns}, false);
}

void ZoomControl::showAll()
{
    apply(m_whole, true);
}

/// Keeps at least a quarter of the view inside what there is, so that nobody gets lost beside it.
void ZoomControl::apply(TimeRange range, bool following)
{
    const qint64 length = std::max(range.length(), shortestRange);
    if (!following) {
        const qint64 least = m_whole.begin - length * 3 / 4;
        const qint64 most = m_whole.end - length / 4;
        range.begin = std::clamp(range.begin, least, std::max(least, most));
    }
    range.end = range.begin + length;
    const bool followed = std::exchange(m_following, following);
    if (std::exchange(m_visible, range) != range)
        Q_EMIT visibleChanged(range);
    if (followed != following)
        Q_EMIT followingChanged(following);
}

} // namespace ui
