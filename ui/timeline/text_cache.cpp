#include "ui/timeline/text_cache.h"

#include "ui/theme.h"

#include <QHash>

namespace ui {
namespace {

constexpr qsizetype mostTexts = 4096; ///< then all are forgotten: a frame needs some hundred

struct Key {
    QString text;
    int pixels = 0;
    bool bold = false;
    bool operator==(const Key &) const = default;
};
size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.text, key.pixels, key.bold); }

} // namespace

const ShapedText &shaped(const QString &text, double pixels, bool bold)
{
    static QHash<Key, ShapedText> known;
    const Key key{text, std::max(1, int(pixels + 0.5)), bold};
    const auto found = known.constFind(key);
    if (found != known.cend())
        return *found;
    if (known.size() >= mostTexts)
        known.clear();
    ShapedText &made = known[key];
    made.text = QStaticText(text);
    made.text.setTextFormat(Qt::PlainText);
    made.text.setPerformanceHint(QStaticText::AggressiveCaching);
    made.text.prepare({}, textFont(pixels, bold ? QFont::DemiBold : QFont::Normal));
    made.size = made.text.size();
    return made;
}

} // namespace ui
