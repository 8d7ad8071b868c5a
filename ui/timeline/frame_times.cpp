#include "ui/timeline/frame_times.h"

#include "app/statistics.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr int beatMillis = 20;
constexpr qint64 repaintNs = 200'000'000;  ///< between two looks of the card
constexpr qint64 smooth = 16'000'000;      ///< ns a frame may take; the line across the bars
constexpr double cardWidth = 296, cardHeight = 92, barsHeight = 34, cardMargin = 8; ///< px at scale 1
constexpr size_t bars = 93;

} // namespace

FrameFigures FrameTimes::figures(qint64 now) const
{
    FrameFigures figures;
    qint64 sum = 0;
    for (size_t i = 0; i < m_frames.size() && m_frames.back(i).at > now - window; ++i) {
        const qint64 ns = m_frames.back(i).ns;
        ++figures.frames;
        sum += ns;
        figures.worst = std::max(figures.worst, ns);
    }
    if (figures.frames > 0) {
        figures.last = m_frames.back(0).ns;
        figures.mean = sum / figures.frames;
    }
    qint64 beats = 0, lag = 0;
    for (size_t i = 0; i < m_lag.size() && m_lag.back(i).at > now - window; ++i) {
        ++beats;
        lag += m_lag.back(i).ns;
        figures.worstLag = std::max(figures.worstLag, m_lag.back(i).ns);
    }
    figures.meanLag = beats > 0 ? lag / beats : 0;
    return figures;
}

std::vector<qint64> FrameTimes::lastFrames(size_t count) const
{
    std::vector<qint64> frames;
    for (size_t i = std::min(count, m_frames.size()); i-- > 0;)
        frames.push_back(m_frames.back(i).ns);
    return frames;
}

FrameTimesView::FrameTimesView(QWidget *corner) : QWidget(corner)
{
    setObjectName(QStringLiteral("frameTimes"));
    setAccessibleName(tr("Frame times"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_OpaquePaintEvent); // what is below need not be painted for us
    m_clock.start();
    m_beat.setTimerType(Qt::PreciseTimer);
    m_beat.callOnTimeout(this, &FrameTimesView::measureLag);
    corner->installEventFilter(this);
    place();
    hide();
}

void FrameTimesView::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    place();
    update();
}

/// Over the corner at the bottom right, where a button may be under it.
void FrameTimesView::place()
{
    const QSize size(int(cardWidth * m_scale), int(cardHeight * m_scale));
    setGeometry(QRect(QPoint(parentWidget()->width() - size.width() - int(12 * m_scale), parentWidget()->height() - size.height() - int(46 * m_scale)), size));
}

bool FrameTimesView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void FrameTimesView::showEvent(QShowEvent *)
{
    m_times = {};
    m_due = m_clock.nsecsElapsed() + beatMillis * 1'000'000ll;
    m_beat.start(beatMillis);
}

void FrameTimesView::hideEvent(QHideEvent *) { m_beat.stop(); }

void FrameTimesView::measureLag()
{
    const qint64 now = m_clock.nsecsElapsed();
    m_times.addLag(now, std::max<qint64>(0, now - m_due));
    m_due = now + beatMillis * 1'000'000ll;
    m_beat.start(beatMillis); // from now on: a late beat makes the next no earlier
    if (now - m_painted >= repaintNs)
        update();
}

void FrameTimesView::paintEvent(QPaintEvent *)
{
    m_painted = m_clock.nsecsElapsed();
    const FrameFigures figures = m_times.figures(m_painted);
    const double s = m_scale;
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.border);
    painter.fillRect(rect().adjusted(1, 1, -1, -1), m_theme.window);
    painter.setFont(textFont(11 * s));
    painter.setPen(m_theme.text);
    const QRectF line(cardMargin * s, 5 * s, (cardWidth - 2 * cardMargin) * s, 17 * s);
    const auto text = [](qint64 ns) { return app::durationText(ns); };
    painter.drawText(line, Qt::AlignVCenter, tr("frame %1, mean %2, worst %3").arg(text(figures.last), text(figures.mean), text(figures.worst)));
    painter.drawText(line.translated(0, 17 * s), Qt::AlignVCenter,
                     tr("this window's loop late %1, worst %2").arg(text(figures.meanLag), text(figures.worstLag)));
    const std::vector<qint64> frames = m_times.lastFrames(bars);
    qint64 tallest = smooth * 3 / 2;
    for (const qint64 ns : frames)
        tallest = std::max(tallest, ns);
    const double bottom = (cardHeight - cardMargin) * s, step = 3 * s;
    double x = cardMargin * s;
    for (const qint64 ns : frames) {
        const double tall = std::max(1.0, barsHeight * s * double(ns) / double(tallest));
        painter.fillRect(QRectF(x, bottom - tall, step - s, tall), ns > smooth ? m_theme.bad : m_theme.good);
        x += step;
    }
    painter.fillRect(QRectF(cardMargin * s, bottom - barsHeight * s * double(smooth) / double(tallest), (cardWidth - 2 * cardMargin) * s, 1), m_theme.mutedText);
}

FrameTimesView::Frame::Frame(FrameTimesView &view) : m_view(view), m_began(view.isHidden() ? -1 : view.m_clock.nsecsElapsed()) {}

FrameTimesView::Frame::~Frame()
{
    if (m_began < 0)
        return;
    const qint64 now = m_view.m_clock.nsecsElapsed();
    m_view.m_times.addFrame(now, now - m_began);
}

} // namespace ui
