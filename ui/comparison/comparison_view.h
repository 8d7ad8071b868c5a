#pragma once

#include "app/session.h"
#include "ui/comparison/comparison_layout.h"
#include "ui/exportable.h"
#include "ui/theme.h"
#include "ui/timeline/frame_pacer.h"
#include "ui/timeline/zoom_control.h"

#include <QWidget>

class QToolButton;

namespace ui {

/// Several runs under each other, live: they grow while they run. A line goes through all of them at the moment under the
/// pointer or at the keyboard's; what each holds then stands beside it. Knows the session, nobody else.
class ComparisonView : public QWidget
{
    Q_OBJECT
public:
    explicit ComparisonView(app::Session &session, QWidget *parent = nullptr);

    /// From the top down; `toCome` are launched later. Runs that the session has let go are left out.
    void compare(const std::vector<app::RunId> &runs, const std::vector<app::RunRequest> &toCome);
    /// The same comparison with runs more or less: what is shown of its time stays.
    void renew(const std::vector<app::RunId> &runs, const std::vector<app::RunRequest> &toCome);
    void setTheme(const Theme &theme, double scale);
    ZoomControl &zoom() { return m_zoom; } ///< ns since each run's first sent
    void zoomBy(double factor); ///< around the middle of the view
    void showAll();
    /// The line to `t`, ns of that run's own time; false: it is not compared.
    bool showMoment(app::RunId run, qint64 t);
    std::optional<qint64> moment() const { return m_moment; } ///< where the line stands; nullopt: nowhere

    /// As it is shown now. Its drawing is made of the runs that are there when it is asked for.
    Exportable exportable() const;
    const ComparisonLayout &layout(); ///< as it is drawn now

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void closeAsked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QToolButton *makeButton(const QString &name, const QString &text);
    std::vector<const app::Run *> runs() const;
    std::vector<app::Compared> compared() const;
    void advance(app::RunId id);
    void growWhole();
    void toggleWhole();
    void showUsual(Move move);
    void invalidate();
    void layOutNow();
    void placeButtons();
    void setMoment(std::optional<qint64> t);
    void goTo(qint64 moment);
    void moveMoment(int steps);
    void describe();
    void paintCard(QPainter &painter);

    app::Session &m_session;
    std::vector<app::RunId> m_ids;
    std::vector<app::RunRequest> m_toCome;
    QToolButton *m_range, *m_close;
    ZoomControl m_zoom;
    FramePacer m_pacer;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    ComparisonLayout m_layout;
    bool m_stale = true;
    bool m_usual = true; ///< shows what leaves the short ones readable, and follows it
    std::optional<qint64> m_moment;
    std::optional<QPointF> m_pointer;
};

} // namespace ui
