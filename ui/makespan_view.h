#pragma once

#include "ui/makespan_chart.h"

#include <QChartView>

class QGraphicsEllipseItem;

namespace ui {

/// The makespan chart in the window. The point under the pointer, or the one the arrow keys walked to, has a ring and its figures
/// beside it: left and right along an endpoint, up and down to another endpoint's nearest.
class MakespanView : public QChartView
{
    Q_OBJECT
public:
    explicit MakespanView(QWidget *parent = nullptr);

    void show(const MakespanShown &shown, const Theme &theme, double scale);

    /// What is said of a point: "50 × /sync-endpoint: 213 ms", its range, its ideal, its set.
    static QString words(const app::MakespanFigures &point);
    const MakespanShown &shown() const { return m_shown; }
    QPoint place(const app::MakespanFigures &point) const; ///< px, in the viewport

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void rebuild();
    void choose(const app::MakespanFigures *point);
    void placeRing();
    const app::MakespanFigures *chosen() const; ///< nullptr: none
    const app::MakespanFigures *stepped(int along, int across) const;

    MakespanShown m_shown;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    std::optional<app::RunRequest> m_chosen; ///< what it asked for: it stays the same one while others come, and runs of its own
    QGraphicsEllipseItem *m_ring = nullptr;     ///< of the chart
};

} // namespace ui
