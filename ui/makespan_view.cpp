#include "ui/makespan_view.h"

#include <QAccessible>
#include <QGraphicsEllipseItem>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr double reach = 18, ringSize = 22; ///< px at scale 1

} // namespace

MakespanView::MakespanView(QWidget *parent) : QChartView(parent)
{
    setObjectName(u"makespanChart"_s);
    setAccessibleName(tr("Makespan over count"));
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setViewportUpdateMode(FullViewportUpdate);
}

void MakespanView::show(const MakespanShown &shown, const Theme &theme, double scale)
{
    m_shown = shown;
    m_theme = theme;
    m_scale = scale;
    if (m_chosen && std::find(shown.points.begin(), shown.points.end(), *m_chosen) == shown.points.end())
        m_chosen.reset();
    rebuild();
}

void MakespanView::rebuild()
{
    MakespanLook look;
    look.size = size();
    look.theme = m_theme;
    look.scale = m_scale;
    look.title = makespanTitle();
    const std::unique_ptr<QChart> old(chart()); // the view gives it back when it takes the new one
    setChart(makespanChart(m_shown, look).release());
    setBackgroundBrush(m_theme.panel);
    m_ring = new QGraphicsEllipseItem(chart());
    m_ring->setZValue(101);
    m_ring->setPen(QPen(m_theme.accent, 2 * m_scale));
    placeRing();
}

QPoint MakespanView::place(const app::MakespanPoint &point) const { return mapFromScene(chart()->mapToScene(placeOf(*chart(), m_shown, point))); }

void MakespanView::placeRing()
{
    m_ring->setVisible(m_chosen.has_value());
    if (!m_chosen)
        return;
    const double side = ringSize * m_scale;
    m_ring->setRect(QRectF(placeOf(*chart(), m_shown, *m_chosen) - QPointF(side, side) / 2, QSizeF(side, side)));
}

void MakespanView::choose(std::optional<app::MakespanPoint> point)
{
    if (point == m_chosen)
        return;
    m_chosen = point;
    placeRing();
    const QString text = m_chosen ? words(*m_chosen) : QString();
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    if (m_chosen)
        QToolTip::showText(viewport()->mapToGlobal(place(*m_chosen)), text, this);
    else
        QToolTip::hideText();
}

QString MakespanView::words(const app::MakespanPoint &point)
{
    const QString title = QString::number(point.asked.count) + u" \u00d7 "_s + server::endpointPath(point.asked.endpoint);
    const qint64 over = point.makespan - point.ideal();
    QString ideal = tr("ideal %1, %2 over").arg(app::durationText(point.ideal()), app::durationText(over));
    if (point.ideal() > 0)
        ideal += tr(" (%1 %)").arg(100 * double(over) / double(point.ideal()), 0, 'f', 1);
    return title + u": "_s + app::durationText(point.makespan) + u'\n' + ideal + u'\n' + MakespanSet::of(point.asked).text();
}

void MakespanView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void MakespanView::mouseMoveEvent(QMouseEvent *event)
{
    QChartView::mouseMoveEvent(event);
    std::optional<app::MakespanPoint> nearest;
    double least = reach * m_scale;
    for (const app::MakespanPoint &point : m_shown.points) {
        const QPointF apart = place(point) - event->position();
        if (const double distance = std::hypot(apart.x(), apart.y()); distance < least) {
            least = distance;
            nearest = point;
        }
    }
    choose(nearest);
}

void MakespanView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    choose(std::nullopt);
}

/// The next point of the chosen one's endpoint (`along`), or of another endpoint the one nearest to its count (`across`).
std::optional<app::MakespanPoint> MakespanView::stepped(int along, int across) const
{
    std::vector<app::MakespanPoint> points = m_shown.points;
    const auto byPlace = [](const auto &a, const auto &b) { return std::pair(a.asked.count, a.startedEpochNs) < std::pair(b.asked.count, b.startedEpochNs); };
    std::sort(points.begin(), points.end(), byPlace);
    const auto ofEndpoint = [&](app::Endpoint endpoint) {
        std::vector<app::MakespanPoint> found;
        std::copy_if(points.begin(), points.end(), std::back_inserter(found), [endpoint](const auto &point) { return point.asked.endpoint == endpoint; });
        return found;
    };
    if (points.empty())
        return std::nullopt;
    if (!m_chosen)
        return points.front();
    if (along != 0) {
        const std::vector<app::MakespanPoint> line = ofEndpoint(m_chosen->asked.endpoint);
        const auto at = std::find(line.begin(), line.end(), *m_chosen) - line.begin();
        return line[size_t(std::clamp<qsizetype>(at + along, 0, qsizetype(line.size()) - 1))];
    }
    constexpr app::Endpoint upwards[] = {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong};
    int place = int(std::find(std::begin(upwards), std::end(upwards), m_chosen->asked.endpoint) - std::begin(upwards)) + across;
    for (; place >= 0 && place < int(std::size(upwards)); place += across) {
        const std::vector<app::MakespanPoint> line = ofEndpoint(upwards[place]);
        const auto apart = [this](const auto &point) { return std::abs(point.asked.count - m_chosen->asked.count); };
        const auto nearest = std::min_element(line.begin(), line.end(), [&](const auto &a, const auto &b) { return apart(a) < apart(b); });
        if (nearest != line.end())
            return *nearest;
    }
    return m_chosen;
}

/// A view asks its items for a tip, and hides ours where they have none.
bool MakespanView::viewportEvent(QEvent *event) { return event->type() == QEvent::ToolTip || QChartView::viewportEvent(event); }

void MakespanView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return choose(stepped(-1, 0));
    case Qt::Key_Right: return choose(stepped(1, 0));
    case Qt::Key_Up: return choose(stepped(0, 1));
    case Qt::Key_Down: return choose(stepped(0, -1));
    case Qt::Key_Escape: return choose(std::nullopt);
    default: event->ignore();
    }
}

} // namespace ui
