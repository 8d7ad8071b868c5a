#include "ui/export_preview.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace ui {
namespace {

constexpr double mostPixels = 2.5e6; ///< a larger picture is drawn smaller: a slide of 1920 x 1080 as it is
constexpr double titlePart = 0.09;   ///< of the height
constexpr int chessSide = 8;         ///< px
constexpr int frameWidth = 1;        ///< px, for the frame

/// With the layout of its real size; large ones are painted through a transformation.
QImage imageOfAbout(const Drawing &drawing, QSize pixels)
{
    const double area = double(drawing.size.width()) * drawing.size.height();
    Drawing smaller = drawing;
    smaller.scale = std::min(1.0, std::sqrt(mostPixels / area));
    return imageOf(smaller).scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

void paintChess(QPainter &painter, const QRect &place, bool dark)
{
    QPixmap tile(2 * chessSide, 2 * chessSide);
    tile.fill(QColor(dark ? 0xff3c4046 : 0xffffffff));
    const QColor other(dark ? 0xff2c2f34 : 0xffe6e6e6);
    QPainter squares(&tile);
    squares.fillRect(0, 0, chessSide, chessSide, other);
    squares.fillRect(chessSide, chessSide, chessSide, chessSide, other);
    squares.end();
    painter.drawTiledPixmap(place, tile);
}

} // namespace

ExportPreview::ExportPreview(QWidget *parent) : QWidget(parent)
{
    setMinimumSize(360, 220);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::OpenHandCursor);
    setAccessibleName(tr("Preview of the picture"));
    setToolTip(tr("Drag the picture into a slide or a folder; click its title to change it"));
}

void ExportPreview::setSource(std::function<Drawing()> drawing)
{
    m_source = std::move(drawing);
    refresh();
}

void ExportPreview::refresh()
{
    m_stale = true;
    update();
}

QRect ExportPreview::place() const
{
    const QSize room = size() - QSize(2 * frameWidth, 2 * frameWidth);
    const QSize shown = (m_size.width() <= room.width() && m_size.height() <= room.height() ? m_size : m_size.scaled(room, Qt::KeepAspectRatio))
                                .expandedTo({1, 1});
    return {QPoint((width() - shown.width()) / 2, (height() - shown.height()) / 2), shown};
}

void ExportPreview::draw()
{
    m_stale = false;
    const Drawing drawing = m_source ? m_source() : Drawing();
    if (!drawing.paint || !sizeFault(drawing.size, 1).isEmpty())
        return;
    m_size = drawing.size;
    m_transparent = drawing.transparent;
    m_image = imageOfAbout(drawing, place().size() * devicePixelRatioF());
}

void ExportPreview::paintEvent(QPaintEvent *)
{
    if (m_stale)
        draw();
    QPainter painter(this);
    if (m_image.isNull())
        return;
    const QRect shown = place();
    if (m_transparent)
        paintChess(painter, shown, m_slideDark);
    painter.drawImage(shown, m_image);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(shown.adjusted(-1, -1, 0, 0));
}

void ExportPreview::resizeEvent(QResizeEvent *) { refresh(); }

void ExportPreview::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && place().contains(event->position().toPoint()))
        m_pressed = event->position().toPoint();
}

void ExportPreview::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed || (event->position().toPoint() - *m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    m_pressed.reset();
    Q_EMIT dragBegun();
}

void ExportPreview::mouseReleaseEvent(QMouseEvent *)
{
    if (m_pressed && m_pressed->y() < place().top() + place().height() * titlePart)
        Q_EMIT titleClicked();
    m_pressed.reset();
}

} // namespace ui
