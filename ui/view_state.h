#pragma once

#include "app/session.h"
#include "ui/timeline/run_view.h"

#include <QObject>
#include <QUndoStack>

#include <unordered_map>

namespace ui {

/// The arrangement of every run's timeline, and the way back: each change can be undone. GUI thread.
class ViewState : public QObject
{
    Q_OBJECT
public:
    explicit ViewState(QObject *parent = nullptr) : QObject(parent) {}

    /// The run's own, or the usual one where nothing was arranged yet.
    const RunView &of(app::RunId run) const;
    /// Takes `next` over as one step that Ctrl+Z takes back; `what` names it in the Edit menu ("hide worker 3").
    void change(app::RunId run, const QString &what, const RunView &next);
    /// The same, without a step of its own: for what is still being dragged.
    void preview(app::RunId run, const RunView &next);

    /// Takes over what an earlier start remembered; no step, there is nothing to go back to.
    void restore(app::RunId run, const RunView &view) { set(run, view); }

    QUndoStack &steps() { return m_steps; }

Q_SIGNALS:
    void changed(app::RunId run);

private:
    friend class ViewStep;
    void set(app::RunId run, const RunView &view);

    std::unordered_map<app::RunId, RunView> m_views;
    std::unordered_map<app::RunId, RunView> m_beforePreview; ///< what change() goes back to after previews
    QUndoStack m_steps;
};

} // namespace ui
