#include "ui/timeline/timeline_painter.h"

#include "ui/timeline/area_painter.h"
#include "ui/timeline/digits.h"
#include "ui/timeline/fold_painter.h"
#include "ui/timeline/text_cache.h"

#include <QPaintEngine>
#include <QPainter>

#include <cmath>

namespace ui {
namespace {

QColor colourOf(Ink ink, const Theme &theme)
{
    switch (ink) {
    case Ink::Text: return theme.text;
    case Ink::Muted: return theme.mutedText;
    case Ink::Good: return theme.good;
    case Ink::Bad: return theme.bad;
    case Ink::Accent: return theme.accent;
    case Ink::Grid: return theme.grid;
    case Ink::Border: return theme.border;
    case Ink::Panel: return theme.panel;
    case Ink::Tint: {
        QColor tint = theme.state(app::State::Running).ground;
        tint.setAlpha(theme.kind == ThemeKind::Dark ? 26 : 14);
        return tint;
    }
    case Ink::OnSlice: break; // StateStyle::text
    }
    return theme.text;
}

/// Names are many, and those in view the same from frame to frame.
void paintName(QPainter &painter, const TextItem &item, const StateStyle &style, bool dim)
{
    const QSizeF size = textSize(item.text, item.pixels, item.bold);
    painter.setOpacity(dim ? dimmed : 1);
    const QPointF at(std::round(item.rect.left()), std::round(item.rect.center().y() - size.height() / 2));
    paintTextImage(painter, at, item.text, item.pixels, item.bold, style.text);
    painter.setOpacity(1);
}

/// A text on a bar. No pattern may run through the letters, so they stand on a plate; but on a dimmed bar a plate
/// would be the one thing that is not dim.
void paintBarText(QPainter &painter, const TextItem &item, const StateStyle &style, bool dim)
{
    if (item.state == app::State::Named && takesImages(painter))
        return paintName(painter, item, style, dim);
    if (!dim && item.number != app::RequestId::None && takesImages(painter))
        return paintDigits(painter, item.rect, item.text, item.pixels, style);
    painter.setFont(textFont(item.pixels, item.state == app::State::Named && !item.bold ? QFont::Normal : QFont::DemiBold));
    if (!dim && style.pattern != Qt::SolidPattern) {
        const QRectF text = painter.boundingRect(item.rect, int(item.align), item.text);
        const double space = item.pixels / 3;
        painter.fillRect(text.adjusted(-space, 0, space, 0), style.ground);
    }
    painter.setPen(style.text);
    painter.setOpacity(dim ? dimmed : 1);
    painter.drawText(item.rect, int(item.align) | Qt::TextSingleLine | Qt::TextDontClip, item.text);
    painter.setOpacity(1);
}

void paintSlice(QPainter &painter, const SliceItem &item, const Theme &theme, const Highlight &highlight, double scale)
{
    const bool dim = isDim(item.request, highlight);
    if (dim)
        painter.setOpacity(dimmed);
    // A gap after each, so that two of one state end to end are two.
    const QRectF rect = item.rect.width() > 5 * scale ? item.rect.adjusted(0, 0, -scale, 0) : item.rect;
    paintState(painter, rect, theme.style(item.state, item.tone), scale);
    if (item.failed) {
        const double width = std::min(rect.width(), 6 * scale);
        const QRectF end(rect.right() - width, rect.top(), width, rect.height());
        painter.fillRect(end, theme.panel);
        painter.fillRect(end, QBrush(theme.bad, Qt::DiagCrossPattern));
    }
    if (dim)
        painter.setOpacity(1);
}

void paintOutlines(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight)
{
    if (highlight.hovered == app::RequestId::None && highlight.selected == app::RequestId::None)
        return;
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](app::RequestId request, const QRectF &rect) {
        if (request == app::RequestId::None || (request != highlight.hovered && request != highlight.selected))
            return;
        painter.setPen(QPen(theme.text, (request == highlight.selected ? 2 : 1) * layout.scale));
        painter.drawRect(rect);
    };
    for (const SliceItem &item : layout.slices)
        outline(item.request, item.rect.adjusted(0, 0, -layout.scale, 0));
    for (const FoldRow &row : layout.folds) {
        for (size_t i = row.first; i < row.last; ++i)
            outline(layout.runs[i].request, QRectF(layout.runs[i].left, row.top, layout.runs[i].right - layout.runs[i].left, row.bottom - row.top));
    }
}

} // namespace

void paintText(QPainter &painter, const TextItem &item, const QColor &colour)
{
    if (takesImages(painter)) {
        const QSizeF size = textSize(item.text, item.pixels, item.bold);
        const double spare = item.rect.width() - size.width();
        const double x = item.align & Qt::AlignRight ? spare : item.align & Qt::AlignHCenter ? spare / 2 : 0;
        return paintTextImage(painter, {item.rect.left() + x, item.rect.center().y() - size.height() / 2}, item.text, item.pixels, item.bold, colour);
    }
    painter.setFont(textFont(item.pixels, item.bold ? QFont::DemiBold : QFont::Normal));
    painter.setPen(colour);
    painter.drawText(item.rect, int(item.align) | Qt::TextSingleLine | Qt::TextDontClip, item.text);
}

void paintText(QPainter &painter, const TextItem &item, const Theme &theme) { paintText(painter, item, colourOf(item.ink, theme)); }

void paintBody(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight, double scroll)
{
    painter.save();
    painter.setClipRect(layout.body);
    painter.translate(0, layout.body.top() - scroll);
    for (const RectItem &ground : layout.grounds)
        painter.fillRect(ground.rect, colourOf(ground.ink, theme));
    for (const double x : layout.gridLines)
        painter.fillRect(QRectF(x, scroll, std::max(1.0, layout.scale * 0.8), layout.body.height()), theme.grid);
    paintAreas(painter, layout, theme);
    paintFolds(painter, layout, theme, highlight);
    for (const SliceItem &slice : layout.slices)
        paintSlice(painter, slice, theme, highlight, layout.scale);
    paintBlockingFolds(painter, layout, theme);
    paintOutlines(painter, layout, theme, highlight);
    for (const SliceItem &share : layout.shares)
        paintState(painter, share.rect, theme.state(share.state), layout.scale);
    for (const RectItem &mark : layout.marks)
        painter.fillRect(mark.rect, colourOf(mark.ink, theme));
    for (const TextItem &text : layout.texts) {
        if (text.ink == Ink::OnSlice)
            paintBarText(painter, text, theme.style(text.state, text.tone), text.number != app::RequestId::None && isDim(text.number, highlight));
        else
            paintText(painter, text, theme);
    }
    painter.restore();
}

bool isDim(app::RequestId request, const Highlight &highlight)
{
    return highlight.hovered != app::RequestId::None ? request != highlight.hovered
                                                     : highlight.found && !highlight.found->holds(request);
}

namespace {

/// The pattern lies the same in each bar.
void fillPattern(QPainter &painter, const QRectF &rect, const QBrush &brush)
{
    if (painter.paintEngine()->type() == QPaintEngine::SVG) { // knows no origin of a brush
        painter.translate(rect.topLeft());
        painter.fillRect(QRectF(QPointF(), rect.size()), brush);
        return painter.translate(-rect.topLeft());
    }
    painter.setBrushOrigin(rect.topLeft());
    painter.fillRect(rect, brush);
    painter.setBrushOrigin(0, 0);
}

} // namespace

QBrush patternBrush(const StateStyle &style, double scale)
{
    QBrush brush(style.ink, style.pattern);
    if (const double side = patternScale(scale); side != 1)
        brush.setTransform(QTransform::fromScale(side, side));
    return brush;
}

void paintState(QPainter &painter, const QRectF &rect, const StateStyle &style, double scale)
{
    painter.fillRect(rect, style.ground);
    if (style.pattern == Qt::SolidPattern)
        return;
    fillPattern(painter, rect, patternBrush(style, scale));
    if (rect.width() < 6 * scale || rect.height() < 6 * scale)
        return;
    // The outline inside the rectangle: four thin ones, sharp on every device.
    const double line = std::max(1.0, scale * 0.8);
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), line), style.ink);
    painter.fillRect(QRectF(rect.left(), rect.bottom() - line, rect.width(), line), style.ink);
    painter.fillRect(QRectF(rect.left(), rect.top(), line, rect.height()), style.ink);
    painter.fillRect(QRectF(rect.right() - line, rect.top(), line, rect.height()), style.ink);
}

void paintTimeline(QPainter &painter, const TimelineLayout &layout, const Theme &theme, const Highlight &highlight, double scroll)
{
    if (layout.ground)
        painter.fillRect(QRectF(QPointF(0, 0), layout.size), theme.panel);
    painter.setRenderHint(QPainter::TextAntialiasing);
    for (const SliceItem &key : layout.legend)
        paintState(painter, key.rect, theme.state(key.state), layout.scale);
    for (const TextItem &text : layout.fixedTexts)
        paintText(painter, text, theme);
    painter.fillRect(QRectF(0, layout.body.top() - layout.scale, layout.size.width(), std::max(1.0, layout.scale)), theme.border);
    paintBody(painter, layout, theme, highlight, scroll);
}

} // namespace ui
