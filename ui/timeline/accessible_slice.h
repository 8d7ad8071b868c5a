#pragma once

#include "ui/timeline/timeline_accessible.h"

namespace ui {

/// A lane of the timeline (a list), or a slice in one (its item). Owned by QAccessible; reads the trace when it is asked.
class AccessibleSlice : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    AccessibleSlice(TimelineAccessible &timeline, CursorPosition position) : m_timeline(timeline), m_position(position) {}

    CursorPosition position() const { return m_position; }

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_timeline.window(); }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override; ///< on the screen; may lie out of view
    QAccessible::Role role() const override { return isLane() ? QAccessible::List : QAccessible::ListItem; }
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override;
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    bool isLane() const { return m_position.index == CursorPosition::wholeLane; }
    std::optional<app::Slice> slice() const;

    TimelineAccessible &m_timeline;
    const CursorPosition m_position;
};

} // namespace ui
