#pragma once

#include "ui/timeline/slice_cursor.h"

#include <QAccessibleWidget>

#include <deque>
#include <map>

namespace ui {

class TimelineView;

/// Lets QAccessible find the interface below for every TimelineView. To be called once or more, before it is asked.
void installTimelineAccessible();

/// Says where the keyboard's cursor has come to.
void announceCursor(TimelineView &view);

/// "event loop, 3 % busy", "worker 3, 2 slices", "awaiting, at most 50 at once".
QString laneText(const app::Run &run, SlicePlace place);
/// "request 17, blocking a worker, 1.00 s, from 0.01 s to 1.01 s".
QString sliceText(const app::Run &run, const app::Slice &slice);

/// What a screen reader meets: a chart; in it the lanes as they are drawn; in a lane its slices. Interfaces of
/// lanes and slices are made when they are asked for, and the oldest are given up beyond a number: none stands for
/// each of a million slices.
class TimelineAccessible : public QAccessibleWidget
{
public:
    static constexpr size_t mostKept = 2048;

    explicit TimelineAccessible(TimelineView *view);
    ~TimelineAccessible() override;

    QString text(QAccessible::Text kind) const override;
    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

    /// The interface of a lane or a slice; made if need be.
    QAccessibleInterface *at(CursorPosition position) const;
    size_t kept() const { return m_ids.size(); }

    TimelineView &view() const { return m_view; }
    const app::Run *run() const;

private:
    QList<QWidget *> widgets() const; ///< that stand in the view: buttons

    TimelineView &m_view;
    mutable std::map<CursorPosition, QAccessible::Id> m_ids;
    mutable std::deque<CursorPosition> m_order; ///< as they were made
};

} // namespace ui
