#include "ui/timeline/digits.h"

#include "ui/theme.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace ui {
namespace {

struct Glyphs {
    QRawFont font;
    std::array<quint32, 10> glyph{};
    double advance = 0; ///< of the widest
    double rise = 0;    ///< from the middle of a digit down to the baseline
};

/// Kept for each size: a window has a handful of them.
const Glyphs &glyphsOf(double pixels)
{
    static std::unordered_map<int, Glyphs> known;
    Glyphs &glyphs = known[int(pixels + 0.5)];
    if (glyphs.advance > 0)
        return glyphs;
    const QFont font = textFont(pixels, QFont::DemiBold);
    glyphs.font = QRawFont::fromFont(font);
    const QList<quint32> indexes = glyphs.font.glyphIndexesForString(QStringLiteral("0123456789"));
    const QList<QPointF> advances = glyphs.font.advancesForGlyphIndexes(indexes);
    for (size_t digit = 0; digit < glyphs.glyph.size() && qsizetype(digit) < indexes.size(); ++digit) {
        glyphs.glyph[digit] = indexes[qsizetype(digit)];
        glyphs.advance = std::max(glyphs.advance, advances[qsizetype(digit)].x());
    }
    glyphs.rise = QFontMetricsF(font).capHeight() / 2;
    return glyphs;
}

} // namespace

double digitsWidth(double pixels, int digits) { return glyphsOf(pixels).advance * digits; }

void paintDigits(QPainter &painter, const QRectF &rect, const QString &number, double pixels, const QColor &colour)
{
    const Glyphs &glyphs = glyphsOf(pixels);
    QList<quint32> indexes;
    QList<QPointF> places;
    for (const QChar c : number) {
        places << QPointF(double(indexes.size()) * glyphs.advance, 0);
        indexes << glyphs.glyph[size_t(c.digitValue())];
    }
    QGlyphRun run;
    run.setRawFont(glyphs.font);
    run.setGlyphIndexes(indexes);
    run.setPositions(places);
    painter.setPen(colour);
    painter.drawGlyphRun(QPointF(rect.center().x() - glyphs.advance * double(indexes.size()) / 2, rect.center().y() + glyphs.rise), run);
}

} // namespace ui
