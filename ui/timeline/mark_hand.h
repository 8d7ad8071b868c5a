#pragma once

#include "ui/timeline/timeline_layout.h"

#include <QObject>
#include <QPointer>

namespace ui {

class MarkEditor;
class Selection;
class ViewState;

/// Drops, names and removes the marks of the run that is shown; each is a step that can be undone.
class MarkHand : public QObject
{
    Q_OBJECT
public:
    /// `canvas`: what the layout is painted on; the editor opens over it.
    MarkHand(Selection &selection, ViewState &views, QWidget &canvas);

    void drop(const TimelineLayout &layout, qint64 t); ///< opens the editor; the mark is there once its name is taken
    void rename(const TimelineLayout &layout, size_t mark);
    void remove(size_t mark);

    /// The mark that Delete and F2 mean: the one under the pointer, else the one chosen last.
    std::optional<size_t> chosen() const;
    void setHovered(std::optional<size_t> mark) { m_hovered = mark; }
    void choose(std::optional<size_t> mark) { m_chosen = mark; }
    /// The next mark in time after the chosen one, round and round; nullopt: there are none.
    std::optional<size_t> next() const;
    bool editing() const;
    void leave(); ///< closes the editor without a mark; chooses none

private:
    const std::vector<Mark> &marks() const;
    MarkEditor *open(const TimelineLayout &layout, qint64 t, const QString &name);
    QString freshName() const;

    Selection &m_selection;
    ViewState &m_views;
    QWidget &m_canvas;
    QPointer<MarkEditor> m_editor;
    std::optional<size_t> m_hovered, m_chosen;
};

} // namespace ui
