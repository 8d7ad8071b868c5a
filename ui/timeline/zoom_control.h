#pragma once

#include "ui/timeline/coordinates.h"

#include <QObject>
#include <QVariantAnimation>

namespace ui {

/// How a new range is reached.
enum class Move : quint8 { Glide, AtOnce };

/// The one owner of the visible range. Views ask it and listen; nobody else keeps a copy.
/// Once animated, it glides to where it is sent. A new order starts from where the glide stands, so nobody waits for it.
class ZoomControl : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 shortestRange = 100; ///< ns
    static constexpr int glideMillis = 120;
    explicit ZoomControl(QObject *parent = nullptr);

    TimeRange visible() const { return m_visible; } ///< what is shown now; on its way during a glide
    TimeRange target() const { return m_target; }   ///< where the glide ends; visible() outside of one
    TimeRange whole() const { return m_whole; }
    bool following() const { return m_following; } ///< shows all there is, and grows with it

    /// Off at first, and to be left off where the system asks for little motion: every move is AtOnce then.
    void setAnimated(bool animated);
    /// The clock of the glide, for those who want to stop it and set its time (tests).
    QVariantAnimation &glide() { return m_glide; }

    /// What there is to see grew or changed; a following view follows.
    void setWhole(TimeRange whole);
    /// All of these but follow() and showAll() end following.
    void setVisible(TimeRange range); ///< at once
    void glideTo(TimeRange range);
    void zoomAround(qint64 fixed, double factor, Move move = Move::Glide); ///< factor > 1: closer; `fixed` stays at its pixel
    void zoomMiddle(double factor);   ///< around the middle of where it goes
    void pan(qint64 ns, Move move = Move::Glide);
    void showAll(Move move = Move::Glide); ///< the whole range, following
    void follow() { showAll(); }

Q_SIGNALS:
    void visibleChanged(ui::TimeRange range);
    void wholeChanged(ui::TimeRange whole);
    void followingChanged(bool following);

private:
    void go(TimeRange range, bool following, Move move);
    void show(TimeRange range);
    TimeRange bounded(TimeRange range) const;
    double lengthAfter(qint64 length, double factor) const;

    TimeRange m_visible, m_from, m_target;
    TimeRange m_whole;
    bool m_following = true;
    bool m_animated = false;
    QVariantAnimation m_glide;
};

} // namespace ui
