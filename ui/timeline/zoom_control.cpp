#include "ui/timeline/zoom_control.h"

#include "ui/timeline/zoom_path.h"

#include <algorithm>
#include <cmath>

namespace ui {

ZoomControl::ZoomControl(QObject *parent) : QObject(parent)
{
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setDuration(glideMillis);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &progress) { show(between(m_from, m_target, progress.toDouble())); });
}

void ZoomControl::setAnimated(bool animated)
{
    m_animated = animated;
    if (!animated && m_glide.state() != QAbstractAnimation::Stopped)
        go(m_target, m_following, Move::AtOnce);
}

/// Growing with a live run is no step and never glides; a glide that is on its way to the whole goes to the new one.
void ZoomControl::setWhole(TimeRange whole)
{
    if (std::exchange(m_whole, whole) != whole)
        Q_EMIT wholeChanged(whole);
    if (!m_following)
        return;
    m_target = whole;
    if (m_glide.state() == QAbstractAnimation::Stopped)
        show(whole);
}

void ZoomControl::setVisible(TimeRange range)
{
    go(bounded(range), false, Move::AtOnce);
}

void ZoomControl::glideTo(TimeRange range)
{
    go(bounded(range), false, Move::Glide);
}

double ZoomControl::lengthAfter(qint64 length, double factor) const
{
    return std::clamp(double(length) / factor, double(shortestRange), double(m_whole.length()) * 1.25);
}

/// Turns of the wheel add up on the way; the place of `fixed` is the one it has on the screen now.
void ZoomControl::zoomAround(qint64 fixed, double factor, Move move)
{
    if (!(factor > 0))
        return;
    const double length = lengthAfter(move == Move::Glide ? m_target.length() : m_visible.length(), factor);
    const double share = double(fixed - m_visible.begin) / double(m_visible.length());
    const qint64 begin = fixed - std::llround(share * length);
    go(bounded({begin, begin + std::llround(length)}), false, move);
}

void ZoomControl::zoomMiddle(double factor)
{
    if (!(factor > 0))
        return;
    const double length = lengthAfter(m_target.length(), factor);
    const qint64 begin = m_target.begin + std::llround((double(m_target.length()) - length) / 2);
    go(bounded({begin, begin + std::llround(length)}), false, Move::Glide);
}

void ZoomControl::pan(qint64 ns, Move move)
{
    const TimeRange from = move == Move::Glide ? m_target : m_visible;
    go(bounded({from.begin + ns, from.end + ns}), false, move);
}

void ZoomControl::showAll(Move move)
{
    go(m_whole, true, move);
}

void ZoomControl::go(TimeRange range, bool following, Move move)
{
    m_glide.stop();
    m_from = m_visible;
    m_target = range;
    const bool followed = std::exchange(m_following, following);
    if (m_animated && move == Move::Glide && m_from != range)
        m_glide.start();
    else
        show(range);
    if (followed != following)
        Q_EMIT followingChanged(following);
}

void ZoomControl::show(TimeRange range)
{
    if (std::exchange(m_visible, range) != range)
        Q_EMIT visibleChanged(range);
}

/// Keeps at least a quarter of the view inside what there is, so that nobody gets lost beside it.
TimeRange ZoomControl::bounded(TimeRange range) const
{
    const qint64 length = std::max(range.length(), shortestRange);
    const qint64 least = m_whole.begin - length * 3 / 4;
    const qint64 most = m_whole.end - length / 4;
    range.begin = std::clamp(range.begin, least, std::max(least, most));
    range.end = range.begin + length;
    return range;
}

} // namespace ui
