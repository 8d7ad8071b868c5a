#include "ui/timeline/ruler.h"

#include "ui/timeline/layout_parts.h"
#include "ui/tr.h"

namespace ui {
namespace {

constexpr double tickPixels = 78;  ///< between ticks, at least; room for "1250.0 ms"
constexpr double textPixels = 11, textGap = 3;
constexpr qint64 mostWhole = 10'000; ///< of a whole time on a tick: five digits

struct Unit {
    qint64 ns;
    const char *format;
};
constexpr Unit units[] = {{1'000'000'000, QT_TRANSLATE_NOOP("ui::Timeline", "%1 s")}, {1'000'000, QT_TRANSLATE_NOOP("ui::Timeline", "%1 ms")},
                          {1'000, QT_TRANSLATE_NOOP("ui::Timeline", "%1 us")}, {1, QT_TRANSLATE_NOOP("ui::Timeline", "%1 ns")}};

/// Of round steps: tenths of the greater unit read better than hundreds of the smaller one.
QString roundText(qint64 t, qint64 step)
{
    const Unit *unit = units;
    while (unit->ns > 1 && step * 10 < unit->ns)
        ++unit;
    return tr(unit->format).arg(double(t) / double(unit->ns), 0, 'f', step >= unit->ns ? 0 : 1);
}

qint64 markBefore(qint64 t, qint64 step)
{
    const qint64 mark = markStep(step);
    return t / mark * mark; // only positive times count from marks
}

bool isMark(qint64 t, qint64 step) { return countsFromMark(t, step) && t == markBefore(t, step); }

void text(TimelineLayout &layout, double left, double width, const QString &words, bool bold, Qt::Alignment align)
{
    layout.fixedTexts.push_back({{left, layout.ruler.top(), width, layout.ruler.height()}, words, textPixels * layout.type, bold, Ink::Muted,
                                 align | Qt::AlignVCenter});
}

} // namespace

qint64 markStep(qint64 step)
{
    qint64 mark = 1;
    while (mark < 10 * step)
        mark *= 10;
    return mark;
}

bool countsFromMark(qint64 t, qint64 step) { return t / step >= mostWhole; }

QString wholeText(qint64 t, qint64 exact)
{
    if (t < 0)
        return u'-' + wholeText(-t, exact);
    const Unit *unit = units;
    while (unit->ns > exact && t < unit->ns)
        ++unit;
    QString text = QString::number(t / unit->ns);
    if (unit->ns > exact) {
        QString decimals = QString::number(t % unit->ns + unit->ns).mid(1); // with its zeros
        for (qint64 ns = exact; ns > 1; ns /= 10)
            decimals.chop(1);
        for (qsizetype i = 3; i < decimals.size(); i += 4)
            decimals.insert(i, QChar(0x2009)); // thin space
        text += u'.' + decimals;
    }
    return tr(unit->format).arg(text);
}

QString tickText(qint64 t, qint64 step)
{
    if (!countsFromMark(t, step))
        return roundText(t, step);
    const qint64 past = t - markBefore(t, step);
    return past == 0 ? wholeText(t, markStep(step)) : u'+' + roundText(past, step);
}

QString playheadText(qint64 t, qint64 step)
{
    qint64 exact = 1; // the greatest power of ten a tenth of a step holds
    while (exact * 100 <= step)
        exact *= 10;
    const qint64 half = t < 0 ? -exact / 2 : exact / 2;
    return wholeText((t + half) / exact * exact, exact);
}

void layOutRuler(TimelineLayout &layout)
{
    const double s = layout.scale, type = layout.type, minimum = tickPixels * type, gap = textGap * s;
    const qint64 step = tickStep(layout.time, minimum);
    if (const qint64 begin = layout.time.range.begin; countsFromMark(begin, step)) {
        const double left = 12 * s;
        const QString whole = wholeText(markBefore(begin, step), markStep(step));
        layout.gutterNeeded = std::max(layout.gutterNeeded, left + textWidth(whole, textPixels * type, true) + 1 + 8 * s);
        text(layout, left, layout.time.left - 8 * s - left, whole, true, Qt::AlignRight);
    }
    const double spacing = layout.time.toPixel(step) - layout.time.toPixel(0);
    for (const qint64 t : ticks(layout.time, minimum)) {
        const double x = layout.time.toPixel(t); // never rounded: the distance of two ticks is the same wherever they are
        layout.gridLines.push_back(x);
        // A mark's whole time may need the room of its neighbour, whether or not the mark is in view.
        if (isMark(t - step, step) && textWidth(tickText(t - step, step), textPixels * type, true) + 2 * gap > spacing)
            continue;
        const QString words = tickText(t, step);
        const bool bold = isMark(t, step);
        const double width = textWidth(words, textPixels * type, bold) + 1;
        if (x + gap + width <= layout.size.width())
            text(layout, x + gap, width, words, bold, Qt::AlignLeft);
        else if (layout.picture && x <= layout.size.width() && spacing > 2 * (gap + width)) // the last one, often the run's end
            text(layout, layout.size.width() - gap - width, width, words, bold, Qt::AlignLeft);
    }
}

} // namespace ui
