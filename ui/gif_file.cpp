#include "ui/gif_file.h"

#include <gif_lib.h>

#include <algorithm>
#include <cstring>

// The format: GIF89a (W3C, "Graphics Interchange Format, Version 89a"); that it begins again is Netscape's extension.
namespace ui {
namespace {

constexpr int mostHundredths = 65'535; ///< 16 bits

int writeTo(GifFileType *gif, const GifByteType *bytes, int count)
{
    return int(static_cast<QIODevice *>(gif->UserData)->write(reinterpret_cast<const char *>(bytes), count));
}

/// 2, 4, ... 256: how many colours a table has, of which one is for what stays as it is.
int tableSize(size_t colours)
{
    int size = 2;
    while (size < int(colours) + 1)
        size *= 2;
    return size;
}

} // namespace

/// giflib's state, freed in any case.
struct GifFile::Encoder {
    GifFileType *gif = nullptr;
    int unchanged = 0; ///< the place of "as before"

    explicit Encoder(QIODevice &file) : gif(EGifOpen(&file, writeTo, nullptr)) {}
    ~Encoder() { close(); }
    Encoder(const Encoder &) = delete;
    Encoder &operator=(const Encoder &) = delete;

    bool close()
    {
        GifFileType *open = std::exchange(gif, nullptr);
        return open && EGifCloseFile(open, nullptr) == GIF_OK;
    }
    bool begin(QSize size, const std::vector<QRgb> &colours)
    {
        if (!gif)
            return false;
        unchanged = int(colours.size());
        ColorMapObject *table = GifMakeMapObject(tableSize(colours.size()), nullptr);
        if (!table)
            return false;
        for (size_t i = 0; i < colours.size(); ++i)
            table->Colors[i] = {GifByteType(qRed(colours[i])), GifByteType(qGreen(colours[i])), GifByteType(qBlue(colours[i]))};
        EGifSetGifVersion(gif, true);
        const bool put = EGifPutScreenDesc(gif, size.width(), size.height(), 8, 0, table) == GIF_OK;
        GifFreeMapObject(table);
        return put && forEver();
    }
    bool forEver()
    {
        const GifByteType times[] = {1, 0, 0}; // sub-block 1, then 16 bits: 0 is without end
        return EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK && EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0") == GIF_OK
                && EGifPutExtensionBlock(gif, sizeof(times), times) == GIF_OK && EGifPutExtensionTrailer(gif) == GIF_OK;
    }
    bool put(const QRect &place, std::vector<quint8> &pixels, int hundredths, bool first)
    {
        const GraphicsControlBlock control{DISPOSE_DO_NOT, false, hundredths, first ? NO_TRANSPARENT_COLOR : unchanged};
        GifByteType bytes[4] = {};
        EGifGCBToExtension(&control, bytes);
        if (EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, sizeof(bytes), bytes) != GIF_OK
            || EGifPutImageDesc(gif, place.x(), place.y(), place.width(), place.height(), false, nullptr) != GIF_OK)
            return false;
        for (int y = 0; y < place.height(); ++y) {
            if (EGifPutLine(gif, pixels.data() + size_t(y) * size_t(place.width()), place.width()) != GIF_OK)
                return false;
        }
        return true;
    }
};

GifFile::GifFile(const QString &path, QSize size, GifPalette palette)
    : m_size(size), m_palette(std::move(palette)), m_file(path), m_canvas(size_t(size.width()) * size_t(size.height()))
{
}

GifFile::~GifFile() = default;

QString GifFile::fault()
{
    m_encoder.reset();
    return m_file.giveUp();
}

QString GifFile::open()
{
    if (QString fault = m_file.begin(); !fault.isEmpty())
        return fault;
    m_encoder = std::make_unique<Encoder>(m_file);
    return m_encoder->begin(m_size, m_palette.colours()) && !m_file.hasFailed() ? QString() : fault();
}

/// The rectangle outside which the frame is as the last one; empty: nothing changed.
QRect GifFile::changed(const QImage &frame) const
{
    if (m_last.isNull())
        return frame.rect();
    int top = m_size.height(), bottom = -1, left = m_size.width(), right = -1;
    for (int y = 0; y < m_size.height(); ++y) {
        const auto *now = reinterpret_cast<const QRgb *>(frame.constScanLine(y)), *before = reinterpret_cast<const QRgb *>(m_last.constScanLine(y));
        if (std::memcmp(now, before, size_t(m_size.width()) * sizeof(QRgb)) == 0)
            continue;
        top = std::min(top, y);
        bottom = y;
        int first = 0, last = m_size.width() - 1;
        while (first < left && now[first] == before[first])
            ++first;
        while (last > right && now[last] == before[last])
            --last;
        left = std::min(left, first);
        right = std::max(right, last);
    }
    return bottom < 0 ? QRect() : QRect(QPoint(left, top), QPoint(right, bottom));
}

/// The frame's pixels in `place` become the ones that wait, and what a viewer will have.
void GifFile::take(const QImage &frame, const QRect &place)
{
    const bool whole = m_last.isNull();
    const auto unchanged = quint8(m_encoder->unchanged);
    m_place = place;
    m_pending.resize(size_t(place.width()) * size_t(place.height()));
    quint8 *to = m_pending.data();
    QRgb colour = 0;
    quint8 found = m_palette.nearest(colour);
    for (int y = place.top(); y <= place.bottom(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(frame.constScanLine(y)) + place.left();
        quint8 *canvas = m_canvas.data() + size_t(y) * size_t(m_size.width()) + size_t(place.left());
        for (int x = 0; x < place.width(); ++x) {
            if (from[x] != colour) { // most pixels are like the one before
                colour = from[x];
                found = m_palette.nearest(colour);
            }
            *to++ = !whole && canvas[x] == found ? unchanged : found;
            canvas[x] = found;
        }
    }
}

bool GifFile::writePending()
{
    return m_hundredths == 0 || m_encoder->put(m_place, m_pending, std::min(m_hundredths, mostHundredths), std::exchange(m_first, false));
}

QString GifFile::add(const QImage &frame, int hundredths)
{
    const QRect place = changed(frame);
    if (place.isEmpty()) {
        m_hundredths += hundredths;
        return {};
    }
    if (!writePending() || m_file.hasFailed())
        return fault();
    take(frame, place);
    m_last = frame;
    m_hundredths = std::max(2, hundredths);
    return {};
}

QString GifFile::finish()
{
    return writePending() && m_encoder->close() ? m_file.finish() : fault();
}

} // namespace ui
