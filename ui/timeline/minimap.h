#pragma once

#include "app/session.h"
#include "ui/theme.h"
#include "ui/timeline/zoom_control.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

namespace ui {

class Selection;

/// The whole run in small, with a frame around what the timeline shows: drag it, its edges, or click beside it.
/// The run's picture is kept, made anew at most four times a second, and stretched in between.
class Minimap : public QWidget
{
    Q_OBJECT
public:
    Minimap(app::Session &session, Selection &selection, ZoomControl &zoom, QWidget *parent = nullptr);

    void setTheme(const Theme &theme, double scale);
    /// Where the timeline above has its time, px; we are as far from the left.
    void setAxis(double left, double width);

    QRectF frame() const; ///< around the visible range, px
    int picturesMade() const { return m_picturesMade; } ///< for tests

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Grip : quint8 { None, Begin, End, Frame, Range };

    const app::Run *run() const;
    TimeScale scale() const; ///< the whole range over the axis
    Grip gripAt(double x) const;
    void renewSoon();
    void renew();
    void dragTo(double x);
    void showCursor(double x);

    app::Session &m_session;
    Selection &m_selection;
    ZoomControl &m_zoom;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    double m_left = 0, m_width = 1;
    QImage m_picture;
    TimeRange m_pictureRange;
    int m_picturesMade = 0;
    QTimer m_renew;
    Grip m_grip = Grip::None;
    TimeRange m_gripped; ///< the visible range as it was when it was taken hold of
    double m_gripX = 0;
};

} // namespace ui
