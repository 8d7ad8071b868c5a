#include "ui/timeline/measure_hand.h"

#include "ui/selection.h"
#include "ui/tr.h"
#include "ui/view_state.h"

#include <algorithm>

namespace ui {
void MeasureHand::takeEdge(Edge edge)
{
    const TimeRange measure = m_views.of(m_selection.run()).measure.value();
    m_from = edge == Edge::Begin ? measure.end : measure.begin;
}

void MeasureHand::moveTo(qint64 t)
{
    RunView next = m_views.of(m_selection.run());
    next.measure = m_from == t ? std::nullopt : std::optional(TimeRange{std::min(m_from, t), std::max(m_from, t)});
    m_views.preview(m_selection.run(), next);
}

void MeasureHand::settle() { m_views.change(m_selection.run(), tr("measure"), m_views.of(m_selection.run())); }

void MeasureHand::remove()
{
    if (RunView next = m_views.of(m_selection.run()); std::exchange(next.measure, std::nullopt))
        m_views.change(m_selection.run(), tr("end measuring"), next);
}

} // namespace ui
