#include "ui/view_state.h"

#include <QUndoCommand>

namespace ui {

class ViewStep : public QUndoCommand
{
public:
    ViewStep(ViewState &state, app::RunId run, const QString &what, const RunView &before, const RunView &after)
        : QUndoCommand(what), m_state(state), m_run(run), m_before(before), m_after(after)
    {
    }
    void undo() override { m_state.set(m_run, m_before); }
    void redo() override { m_state.set(m_run, m_after); }

private:
    ViewState &m_state;
    const app::RunId m_run;
    const RunView m_before, m_after;
};

const RunView &ViewState::of(app::RunId run) const
{
    static const RunView usual;
    const auto found = m_views.find(run);
    return found == m_views.end() ? usual : found->second;
}

void ViewState::change(app::RunId run, const QString &what, const RunView &next)
{
    const auto previewed = m_beforePreview.extract(run);
    const RunView before = previewed ? previewed.mapped() : of(run);
    if (before == next)
        return set(run, next);
    m_steps.push(new ViewStep(*this, run, what, before, next));
}

void ViewState::preview(app::RunId run, const RunView &next)
{
    m_beforePreview.try_emplace(run, of(run));
    set(run, next);
}

void ViewState::set(app::RunId run, const RunView &view)
{
    RunView &kept = m_views[run];
    if (kept == view)
        return;
    kept = view;
    Q_EMIT changed(run);
}

} // namespace ui
