#pragma once

#include "ui/theme.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <array>
#include <vector>

// How long our own frames take, and how late the window's own event loop is: View > Frame times.
namespace ui {

/// The figures of the last seconds. ns; all 0 where nothing was measured.
struct FrameFigures {
    int frames = 0;
    qint64 last = 0, mean = 0, worst = 0;  ///< of a frame: layout and paint
    qint64 meanLag = 0, worstLag = 0;      ///< of a timer of the window's event loop
    bool operator==(const FrameFigures &) const = default;
};

/// Keeps what was measured in the last seconds. Pure: `at` is any steady clock, ns, never falling.
class FrameTimes
{
public:
    static constexpr qint64 window = 5'000'000'000; ///< ns; older is forgotten
    static constexpr size_t most = 512;             ///< samples kept of each; the oldest go first

    void addFrame(qint64 at, qint64 took) { m_frames.add({at, took}); }
    void addLag(qint64 at, qint64 late) { m_lag.add({at, late}); }
    FrameFigures figures(qint64 now) const;
    std::vector<qint64> lastFrames(size_t count) const; ///< oldest first; at most `count`

private:
    struct Sample {
        qint64 at = 0, ns = 0;
    };
    struct Ring {
        std::array<Sample, most> samples;
        size_t added = 0;
        void add(const Sample &sample) { samples[added++ % most] = sample; }
        size_t size() const { return std::min(added, most); }
        const Sample &back(size_t i) const { return samples[(added - 1 - i) % most]; } ///< 0: the newest
    };
    Ring m_frames, m_lag;
};

/// A small card in the corner of the timeline. While it is hidden nothing is measured. It paints itself, never the timeline,
/// so that looking at it costs no frame.
class FrameTimesView : public QWidget
{
    Q_OBJECT
public:
    explicit FrameTimesView(QWidget *corner);

    void setTheme(const Theme &theme, double scale);
    const FrameTimes &times() const { return m_times; }

    /// Measures from its making to its end, where the card is shown.
    class Frame
    {
    public:
        explicit Frame(FrameTimesView &view);
        ~Frame();
        Frame(const Frame &) = delete;
        Frame &operator=(const Frame &) = delete;

    private:
        FrameTimesView &m_view;
        qint64 m_began; ///< -1: not measured
    };

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void measureLag();

    FrameTimes m_times;
    QElapsedTimer m_clock;
    QTimer m_beat;
    qint64 m_due = 0;
    qint64 m_painted = 0;
    Theme m_theme = lightTheme();
    double m_scale = 1;
};

} // namespace ui
