#include "ui/timeline/frame_pacer.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int frameMillis = 16, slowestMillis = 24;
constexpr int share = 6; ///< a frame that takes longer than a sixth of frameMillis is followed by a longer pause

} // namespace

FramePacer::FramePacer(QWidget &canvas) : m_canvas(canvas)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout(&m_canvas, qOverload<>(&QWidget::update));
}

void FramePacer::ask()
{
    if (m_timer.isActive())
        return;
    const int wanted = std::clamp(int(m_took / 1'000'000) * share, frameMillis, slowestMillis);
    const int left = m_sinceBegun.isValid() ? wanted - int(m_sinceBegun.elapsed()) : 0;
    if (left > 1)
        m_timer.start(left);
    else
        m_canvas.update(); // also where it was asked for already: Qt paints once
}

} // namespace ui
