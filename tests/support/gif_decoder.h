#pragma once

#include <gif_lib.h>

#include <QFile>
#include <QImage>
#include <QRect>

#include <cstring>
#include <vector>

// A GIF as a viewer composes it, by giflib's decoder.
namespace support {

struct DecodedGif {
    bool whole = false; ///< read up to its last byte without a complaint
    QSize size;
    int colours = 0;    ///< of the table that all share; 0: none
    int loops = -1;     ///< Netscape's count: 0 is for ever; -1: it is not there
    std::vector<QImage> frames;   ///< composed, RGB32
    std::vector<int> hundredths;  ///< how long each is shown
    std::vector<QRect> places;    ///< what each one brings
    std::vector<int> disposals;

    QImage last() const { return frames.empty() ? QImage() : frames.back(); }
};

inline void compose(const SavedImage &saved, const ColorMapObject &table, int transparent, QImage &canvas)
{
    const GifImageDesc &desc = saved.ImageDesc;
    for (int y = 0; y < desc.Height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(canvas.scanLine(desc.Top + y)) + desc.Left;
        for (int x = 0; x < desc.Width; ++x) {
            const int place = saved.RasterBits[y * desc.Width + x];
            if (place == transparent)
                continue;
            const GifColorType colour = table.Colors[place];
            line[x] = qRgb(colour.Red, colour.Green, colour.Blue);
        }
    }
}

inline DecodedGif decodeGif(const QString &path)
{
    DecodedGif decoded;
    GifFileType *gif = DGifOpenFileName(QFile::encodeName(path).constData(), nullptr);
    if (!gif)
        return decoded;
    decoded.whole = DGifSlurp(gif) == GIF_OK;
    decoded.size = {gif->SWidth, gif->SHeight};
    decoded.colours = gif->SColorMap ? gif->SColorMap->ColorCount : 0;
    QImage canvas(decoded.size, QImage::Format_RGB32);
    canvas.fill(Qt::magenta); // what no frame covers is seen
    for (int i = 0; i < gif->ImageCount && decoded.colours > 0; ++i) {
        const SavedImage &saved = gif->SavedImages[i];
        for (int k = 0; k + 1 < saved.ExtensionBlockCount; ++k) {
            const ExtensionBlock &name = saved.ExtensionBlocks[k], &data = saved.ExtensionBlocks[k + 1];
            if (name.ByteCount == 11 && std::memcmp(name.Bytes, "NETSCAPE2.0", 11) == 0 && data.ByteCount == 3)
                decoded.loops = data.Bytes[1] | data.Bytes[2] << 8;
        }
        GraphicsControlBlock control{};
        control.TransparentColor = NO_TRANSPARENT_COLOR;
        DGifSavedExtensionToGCB(gif, i, &control);
        compose(saved, *gif->SColorMap, control.TransparentColor, canvas);
        decoded.frames.push_back(canvas);
        decoded.hundredths.push_back(control.DelayTime);
        decoded.disposals.push_back(control.DisposalMode);
        decoded.places.emplace_back(saved.ImageDesc.Left, saved.ImageDesc.Top, saved.ImageDesc.Width, saved.ImageDesc.Height);
    }
    DGifCloseFile(gif, nullptr);
    return decoded;
}

} // namespace support
