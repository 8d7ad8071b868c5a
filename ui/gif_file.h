#pragma once

#include "app/output_file.h"
#include "ui/gif_palette.h"

#include <QRect>
#include <QSize>

#include <memory>

struct GifFileType;

namespace ui {

/// An animated GIF on its way into a file: frames are written as they come, each as the rectangle that changed, what does
/// not change in it transparent; it begins again for ever. Through a temporary file: unless finish() succeeds, nothing is
/// left, and an older file stays whole. Not thread-safe. Functions return an empty string (done), or what is wrong and what to do.
class GifFile
{
public:
    GifFile(const QString &path, QSize size, GifPalette palette);
    ~GifFile();
    GifFile(const GifFile &) = delete;
    GifFile &operator=(const GifFile &) = delete;

    QString open();
    /// Format_RGB32, of the size given; shown for `hundredths` of a second (at least 2). One that is as the one before only
    /// makes that last longer.
    QString add(const QImage &frame, int hundredths);
    /// Call once, after the last frame.
    QString finish();

private:
    struct Encoder;
    QRect changed(const QImage &frame) const;
    void take(const QImage &frame, const QRect &place);
    bool writePending();
    QString fault();

    const QSize m_size;
    GifPalette m_palette;
    app::OutputFile m_file;
    std::unique_ptr<Encoder> m_encoder;
    QImage m_last;                 ///< the frame added last
    std::vector<quint8> m_canvas;  ///< places in the palette, of all pixels, as a viewer has them by then
    std::vector<quint8> m_pending; ///< the frame that waits for its length to be known: m_place, line by line
    QRect m_place;
    int m_hundredths = 0;
    bool m_first = true;           ///< no frame was written yet
};

} // namespace ui
