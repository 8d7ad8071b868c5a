// The hand's part of the ComparisonView: mouse, wheel, keys.
#include "ui/comparison/comparison_view.h"

#include "ui/timeline/hand_keys.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double stripZoomPerNotch = 1.25;
constexpr double notch = 120;    ///< eighths of a degree
constexpr int stepsInView = 100; ///< of the line, by the keyboard
constexpr int fewSteps = 1, manySteps = 10;

} // namespace

void ComparisonView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    const TimeScale &time = layout().frame.time;
    const double x = m_pointer->x();
    const bool onTime = m_pointer->y() >= m_layout.frame.ruler.top() && x >= time.left && x <= time.left + time.width;
    setMoment(onTime ? std::optional(time.toTime(x)) : std::nullopt);
    update();
}

void ComparisonView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    event->accept();
}

void ComparisonView::leaveEvent(QEvent *)
{
    m_pointer.reset();
    setMoment(std::nullopt);
    update();
}

void ComparisonView::wheelEvent(QWheelEvent *event)
{
    const QPointF turn = event->angleDelta();
    const TimeScale &time = layout().frame.time;
    const double perPixel = double(m_zoom.visible().length()) / time.width;
    m_usual = false;
    if (event->modifiers() & Qt::ShiftModifier || std::abs(turn.x()) > std::abs(turn.y()))
        m_zoom.pan(std::llround(-(turn.x() != 0 ? turn.x() : turn.y()) * perPixel), Move::AtOnce);
    else
        m_zoom.zoomAround(time.toTime(event->position().x()), std::pow(stripZoomPerNotch, turn.y() / notch), Move::AtOnce);
    placeButtons();
    event->accept();
}

void ComparisonView::keyPressEvent(QKeyEvent *event)
{
    const int steps = event->modifiers() & Qt::ShiftModifier ? manySteps : fewSteps;
    switch (event->key()) {
    case Qt::Key_Left: return moveMoment(-steps);
    case Qt::Key_Right: return moveMoment(steps);
    case Qt::Key_0: return m_zoom.target() == m_zoom.whole() ? toggleWhole() : showAll();
    case Qt::Key_Escape: Q_EMIT closeAsked(); return;
    default: break;
    }
    if (!moveBy(handKey(*event), m_zoom))
        return QWidget::keyPressEvent(event);
    m_usual = false;
    placeButtons();
}

bool ComparisonView::showMoment(app::RunId id, qint64 t)
{
    const app::Run *run = m_session.run(id);
    if (!run || std::find(m_ids.begin(), m_ids.end(), id) == m_ids.end())
        return false;
    goTo(t - app::headline(run->trace).first);
    return true;
}

/// Begins in the middle of what is shown.
void ComparisonView::moveMoment(int steps)
{
    const TimeRange range = m_zoom.visible();
    const qint64 step = std::max<qint64>(1, range.length() / stepsInView);
    goTo(m_moment ? *m_moment + steps * step : range.begin + range.length() / 2);
}

/// Takes what is shown along at its edges.
void ComparisonView::goTo(qint64 moment)
{
    const TimeRange range = m_zoom.visible();
    const qint64 t = std::clamp<qint64>(moment, 0, m_zoom.whole().end);
    m_pointer.reset();
    setMoment(t);
    if (t < range.begin || t > range.end) {
        m_usual = false;
        m_zoom.pan(t < range.begin ? t - range.begin : t - range.end);
        placeButtons();
    }
    describe();
}

} // namespace ui
