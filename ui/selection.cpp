#include "ui/selection.h"

namespace ui {

void Selection::setRun(app::RunId run)
{
    if (m_run == run)
        return;
    setHovered(app::RequestId::None);
    setSelected(app::RequestId::None);
    setEvent(std::nullopt);
    setPlayhead(std::nullopt);
    setFound(nullptr);
    m_run = run;
    Q_EMIT runChanged(run);
}

void Selection::setHovered(app::RequestId request)
{
    if (m_hovered == request)
        return;
    m_hovered = request;
    Q_EMIT hoveredChanged(request);
}

void Selection::setSelected(app::RequestId request)
{
    if (m_selected == request)
        return;
    m_selected = request;
    Q_EMIT selectedChanged(request);
}

void Selection::setEvent(std::optional<size_t> event)
{
    if (m_event == event)
        return;
    m_event = event;
    Q_EMIT eventChanged(event);
}

void Selection::setPlayhead(std::optional<qint64> t)
{
    if (m_playhead == t)
        return;
    m_playhead = t;
    Q_EMIT playheadChanged(t);
}

void Selection::setFound(std::shared_ptr<const app::Found> found)
{
    if (m_found == found)
        return;
    m_found = std::move(found);
    Q_EMIT foundChanged();
}

} // namespace ui
