#pragma once

#include "ui/theme.h"
#include "ui/timeline/timeline_layout.h"

#include <QStringList>

class QPainter;

namespace ui {

/// What the card beside the pointer says: a heading, then lines from the most to the least telling.
struct HoverText {
    QString heading;
    QStringList lines;
};

/// nullopt: nothing worth a card is there.
std::optional<HoverText> hoverText(const app::Run &run, const Hit &hit);

/// A sentence why a slice is what it is: "queued 1.00 s: all 40 workers busy".
QString reason(const app::Run &run, const app::Slice &slice);

/// Paints the card near `pointer`, inside `bounds`.
void paintHoverCard(QPainter &painter, const HoverText &text, QPointF pointer, const QRectF &bounds, const Theme &theme, double scale);

} // namespace ui
