#include "ui/timeline/text_cache.h"

#include "ui/theme.h"

#include <QFontMetricsF>
#include <QHash>
#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <cmath>

namespace ui {
namespace {

constexpr qsizetype mostTexts = 4096; ///< then all are forgotten: a frame needs some hundred

struct Key {
    QString text;
    int pixels = 0;
    bool bold = false;
    QRgb colour = 0;
    bool operator==(const Key &) const = default;
};
size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.text, key.pixels, key.bold, key.colour); }

QFont fontOf(double pixels, bool bold) { return textFont(pixels, bold ? QFont::DemiBold : QFont::Normal); }

/// What `make` makes of a key; kept.
template<typename Value, typename Make>
const Value &kept(QHash<Key, Value> &known, const Key &key, Make make)
{
    const auto found = known.constFind(key);
    if (found != known.cend())
        return *found;
    if (known.size() >= mostTexts)
        known.clear();
    return *known.insert(key, make());
}

QImage imageOf(const QString &text, double pixels, bool bold, const QColor &colour)
{
    const QSizeF size = textSize(text, pixels, bold);
    QImage image(int(std::ceil(size.width())) + 2, int(std::ceil(size.height())), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setFont(fontOf(pixels, bold));
    painter.setPen(colour);
    painter.drawText(QRectF(QPointF(), size), Qt::TextSingleLine | Qt::TextDontClip, text);
    return image;
}

} // namespace

QSizeF textSize(const QString &text, double pixels, bool bold)
{
    static QHash<Key, QSizeF> known;
    return kept(known, {text, std::max(1, int(pixels + 0.5)), bold, 0}, [&] {
        const QFontMetricsF metrics(fontOf(pixels, bold));
        return QSizeF(metrics.horizontalAdvance(text), metrics.height());
    });
}

bool takesImages(const QPainter &painter)
{
    return painter.paintEngine()->type() == QPaintEngine::Raster && painter.deviceTransform().type() <= QTransform::TxTranslate;
}

void paintTextImage(QPainter &painter, QPointF at, const QString &text, double pixels, bool bold, const QColor &colour)
{
    static QHash<Key, QImage> known;
    painter.drawImage(at, kept(known, {text, std::max(1, int(pixels + 0.5)), bold, colour.rgba()},
                               [&] { return imageOf(text, pixels, bold, colour); }));
}

} // namespace ui
