#include "ui/gif_palette.h"

#include <algorithm>
#include <cstdlib>

namespace ui {
namespace {

/// Those of `colours` that lie further than `reach` from all before them; empty: more than `most` do.
std::vector<QRgb> apart(const std::vector<QRgb> &colours, int reach, int most)
{
    std::vector<QRgb> chosen;
    for (const QRgb colour : colours) {
        if (std::any_of(chosen.begin(), chosen.end(), [colour, reach](QRgb other) { return colourDistance(colour, other) <= reach; }))
            continue;
        if (int(chosen.size()) == most)
            return {};
        chosen.push_back(colour);
    }
    return chosen;
}

} // namespace

int colourDistance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

void ColourCounts::add(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width();) { // most pixels are like the one before
            int next = x + 1;
            while (next < image.width() && line[next] == line[x])
                ++next;
            add(line[x], next - x);
            x = next;
        }
    }
}

std::vector<QRgb> ColourCounts::byFrequency() const
{
    std::vector<std::pair<qint64, QRgb>> counted;
    counted.reserve(size_t(m_times.size()));
    for (auto it = m_times.cbegin(); it != m_times.cend(); ++it)
        counted.emplace_back(-it.value(), it.key()); // the hash has no order, the file shall have one
    std::sort(counted.begin(), counted.end());
    std::vector<QRgb> colours;
    for (const auto &[times, colour] : counted)
        colours.push_back(colour);
    return colours;
}

GifPalette::GifPalette(const ColourCounts &counts, int most)
{
    const std::vector<QRgb> colours = counts.byFrequency();
    while (m_colours.empty() && !colours.empty()) {
        m_colours = apart(colours, m_reach, most);
        m_reach += m_colours.empty();
    }
    if (m_colours.empty())
        m_colours.push_back(qRgb(255, 255, 255));
    for (size_t place = 0; place < m_colours.size(); ++place)
        m_places.insert(m_colours[place], quint8(place));
}

quint8 GifPalette::nearest(QRgb colour)
{
    colour |= 0xff000000;
    if (const auto known = m_places.constFind(colour); known != m_places.cend())
        return *known;
    const auto found = std::min_element(m_colours.begin(), m_colours.end(), [colour](QRgb a, QRgb b) {
        return colourDistance(a, colour) < colourDistance(b, colour);
    });
    return *m_places.insert(colour, quint8(found - m_colours.begin()));
}

} // namespace ui
