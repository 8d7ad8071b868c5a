#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace ui {

/// Has a canvas repainted at most once a frame, whatever asks for it; less often where painting takes long, so that
/// the run that is shown keeps most of the time. GUI thread.
class FramePacer
{
public:
    explicit FramePacer(QWidget &canvas);

    /// Wants a frame: at once where the last one is old enough, else when it is.
    void ask();

    /// Measures a frame from its making to its end: made where the canvas paints.
    class Frame
    {
    public:
        explicit Frame(FramePacer &pacer) : m_pacer(pacer) { m_pacer.m_sinceBegun.start(); }
        ~Frame() { m_pacer.m_took = m_pacer.m_sinceBegun.nsecsElapsed(); }
        Frame(const Frame &) = delete;
        Frame &operator=(const Frame &) = delete;

    private:
        FramePacer &m_pacer;
    };

private:
    QWidget &m_canvas;
    QTimer m_timer;
    QElapsedTimer m_sinceBegun; ///< of the last frame
    qint64 m_took = 0;          ///< ns
};

} // namespace ui
