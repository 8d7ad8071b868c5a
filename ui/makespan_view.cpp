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
    if (!chosen())
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

QPoint MakespanView::place(const app::MakespanFigures &point) const { return mapFromScene(chart()->mapToScene(placeOf(*chart(), m_shown, point))); }

const app::MakespanFigures *MakespanView::chosen() const
{
    const auto found = std::find_if(m_shown.points.begin(), m_shown.points.end(), [this](const auto &point) { return point.asked == m_chosen; });
    return found == m_shown.points.end() ? nullptr : &*found;
}

void MakespanView::placeRing()
{
    const app::MakespanFigures *point = chosen();
    m_ring->setVisible(point);
    if (!point)
        return;
    const double side = ringSize * m_scale;
    m_ring->setRect(QRectF(placeOf(*chart(), m_shown, *point) - QPointF(side, side) / 2, QSizeF(side, side)));
}

void MakespanView::choose(const app::MakespanFigures *point)
{
    if (point == chosen())
        return;
    m_chosen = point ? std::optional(point->asked) : std::nullopt;
    placeRing();
    const QString text = point ? words(*point) : QString();
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    if (point)
        QToolTip::showText(viewport()->mapToGlobal(place(*point)), text, this);
    else
        QToolTip::hideText();
}

QString MakespanView::words(const app::MakespanFigures &point)
{
    QStringList lines{QString::number(point.asked.count) + u" \u00d7 "_s + server::endpointPath(point.asked.endpoint) + u": "_s + app::durationText(point.median)};
    if (point.runs > 1)
        lines << tr("median of %1 runs, %2 to %3").arg(point.runs).arg(app::durationText(point.least), app::durationText(point.most));
    const qint64 over = point.median - point.ideal();
    lines << tr("ideal %1, %2 over").arg(app::durationText(point.ideal()), app::durationText(over));
    if (point.ideal() > 0)
        lines.last() += tr(" (%1 %)").arg(100 * double(over) / double(point.ideal()), 0, 'f', 1);
    lines << MakespanSet::of(point.asked).text();
    return lines.join(u'\n');
}

void MakespanView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void MakespanView::mouseMoveEvent(QMouseEvent *event)
{
    QChartView::mouseMoveEvent(event);
    const app::MakespanFigures *nearest = nullptr;
    double least = reach * m_scale;
    for (const app::MakespanFigures &point : m_shown.points) {
        const QPointF apart = place(point) - event->position();
        if (const double distance = std::hypot(apart.x(), apart.y()); distance < least) {
            least = distance;
            nearest = &point;
        }
    }
    choose(nearest);
}

void MakespanView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    choose(nullptr);
}

/// The next point of the chosen one's endpoint (`along`), or of another endpoint the one nearest to its count (`across`).
const app::MakespanFigures *MakespanView::stepped(int along, int across) const
{
    const app::MakespanFigures *from = chosen();
    const auto ofEndpoint = [this](std::optional<app::Endpoint> endpoint) { // all, without one
        std::vector<const app::MakespanFigures *> found;
        for (const app::MakespanFigures &point : m_shown.points) {
            if (!endpoint || point.asked.endpoint == *endpoint)
                found.push_back(&point);
        }
        std::stable_sort(found.begin(), found.end(), [](const auto *a, const auto *b) { return a->asked.count < b->asked.count; });
        return found;
    };
    if (!from) {
        const auto all = ofEndpoint(std::nullopt);
        return all.empty() ? nullptr : all.front();
    }
    if (along != 0) {
        const auto line = ofEndpoint(from->asked.endpoint);
        const auto at = std::find(line.begin(), line.end(), from) - line.begin();
        return line[size_t(std::clamp<qsizetype>(at + along, 0, qsizetype(line.size()) - 1))];
    }
    constexpr app::Endpoint upwards[] = {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong};
    int place = int(std::find(std::begin(upwards), std::end(upwards), from->asked.endpoint) - std::begin(upwards)) + across;
    for (; place >= 0 && place < int(std::size(upwards)); place += across) {
        const auto line = ofEndpoint(upwards[place]);
        const auto apart = [from](const auto *point) { return std::abs(point->asked.count - from->asked.count); };
        const auto nearest = std::min_element(line.begin(), line.end(), [&](const auto *a, const auto *b) { return apart(a) < apart(b); });
        if (nearest != line.end())
            return *nearest;
    }
    return from;
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
    case Qt::Key_Escape: return choose(nullptr);
    default: event->ignore();
    }
}

} // namespace ui
