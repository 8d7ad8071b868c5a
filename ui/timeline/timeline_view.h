#pragma once

#include "app/find.h"
#include "app/session.h"
#include "ui/theme.h"
#include "ui/timeline/annotations.h"
#include "ui/timeline/event_walk.h"
#include "ui/timeline/frame_pacer.h"
#include "ui/timeline/hand_keys.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/mark_hand.h"
#include "ui/timeline/measure_hand.h"
#include "ui/timeline/timeline_layout.h"
#include "ui/timeline/zoom_control.h"

#include <QAbstractScrollArea>

namespace ui {

class FrameTimesView;
class KeyboardCursor;
class LaneHand;
class Selection;
class ViewState;

/// The timeline of one run: ruler, loop-lag strip, lanes, groups. Lays out and paints at most once a
/// frame, whatever arrives. Knows the session (where runs are) and the selection, nobody else.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    TimelineView(app::Session &session, Selection &selection, ViewState &views, QWidget *parent = nullptr);

    ZoomControl &zoom() { return m_zoom; }
    void setTheme(const Theme &theme, double scale);
    /// Centres the time in view if it is out of it (a log line was chosen).
    void reveal(qint64 t);
    void showMatch(const app::Match &match); ///< centres it, in time and among the lanes
    void zoomToSelection(); ///< the selected request, or the slice where the cursor stands; the whole run where none is
    void zoomBy(double factor); ///< around the middle of the view
    TimeRange visible() const { return m_zoom.visible(); }
    const Theme &theme() const { return m_theme; }
    /// Where time stands in the viewport: left edge and width, px.
    const TimeScale &axis() const { return m_layout.time; }
    FrameTimesView &frameTimes() { return *m_frameTimes; }

    /// For tests and accessibility: where a request's slice in this state is drawn now (viewport pixels); null: nowhere.
    QRectF sliceRect(app::RequestId request, app::State state) const;
    /// As it was last laid out: body coordinates begin at body.topLeft() and scroll with the bar.
    const TimelineLayout &layout() const { return m_layout; }
    LaneHand &lanes() const { return *m_lanes; }
    std::optional<TimeRange> measured() const { return view().measure; }
    QRectF flagRect(size_t mark) const; ///< in the ruler; null: out of view
    const TimelineLayout &layout(); ///< as it is drawn now
    const app::Run *shownRun() const { return run(); }
    std::optional<Hit> hit(QPointF viewportPoint) const;
    KeyboardCursor &cursor() { return *m_cursor; }

Q_SIGNALS:
    void axisChanged(); ///< axis() or the size it was laid out for is another

protected:
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Drag : quint8 { None, Pressed, Panning, Measuring };

    const app::Run *run() const;
    const RunView &view() const;
    void showRun();
    void advance(app::RunId id);
    void growWhole();
    void invalidate(); ///< lays out and repaints in the next frame
    void layOutNow();
    QPointF toBody(QPointF viewportPoint) const;
    void hover(QPointF point);
    void leave();
    void showCursor(QPointF point);
    qint64 timeAt(double x) const; ///< by the range that is shown now, also before it was laid out
    void click(QPointF point);
    void zoomToSlice(const app::Slice &slice);
    qint64 snapped(QPointF point) const;
    bool zoomAtPointer(HandKey key);
    bool scrollBy(HandKey key);
    bool markBy(HandKey key);
    void walkEvents(Direction direction);
    void paintReading(QPainter &painter); ///< what helps to read: the flow of a request, the places of what was found

    app::Session &m_session;
    Selection &m_selection;
    ViewState &m_views;
    LaneHand *m_lanes;
    ZoomControl m_zoom;
    FrameTimesView *m_frameTimes;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    TimelineLayout m_layout;
    bool m_stale = true;
    FramePacer m_pacer;
    std::optional<Hit> m_hover;
    QPointF m_pointer;
    bool m_pointerInside = false;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    bool m_dragMoved = false;
    MeasureHand m_measure;
    MarkHand m_marks;
    KeyboardCursor *m_cursor;
};

} // namespace ui
