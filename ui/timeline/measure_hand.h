#pragma once

#include "ui/timeline/annotations.h"

namespace ui {

class Selection;
class ViewState;

/// Draws out the measured range of the run that is shown, from an edge that stays to one that is moved. While it is
/// drawn it is a preview; its end is one step that can be undone.
class MeasureHand
{
public:
    MeasureHand(Selection &selection, ViewState &views) : m_selection(selection), m_views(views) {}

    void begin(qint64 t) { m_from = t; }
    void takeEdge(Edge edge); ///< moves that edge of the range there is; the other one stays
    void moveTo(qint64 t);
    void settle();
    void remove();

private:
    Selection &m_selection;
    ViewState &m_views;
    qint64 m_from = 0; ///< ns; the edge that stays
};

} // namespace ui
