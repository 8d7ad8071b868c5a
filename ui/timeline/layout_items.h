#pragma once

#include "app/slice.h"

#include <QPolygonF>
#include <QRectF>
#include <QString>

// What a layout is made of: texts, rectangles, areas, folded columns. Plain values; lengths are pixels.
namespace ui {

/// Whose colour of the theme something takes.
enum class Ink : quint8 { Text, Muted, Good, Bad, Accent, Grid, Border, Panel, Tint, OnSlice };

struct TextItem {
    QRectF rect;
    QString text;
    double pixels = 12;
    bool bold = false;
    Ink ink = Ink::Text;
    Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter;
    app::State state{}; ///< whose text colour, where ink is OnSlice
    app::RequestId number = app::RequestId::None; ///< whose number (Named: name) this is, and nothing else; None: any text
    quint8 tone = 0; ///< of a Named one (Theme::style)
};
struct RectItem {
    QRectF rect;
    Ink ink = Ink::Grid;
};
struct SliceItem {
    QRectF rect;
    app::State state{};
    app::RequestId request = app::RequestId::None; ///< None: several, folded
    bool failed = false;
    quint8 tone = 0; ///< of a Named one
};
/// Columns of a row that show the same: slices too narrow for a rectangle each (app::Fold).
struct FoldRun {
    float left = 0, right = 0; ///< px
    app::State state{};
    bool failed = false;
    quint8 tone = 0; ///< of Named ones
    app::RequestId request = app::RequestId::None; ///< None: several
};
/// The runs [first, last) of TimelineLayout::runs stand in one row.
struct FoldRow {
    double top = 0, bottom = 0;
    size_t first = 0, last = 0;
    bool crowded = false; ///< nearly all of the row is folded
};
struct AreaItem {
    QPolygonF outline;
    app::State state{};
};

} // namespace ui
