#pragma once

#include "app/session.h"
#include "ui/theme.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/timeline_layout.h"
#include "ui/timeline/zoom_control.h"

#include <QAbstractScrollArea>
#include <QTimer>

namespace ui {

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
    void zoomToSelection(); ///< the selected request; the whole run where none is
    void zoomBy(double factor); ///< around the middle of the view
    TimeRange visible() const { return m_zoom.visible(); }
    const Theme &theme() const { return m_theme; }

    /// For tests and accessibility: where a request's slice in this state is drawn now (viewport pixels); null: nowhere.
    QRectF sliceRect(app::RequestId request, app::State state) const;
    QRectF clientHeader() const;
    /// As it was last laid out: body coordinates begin at body.topLeft() and scroll with the bar.
    const TimelineLayout &layout() const { return m_layout; }
    LaneHand &lanes() const { return *m_lanes; }
    std::optional<TimeRange> measured() const { return view().measure; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
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
    std::optional<Hit> hit(QPointF viewportPoint) const;
    void hover(QPointF point);
    void leave();
    void click(QPointF point);
    void selectAt(const Hit &hit);
    qint64 snapped(QPointF point) const;
    void paintHint(QPainter &painter);
    void paintPlayhead(QPainter &painter);
    void paintMeasure(QPainter &painter);

    app::Session &m_session;
    Selection &m_selection;
    ViewState &m_views;
    LaneHand *m_lanes;
    ZoomControl m_zoom;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    TimelineLayout m_layout;
    bool m_stale = true;
    bool m_focusByKey = false; ///< the focus frame is for those who came with Tab
    QTimer m_frame;
    std::optional<Hit> m_hover;
    QPointF m_pointer;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
};

} // namespace ui
