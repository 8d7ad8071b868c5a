#pragma once

#include "ui/timeline/run_view.h"

#include "app/session.h"

#include <QObject>
#include <QPointF>
#include <QRectF>

#include <functional>

class QContextMenuEvent;
class QHelpEvent;
class QKeyEvent;
class QMenu;
class QMouseEvent;
class QPainter;

namespace ui {

class Selection;
class TimelineView;
class ViewState;

/// The hand for the workers' lanes: the menu of a lane's header, dragging a header to another place, Alt and the arrow keys.
/// Sees the view's events before the view does and takes those that are about headers. Every change is one step of ViewState.
class LaneHand : public QObject
{
    Q_OBJECT
public:
    LaneHand(TimelineView &view, app::Session &session, Selection &selection, ViewState &views);

    /// Replaces the menu's actions by what can be done with the current lane and with all; they have object names ("laneFold").
    void fill(QMenu &menu);
    /// The lane that the menu and the keys mean, an index into Trace::workers(): the one that was clicked or walked to,
    /// else the one that ran the selected request.
    std::optional<int> current() const;
    /// Marks the current lane, and where a dragged one would go. Viewport pixels.
    void paint(QPainter &painter) const;
    /// Where a worker's header is; null: its lane is not shown.
    QRectF headerOf(int worker) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Drag {
        int worker = 0;
        QPointF from;
        bool moving = false;           ///< no longer a click
        std::optional<int> before;     ///< the lane it would stand before; nullopt: below the last
        double line = 0;               ///< body y of where it would go
    };
    using Change = std::function<void(LaneArrangement &)>;

    const app::Run *run() const;
    const LaneArrangement &lanes() const;
    QString nameOf(int worker) const;
    LaneKey keyOf(int worker) const;
    std::vector<int> shown() const; ///< workers from the top down
    std::optional<int> headerAt(QPointF point) const;
    bool inGutter(QPointF point) const;
    void change(const QString &what, const Change &how);
    void changeLane(int worker, const QString &what, std::vector<LaneKey> LaneArrangement::*list);
    void addLaneActions(QMenu &menu, int worker);
    void addGeneralActions(QMenu &menu);
    void hide(int worker);
    void move(int worker, std::optional<int> before);
    void step(int by, bool carry); ///< to the next lane, or the lane itself that far
    void makeCurrent(std::optional<int> worker);
    bool mousePressed(const QMouseEvent &event);
    bool mouseMoved(const QMouseEvent &event);
    bool mouseReleased(const QMouseEvent &event);
    bool keyPressed(const QKeyEvent &event);
    bool menuAsked(const QContextMenuEvent &event);
    QPoint menuPlace() const;
    void popUp(QPoint place);
    bool tipAsked(const QHelpEvent &event);
    bool trackTipAsked(const QHelpEvent &event);
    void paintName(QPainter &painter, int worker, double y) const;
    void aim(double y);
    void endDrag();

    TimelineView &m_view;
    const QObject *const m_viewport; ///< to be compared only
    app::Session &m_session;
    Selection &m_selection;
    ViewState &m_views;
    std::optional<int> m_current;
    std::optional<Drag> m_drag;
};

} // namespace ui
