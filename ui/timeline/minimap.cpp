#include "ui/timeline/minimap.h"

#include "ui/selection.h"
#include "ui/timeline/hand_keys.h"
#include "ui/timeline/minimap_picture.h"

#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace ui {
namespace {

constexpr int renewMillis = 250;
constexpr double stripHeight = 30, inset = 4, edgeReach = 6, leastFrame = 6; ///< px at scale 1
constexpr double zoomStep = 1.25, panStep = 0.1;

} // namespace

Minimap::Minimap(app::Session &session, Selection &selection, ZoomControl &zoom, QWidget *parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_zoom(zoom)
{
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys with the timeline, which has more of them
    setMouseTracking(true);
    setAccessibleName(tr("Overview of the run"));
    setAccessibleDescription(tr("The frame is what the timeline shows. Arrow keys move it, plus and minus change its width, Home shows all."));
    setToolTip(tr("The whole run. Drag the frame or its edges, or click where you want to look."));
    m_renew.setSingleShot(true);
    m_renew.setInterval(renewMillis);
    m_renew.callOnTimeout(this, &Minimap::renew);
    connect(&session, &app::Session::runAdvanced, this, &Minimap::renewSoon);
    connect(&session, &app::Session::runFinished, this, &Minimap::renewSoon);
    connect(&selection, &Selection::runChanged, this, &Minimap::renew);
    connect(&zoom, &ZoomControl::visibleChanged, this, [this] { update(); });
    connect(&zoom, &ZoomControl::wholeChanged, this, [this] {
        renewSoon();
        update();
    });
}

const app::Run *Minimap::run() const { return m_session.run(m_selection.run()); }
TimeScale Minimap::scale() const { return {m_zoom.whole(), m_left, m_width}; }

void Minimap::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    setFixedHeight(int(stripHeight * scale));
    renew();
}

void Minimap::setAxis(double left, double width)
{
    if (m_left == left && m_width == width)
        return;
    m_left = left;
    m_width = std::max(1.0, width);
    renew();
}

void Minimap::resizeEvent(QResizeEvent *) { renewSoon(); }

void Minimap::renewSoon()
{
    if (!m_renew.isActive())
        m_renew.start();
}

void Minimap::renew()
{
    m_renew.stop();
    m_picture = {};
    if (const app::Run *shown = run()) {
        m_pictureRange = m_zoom.whole();
        const double ratio = devicePixelRatioF();
        m_picture = minimapPicture(*shown, m_pictureRange, (QSizeF(m_width, height() - 2 * inset * m_scale) * ratio).toSize(),
                                   m_scale * ratio, m_theme);
        ++m_picturesMade;
    }
    update();
}

/// Never narrower than one can take hold of.
QRectF Minimap::frame() const
{
    const TimeRange visible = m_zoom.visible();
    const double left = std::clamp(scale().toPixel(visible.begin), m_left, m_left + m_width);
    const double right = std::clamp(scale().toPixel(visible.end), m_left, m_left + m_width);
    const double width = std::max(right - left, leastFrame * m_scale);
    return {std::min(left, m_left + m_width - width), 1.5, width, height() - 3.0};
}

void Minimap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    if (!run())
        return;
    const double left = scale().toPixel(m_pictureRange.begin), right = scale().toPixel(m_pictureRange.end);
    painter.drawImage(QRectF(left, inset * m_scale, right - left, height() - 2 * inset * m_scale), m_picture);
    const QRectF seen = frame();
    QColor veil = m_theme.window;
    veil.setAlpha(170);
    painter.fillRect(QRectF(m_left, 0, seen.left() - m_left, height()), veil);
    painter.fillRect(QRectF(seen.right(), 0, m_left + m_width - seen.right(), height()), veil);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.text, 1.5 * m_scale));
    painter.drawRoundedRect(seen, 3 * m_scale, 3 * m_scale);
    for (const double x : {seen.left(), seen.right()}) // where to take hold
        painter.drawLine(QPointF(x, seen.center().y() - 4 * m_scale), QPointF(x, seen.center().y() + 4 * m_scale));
}

/// Where the frame holds everything there is nothing to move: a drag draws a new one.
Minimap::Grip Minimap::gripAt(double x) const
{
    const QRectF seen = frame();
    const double begin = std::abs(x - seen.left()), end = std::abs(x - seen.right());
    if (std::min(begin, end) <= edgeReach * m_scale && seen.width() > 3 * edgeReach * m_scale)
        return begin < end ? Grip::Begin : Grip::End;
    if (seen.left() <= m_left + 1 && seen.right() >= m_left + m_width - 1)
        return Grip::Range;
    return x >= seen.left() && x <= seen.right() ? Grip::Frame : Grip::None;
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !run())
        return;
    m_gripX = event->position().x();
    m_grip = gripAt(m_gripX);
    m_gripped = m_zoom.visible();
    if (m_grip != Grip::None)
        return;
    const qint64 length = m_zoom.target().length(), begin = scale().toTime(m_gripX) - length / 2;
    m_gripped = {begin, begin + length};
    m_grip = Grip::Frame;
    m_zoom.glideTo(m_gripped);
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (m_grip != Grip::None)
        dragTo(event->position().x());
    showCursor(event->position().x());
}

void Minimap::dragTo(double x)
{
    const TimeScale time = scale();
    const qint64 moved = time.toTime(x) - time.toTime(m_gripX);
    const qint64 least = std::max(ZoomControl::shortestRange, qint64(double(time.range.length()) / m_width)); // a pixel
    TimeRange next = m_gripped;
    switch (m_grip) {
    case Grip::Begin: next.begin = std::min(m_gripped.begin + moved, m_gripped.end - least); break;
    case Grip::End: next.end = std::max(m_gripped.end + moved, m_gripped.begin + least); break;
    case Grip::Frame: next = {m_gripped.begin + moved, m_gripped.end + moved}; break;
    case Grip::Range:
        next = {std::min(time.toTime(x), time.toTime(m_gripX)), std::max(time.toTime(x), time.toTime(m_gripX))};
        if (next.length() < 3 * least)
            return; // a click
        break;
    case Grip::None: return;
    }
    m_zoom.setVisible(next);
}

void Minimap::mouseReleaseEvent(QMouseEvent *event)
{
    m_grip = Grip::None;
    showCursor(event->position().x());
}

void Minimap::showCursor(double x)
{
    const Grip grip = m_grip != Grip::None ? m_grip : run() ? gripAt(x) : Grip::None;
    if (grip == Grip::Begin || grip == Grip::End)
        setCursor(Qt::SizeHorCursor);
    else if (grip == Grip::Frame)
        setCursor(m_grip == Grip::Frame ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    else
        unsetCursor();
}

void Minimap::mouseDoubleClickEvent(QMouseEvent *) { m_zoom.showAll(); }

void Minimap::wheelEvent(QWheelEvent *event)
{
    const QPointF turn = event->angleDelta();
    if (std::abs(turn.x()) > std::abs(turn.y()) || event->modifiers() & Qt::ShiftModifier)
        m_zoom.pan(std::llround(-(turn.x() != 0 ? turn.x() : turn.y()) / 120 * panStep * double(m_zoom.target().length())));
    else
        m_zoom.zoomMiddle(std::pow(zoomStep, turn.y() / 120));
    event->accept();
}

void Minimap::keyPressEvent(QKeyEvent *event)
{
    const HandKey key = handKey(*event);
    switch (key) {
    case HandKey::LanesUp: return m_zoom.zoomMiddle(zoomStep);
    case HandKey::LanesDown: return m_zoom.zoomMiddle(1 / zoomStep);
    case HandKey::PageUp: return m_zoom.pan(-m_zoom.target().length());
    case HandKey::PageDown: return m_zoom.pan(m_zoom.target().length());
    default:
        if (!moveBy(key, m_zoom))
            QWidget::keyPressEvent(event);
    }
}

} // namespace ui
