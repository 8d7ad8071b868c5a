#pragma once

#include <QHash>
#include <QImage>

#include <vector>

// The colours of an animated GIF: one table for all its frames. Values; not thread-safe.
namespace ui {

/// How often each colour occurs. Alpha does not count.
class ColourCounts
{
public:
    void add(const QImage &image); ///< Format_RGB32
    void add(QRgb colour, qint64 times = 1) { m_times[colour | alpha] += times; }
    /// The most frequent first; those that occur as often by their value.
    std::vector<QRgb> byFrequency() const;

private:
    static constexpr QRgb alpha = 0xff000000;
    QHash<QRgb, qint64> m_times;
};

/// At most `most` of the colours that were counted: all of them where they fit; else the most frequent ones that lie
/// apart, so far apart that they fit. Each counted colour is then within reach() of one in the table, and what covers
/// most of the picture is exactly itself. (Median cut would mix a ground with the edges of the letters on it.)
class GifPalette
{
public:
    static constexpr int mostColours = 255; ///< one of GIF's 256 stays free, for what does not change

    explicit GifPalette(const ColourCounts &counts, int most = mostColours);

    const std::vector<QRgb> &colours() const { return m_colours; }
    int reach() const { return m_reach; } ///< greatest difference in red, green or blue, 0 to 255
    /// The place of the nearest colour; remembered.
    quint8 nearest(QRgb colour);

private:
    std::vector<QRgb> m_colours;
    QHash<QRgb, quint8> m_places;
    int m_reach = 0;
};

/// The greatest difference of two colours in red, green or blue.
int colourDistance(QRgb a, QRgb b);

} // namespace ui
