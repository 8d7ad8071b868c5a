#pragma once

#include "ui/timeline/slice_cursor.h"

#include <QObject>

class QKeyEvent;
class QPainter;

namespace ui {

class Selection;
class TimelineView;

/// The cursor that Ctrl+arrows walk over the timeline: it chooses the slice it comes to, brings it into view, draws the
/// outline around it and tells the screen reader.
class KeyboardCursor : public QObject
{
    Q_OBJECT
public:
    /// The view owns it.
    KeyboardCursor(TimelineView &view, Selection &selection);

    bool take(const QKeyEvent &event); ///< true: the key was for it
    void paint(QPainter &painter) const;
    void moveTo(CursorPosition position);
    void moveTo(SlicePlace place, const app::Slice &slice);
    std::optional<app::Slice> slice() const; ///< where it stands; nullopt: nowhere, or in a lane without slices

    const std::optional<CursorPosition> &position() const { return m_cursor.position(); }
    const Selection &selection() const { return m_selection; }

Q_SIGNALS:
    void arrived(); ///< at a slice or a lane, chosen and in view

private:
    bool ofTracks() const;
    void arrive();
    void bringIntoView();

    TimelineView &m_view;
    Selection &m_selection;
    SliceCursor m_cursor;
};

} // namespace ui
