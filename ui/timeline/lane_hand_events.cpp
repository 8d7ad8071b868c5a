// The events' part of the LaneHand: mouse, keys, and what is painted of them.
#include "ui/timeline/lane_hand.h"

#include "ui/selection.h"
#include "ui/timeline/layout_parts.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace ui {
namespace {

constexpr double scrollEdge = 14; ///< px; a lane dragged this near to the body's edge scrolls it

} // namespace

bool LaneHand::eventFilter(QObject *watched, QEvent *event)
{
    const bool onViewport = watched == m_viewport; // the view may be half gone: nothing is asked of it here
    switch (event->type()) {
    case QEvent::MouseButtonPress: return onViewport && mousePressed(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseMove: return onViewport && mouseMoved(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonRelease: return onViewport && mouseReleased(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonDblClick: return onViewport && headerAt(static_cast<QMouseEvent *>(event)->position());
    case QEvent::ContextMenu: return menuAsked(*static_cast<QContextMenuEvent *>(event));
    case QEvent::ToolTip: return onViewport && tipAsked(*static_cast<QHelpEvent *>(event));
    case QEvent::KeyPress: return !onViewport && keyPressed(*static_cast<QKeyEvent *>(event));
    default: return false;
    }
}

bool LaneHand::mousePressed(const QMouseEvent &event)
{
    if (m_drag)
        return true; // another button while one is held
    if (event.button() == Qt::RightButton)
        return inGutter(event.position()); // for the menu; over the rows it measures
    const std::optional<int> worker = headerAt(event.position());
    if (!worker || event.button() != Qt::LeftButton || event.modifiers() != Qt::NoModifier)
        return false;
    m_drag = Drag{*worker, event.position(), false, {}, 0};
    return true;
}

bool LaneHand::mouseMoved(const QMouseEvent &event)
{
    if (!m_drag)
        return false;
    if (!m_drag->moving && std::abs(event.position().y() - m_drag->from.y()) < QApplication::startDragDistance())
        return true;
    if (!std::exchange(m_drag->moving, true))
        m_view.viewport()->setCursor(Qt::ClosedHandCursor);
    aim(event.position().y());
    m_view.viewport()->update();
    return true;
}

/// The gap between two lanes that is nearest to `y`.
void LaneHand::aim(double y)
{
    const QRectF body = m_view.layout().body;
    QScrollBar *bar = m_view.verticalScrollBar();
    if (y < body.top() + scrollEdge)
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    else if (y > body.bottom() - scrollEdge)
        bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    const double inBody = y - body.top() + bar->value();
    double nearest = INFINITY, last = 0;
    const auto offer = [&](double gap, std::optional<int> before) {
        if (std::abs(gap - inBody) >= nearest)
            return;
        nearest = std::abs(gap - inBody);
        m_drag->before = before;
        m_drag->line = gap;
    };
    for (const Band &band : m_view.layout().bands) {
        if (band.region != Region::Worker)
            continue;
        offer(band.top, band.row);
        last = band.bottom;
    }
    offer(last, std::nullopt);
}

bool LaneHand::mouseReleased(const QMouseEvent &event)
{
    if (!m_drag)
        return event.button() == Qt::RightButton && inGutter(event.position());
    if (event.button() != Qt::LeftButton)
        return true;
    const Drag drag = *m_drag;
    endDrag();
    if (!drag.moving)
        makeCurrent(drag.worker);
    else if (size_t(drag.worker) < run()->trace.workers().size())
        move(drag.worker, drag.before);
    return true;
}

void LaneHand::endDrag()
{
    if (!m_drag)
        return;
    m_drag.reset();
    m_view.viewport()->unsetCursor();
    m_view.viewport()->update();
}

bool LaneHand::keyPressed(const QKeyEvent &event)
{
    if (m_drag && event.key() == Qt::Key_Escape) {
        endDrag();
        return true;
    }
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool walks = modifiers == Qt::AltModifier, carries = modifiers == (Qt::AltModifier | Qt::ShiftModifier);
    if (run() && !m_drag && modifiers == Qt::ShiftModifier && event.key() == Qt::Key_F10) {
        popUp(menuPlace()); // for keyboards without a Menu key
        return true;
    }
    const bool up = event.key() == Qt::Key_Up;
    if (!run() || m_drag || !(walks || carries) || !(up || event.key() == Qt::Key_Down))
        return false;
    step(up ? -1 : 1, carries);
    return true;
}

bool LaneHand::menuAsked(const QContextMenuEvent &event)
{
    const bool byMouse = event.reason() == QContextMenuEvent::Mouse;
    const QPointF point = m_view.viewport()->mapFromGlobal(QPointF(event.globalPos()));
    if (!run() || m_drag || (byMouse && !inGutter(point)))
        return false;
    if (byMouse)
        makeCurrent(headerAt(point));
    popUp(byMouse ? event.globalPos() : menuPlace());
    return true;
}

/// Below the current lane's header, for who asks by key.
QPoint LaneHand::menuPlace() const
{
    const std::optional<int> worker = current();
    const QRectF header = worker ? headerOf(*worker) : QRectF();
    const QPointF place = header.isNull() ? m_view.layout().body.topLeft() : header.bottomLeft();
    return m_view.viewport()->mapToGlobal(place.toPoint() + QPoint(24, 0));
}

void LaneHand::popUp(QPoint place)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(QStringLiteral("laneMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fill(*menu);
    menu->popup(place);
}

bool LaneHand::tipAsked(const QHelpEvent &event)
{
    const std::optional<int> worker = headerAt(QPointF(event.pos()));
    if (!worker)
        return trackTipAsked(event);
    const app::Lane &lane = run()->trace.workers()[size_t(*worker)];
    const qint64 busy = busyTime(lane, run()->now), whole = std::max<qint64>(1, run()->now - run()->trace.begin());
    const double share = std::clamp(double(busy) / double(whole), 0.0, 1.0);
    QToolTip::showText(event.globalPos(), tr("%1, thread %2: busy %3 % (%4 of %5), idle %6 %")
                                                  .arg(nameOf(*worker)).arg(lane.tid)
                                                  .arg(percentText(share), app::durationText(busy), app::durationText(whole), percentText(1 - share)),
                       m_view.viewport(), headerOf(*worker).toRect());
    return true;
}

/// A track's whole name, and what its row has: the header may be too narrow for it.
bool LaneHand::trackTipAsked(const QHelpEvent &event)
{
    if (!inGutter(QPointF(event.pos())))
        return false;
    const double offset = m_view.layout().body.top() - m_view.verticalScrollBar()->value(), y = event.pos().y() - offset;
    for (const Band &band : m_view.layout().bands) {
        if (band.region != Region::Track || y < band.top || y >= band.bottom)
            continue;
        const QRectF header(0, band.top + offset, m_view.layout().time.left, band.bottom - band.top);
        QToolTip::showText(event.globalPos(), laneText(*run(), placeOf(band)).toHtmlEscaped(), m_view.viewport(), header.toRect());
        return true;
    }
    return false;
}

/// The lane's name on a plate at its header: small lanes have no label of their own.
void LaneHand::paintName(QPainter &painter, int worker, double y) const
{
    const double s = m_view.layout().scale;
    const QRectF plate(10 * s, y - 9 * s, textWidth(nameOf(worker), 12 * s, true) + 14 * s, 18 * s);
    painter.fillRect(plate, m_view.theme().accent);
    painter.setPen(m_view.theme().panel);
    painter.setFont(textFont(12 * s, QFont::DemiBold));
    painter.drawText(plate, Qt::AlignCenter, nameOf(worker));
}

void LaneHand::paint(QPainter &painter) const
{
    const TimelineLayout &layout = m_view.layout();
    const double s = layout.scale;
    const std::optional<int> worker = m_current ? current() : std::nullopt;
    const QRectF header = worker ? headerOf(*worker) : QRectF();
    painter.save();
    painter.setClipRect(layout.body);
    if (!header.isNull()) {
        painter.setPen(QPen(m_view.theme().accent, s));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(header.adjusted(8 * s, 0.5, -3 * s, -0.5), 3 * s, 3 * s);
        if (header.height() < labelFrom * s && !(m_drag && m_drag->moving))
            paintName(painter, *worker, header.center().y());
    }
    if (m_drag && m_drag->moving) {
        const double y = layout.body.top() + m_drag->line - m_view.verticalScrollBar()->value();
        painter.fillRect(QRectF(0, y - 1.5 * s, layout.size.width(), 3 * s), m_view.theme().accent);
        paintName(painter, m_drag->worker, y);
    }
    painter.restore();
}

} // namespace ui
