#pragma once

#include "ui/timeline/coordinates.h"

#include <QObject>

namespace ui {

/// The one owner of the visible range. Views ask it and listen; nobody else keeps a copy.
class ZoomControl : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 shortestRange = 100;                 ///< ns
    explicit ZoomControl(QObject *parent = nullptr) : QObject(parent) {}

    TimeRange visible() const { return m_visible; }
    TimeRange whole() const { return m_whole; }
    bool following() const { return m_following; } ///< shows all there is, and grows with it

    /// What there is to see grew or changed; a following view follows.
    void setWhole(TimeRange whole);
    /// All of these but follow() and showAll() end following.
    void setVisible(TimeRange range);
    void zoomAround(qint64 fixed, double factor); ///< factor > 1: closer; `fixed` stays at its pixel
    void pan(qint64 ns);
    void showAll();  ///< the whole range, following
    void follow() { showAll(); }

Q_SIGNALS:
    void visibleChanged(ui::TimeRange range);
    void followingChanged(bool following);

private:
    void apply(TimeRange range, bool following);
    TimeRange m_visible;
    TimeRange m_whole;
    bool m_following = true;
};

} // namespace ui
