#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;

namespace app {
class Opening;
}

namespace ui {

/// A strip that shows how far the opening of a file is, once it has taken 200 ms, and lets one cancel it (Esc). It
/// takes no focus and stops nothing.
class OpeningBar : public QFrame
{
    Q_OBJECT
public:
    /// `opening` must outlive it.
    explicit OpeningBar(app::Opening &opening, QWidget *parent = nullptr);

private:
    void refresh();
    void end();

    app::Opening &m_opening;
    QLabel *m_name;
    QProgressBar *m_bar;
    QLabel *m_percent;
    QTimer m_timer; ///< to the first look, then from look to look
};

} // namespace ui
