#pragma once

#include "ui/picture_file.h"

#include <QWidget>

namespace ui {

/// A drawing as it will be saved, as large as there is room. Drawn anew at most once a frame, however often refresh() is
/// called; the drawing is asked for just then, so that nothing is drawn that has gone meanwhile.
class ExportPreview : public QWidget
{
    Q_OBJECT
public:
    explicit ExportPreview(QWidget *parent = nullptr);

    /// Where it has no `paint` (any longer) the last picture stays.
    void setSource(std::function<Drawing()> drawing);
    void refresh();
    void setSlide(bool dark) { m_slideDark = dark; } ///< the ground a picture without one is for

    QRect place() const; ///< of the picture in the widget
    QSize sizeHint() const override { return {760, 460}; }

Q_SIGNALS:
    void titleClicked();
    void dragBegun(); ///< the picture is being pulled out of the window

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void draw();

    std::function<Drawing()> m_source;
    QSize m_size{16, 9}; ///< of the drawing, px
    bool m_transparent = false, m_slideDark = false;
    QImage m_image;      ///< in the screen's pixels
    bool m_stale = true;
    std::optional<QPoint> m_pressed;
};

} // namespace ui
