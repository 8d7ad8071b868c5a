#include "ui/timeline/lane_hand.h"

#include "ui/selection.h"
#include "ui/timeline/timeline_view.h"
#include "ui/view_state.h"

#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace ui {

LaneHand::LaneHand(TimelineView &view, app::Session &session, Selection &selection, ViewState &views)
    : QObject(&view), m_view(view), m_viewport(view.viewport()), m_session(session), m_selection(selection), m_views(views)
{
    view.installEventFilter(this);             // keys
    view.viewport()->installEventFilter(this); // mouse
    connect(&selection, &Selection::runChanged, this, [this] {
        endDrag();
        m_current.reset();
    });
    connect(&selection, &Selection::selectedChanged, this, [this] { m_current.reset(); });
}

const app::Run *LaneHand::run() const { return m_session.run(m_selection.run()); }
const LaneArrangement &LaneHand::lanes() const { return m_views.of(m_selection.run()).lanes; }
LaneKey LaneHand::keyOf(int worker) const { return ui::keyOf(run()->trace.workers()[size_t(worker)]); }
QString LaneHand::nameOf(int worker) const { return QString(run()->trace.workers()[size_t(worker)].name).replace(u'-', u' '); }

std::optional<int> LaneHand::current() const
{
    const app::Run *shownRun = run();
    if (!shownRun)
        return std::nullopt;
    if (m_current && size_t(*m_current) < shownRun->trace.workers().size())
        return m_current;
    const app::Request *request = shownRun->trace.request(m_selection.selected());
    if (!request || request->called < 0)
        return std::nullopt;
    const std::vector<app::Lane> &workers = shownRun->trace.workers();
    const auto found = std::find_if(workers.begin(), workers.end(), [request](const app::Lane &lane) { return lane.thread == request->thread; });
    return found == workers.end() ? std::nullopt : std::optional(int(found - workers.begin()));
}

void LaneHand::makeCurrent(std::optional<int> worker)
{
    m_current = worker;
    m_view.viewport()->update();
}

std::vector<int> LaneHand::shown() const
{
    std::vector<int> workers; // of the arrangement, not of the layout: that may be a frame older
    for (const PlacedLane &lane : arrange(run()->trace, lanes(), m_view.visible(), run()->now))
        workers.push_back(lane.worker);
    return workers;
}

QRectF LaneHand::headerOf(int worker) const
{
    const TimelineLayout &layout = m_view.layout();
    for (const Band &band : layout.bands) {
        if (band.region == Region::Worker && band.row == worker)
            return {0, layout.body.top() + band.top - m_view.verticalScrollBar()->value(), layout.time.left, band.bottom - band.top};
    }
    return {};
}

bool LaneHand::inGutter(QPointF point) const
{
    const TimelineLayout &layout = m_view.layout();
    return run() && layout.body.contains(point) && point.x() < layout.time.left;
}

std::optional<int> LaneHand::headerAt(QPointF point) const
{
    if (!inGutter(point))
        return std::nullopt;
    const TimelineLayout &layout = m_view.layout();
    const double y = point.y() - layout.body.top() + m_view.verticalScrollBar()->value();
    for (const Band &band : layout.bands) {
        if (band.region == Region::Worker && y >= band.top && y < band.bottom)
            return band.row;
    }
    return std::nullopt;
}

void LaneHand::change(const QString &what, const Change &how)
{
    RunView next = m_views.of(m_selection.run());
    how(next.lanes);
    m_views.change(m_selection.run(), what, next);
}

void LaneHand::changeLane(int worker, const QString &what, std::vector<LaneKey> LaneArrangement::*list)
{
    change(what, [this, worker, list](LaneArrangement &next) { toggle(next.*list, keyOf(worker)); });
    makeCurrent(worker);
}

/// The lane below takes its place as the current one, so that several can be hidden one after the other.
void LaneHand::hide(int worker)
{
    const std::vector<int> workers = shown();
    const auto at = std::find(workers.begin(), workers.end(), worker);
    const bool last = at == workers.end() || at + 1 == workers.end();
    changeLane(worker, tr("hide %1").arg(nameOf(worker)), &LaneArrangement::hidden);
    makeCurrent(!last ? std::optional(*(at + 1)) : workers.size() > 1 ? std::optional(workers[workers.size() - 2]) : std::nullopt);
}

void LaneHand::move(int worker, std::optional<int> before)
{
    change(tr("move %1").arg(nameOf(worker)), [&](LaneArrangement &next) { next = withMoved(run()->trace, next, run()->now, worker, before); });
    makeCurrent(worker);
}

void LaneHand::step(int by, bool carry)
{
    const std::vector<int> workers = run() ? shown() : std::vector<int>();
    if (workers.empty())
        return;
    const int count = int(workers.size());
    const std::optional<int> worker = current();
    const auto found = worker ? std::find(workers.begin(), workers.end(), *worker) : workers.end();
    const int at = int(found - workers.begin());
    if (found == workers.end())
        return makeCurrent(by > 0 ? workers.front() : workers.back());
    const int to = std::clamp(at + by, 0, count - 1);
    if (!carry) {
        makeCurrent(workers[size_t(to)]);
    } else if (to != at) {
        const int below = to > at ? to + 1 : to;
        move(*worker, below < count ? std::optional(workers[size_t(below)]) : std::nullopt);
    }
    const QRectF place = headerOf(workers[size_t(to)]), body = m_view.layout().body;
    QScrollBar *bar = m_view.verticalScrollBar();
    bar->setValue(bar->value() + int(std::min(0.0, place.top() - body.top()) + std::max(0.0, place.bottom() - body.bottom())));
}

void LaneHand::fill(QMenu &menu)
{
    menu.clear();
    if (const std::optional<int> worker = current())
        addLaneActions(menu, *worker);
    addGeneralActions(menu);
}

void LaneHand::addLaneActions(QMenu &menu, int worker)
{
    const LaneKey key = keyOf(worker);
    const QString name = nameOf(worker);
    const auto add = [&menu](const QString &text, const char *object, auto slot, LaneHand *hand) {
        QAction *action = menu.addAction(text, hand, slot);
        action->setObjectName(QLatin1StringView(object));
        return action;
    };
    menu.addSection(name);
    const bool folded = contains(lanes().folded, key), pinned = contains(lanes().pinned, key);
    add(folded ? tr("Un&fold %1").arg(name) : tr("&Fold %1").arg(name), "laneFold", [=, this] {
        changeLane(worker, folded ? tr("unfold %1").arg(name) : tr("fold %1").arg(name), &LaneArrangement::folded);
    }, this);
    add(tr("&Hide %1").arg(name), "laneHide", [=, this] { hide(worker); }, this);
    add(pinned ? tr("Un&pin %1").arg(name) : tr("&Pin %1 to the top").arg(name), "lanePin", [=, this] {
        change(pinned ? tr("unpin %1").arg(name) : tr("pin %1").arg(name), [&key](LaneArrangement &next) { next = withPinToggled(next, key); });
        makeCurrent(worker);
    }, this);
    add(tr("Move &up"), "laneUp", [this] { step(-1, true); }, this)->setShortcut(Qt::ALT | Qt::SHIFT | Qt::Key_Up);
    add(tr("Move &down"), "laneDown", [this] { step(1, true); }, this)->setShortcut(Qt::ALT | Qt::SHIFT | Qt::Key_Down);
    for (QAction *action : menu.actions())
        action->setShortcutContext(Qt::WidgetShortcut); // shown here; the keys themselves are the timeline's
    menu.addSeparator();
}

void LaneHand::addGeneralActions(QMenu &menu)
{
    const auto add = [&](const QString &text, const char *object, const QString &what, const Change &how) {
        QAction *action = menu.addAction(text, this, [this, what, how] { change(what, how); });
        action->setObjectName(QLatin1StringView(object));
        action->setEnabled(run());
        return action;
    };
    add(tr("&Show all lanes"), "lanesShowAll", tr("show all lanes"), [](LaneArrangement &next) {
        next.hidden.clear();
        next.hideIdle = false;
    })->setEnabled(!lanes().hidden.empty() || lanes().hideIdle);
    add(tr("Unfold &all lanes"), "lanesUnfoldAll", tr("unfold all lanes"), [](LaneArrangement &next) { next.folded.clear(); })
            ->setEnabled(!lanes().folded.empty());
    const bool idle = lanes().hideIdle;
    QAction *hideIdle = add(tr("Hide &idle workers"), "lanesHideIdle", idle ? tr("show idle workers") : tr("hide idle workers"),
                            [idle](LaneArrangement &next) { next.hideIdle = !idle; });
    hideIdle->setCheckable(true);
    hideIdle->setChecked(idle);
    hideIdle->setToolTip(tr("Leaves out the workers that do nothing in the time that is in view."));
    menu.addSeparator();
    const auto order = [&](const QString &text, const char *object, LaneOrder by, const QString &what) {
        QAction *action = add(text, object, what, [by](LaneArrangement &next) {
            next.order = by;
            next.moved.clear(); // who asks for an order asks for it of all
        });
        action->setCheckable(true);
        action->setChecked(lanes().order == by && lanes().moved.empty());
    };
    order(tr("Order by fi&rst use"), "lanesByFirstUse", LaneOrder::FirstUse, tr("order lanes by first use"));
    order(tr("Order by &name"), "lanesByName", LaneOrder::Name, tr("order lanes by name"));
    order(tr("Order by &busy time"), "lanesByBusyTime", LaneOrder::BusyTime, tr("order lanes by busy time"));
}

} // namespace ui
