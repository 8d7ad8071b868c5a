#include "ui/timeline/layout_parts.h"

#include "ui/tr.h"

#include <algorithm>

namespace ui {
namespace {

constexpr double foldedHeight = 4, noteLine = 16;     ///< px at scale 1
constexpr double percentFrom = 21;                      ///< px a lane must be high for its percentage
constexpr double barWidth = 40;
constexpr double textFrom = 16;                         ///< px at type 1 that a lane must be high for a text
constexpr double laneNamePixels = 12, valuePixels = 11, betweenTexts = 8;

void layOutPin(double top, double bottom, TimelineLayout &layout)
{
    const double s = layout.scale;
    layout.marks.push_back({{4 * s, top + 1 * s, 3 * s, std::max(1.0, bottom - top - 2 * s)}, Ink::Accent});
}

/// The room of a name with something so wide beside it.
void need(const QString &name, bool bold, double beside, TimelineLayout &layout)
{
    const double gap = beside > 0 ? betweenTexts * layout.type : 0;
    const double width = textWidth(name, laneNamePixels * layout.type, bold) + 1 + gap + beside;
    layout.gutterNeeded = std::max(layout.gutterNeeded, 12 * layout.scale + width + 8 * layout.scale);
}

/// The distance of the lanes that have a label, where each is `row` px high.
int labelEvery(double row, const TimelineLayout &layout)
{
    if (!layout.picture)
        return row >= labelFrom * layout.scale ? 1 : 5;
    int every = 1;
    for (const int next : {5, 10, 20, 50, 100, 200, 500, 1000}) {
        if (every * row < textFrom * layout.type)
            every = next;
    }
    return every;
}

/// The lane's busy part as a bar at its header, and as a percentage where there is room.
void layOutShare(const app::Run &run, const app::Lane &lane, double top, double height, double width, TimelineLayout &layout)
{
    const double s = layout.scale, right = layout.time.left - 8 * s;
    const double share = std::clamp(double(busyTime(lane, run.now)) / double(std::max<qint64>(1, run.now - run.trace.begin())), 0.0, 1.0);
    QRectF bar(right - width, 0, width, std::clamp(height * 0.45, 1.5 * s, 6 * s));
    bar.moveTop(top + (height - bar.height()) / 2);
    if (height >= std::max(percentFrom * s, textFrom * layout.type) && width >= barWidth * layout.type) {
        bar.setHeight(3 * s);
        bar.moveBottom(top + height - 2 * s);
        layout.texts.push_back({{right - width, top + 1 * s, width, bar.top() - top - 1 * s}, tr("%1 %").arg(percentText(share)), valuePixels * layout.type, false, Ink::Muted,
                                Qt::AlignRight | Qt::AlignVCenter});
    }
    layOutShareBar(bar, {{app::State::BlockingWorker, share}}, layout);
}

QString laneName(const app::Lane &lane) { return QString(lane.name).replace(u'-', u' '); }

/// Of the busy parts' bars; 0: a narrow picture has no room for them beside the names.
double shareWidth(const LaneRows &rows, const TimelineLayout &layout)
{
    const double usual = barWidth * layout.type;
    if (!layout.picture)
        return usual;
    double widest = 0;
    for (const PlacedLane &placed : rows.lanes)
        widest = std::max(widest, textWidth(laneName(rows.trace.workers()[size_t(placed.worker)]), laneNamePixels * layout.type, false));
    const double room = layout.time.left - 20 * layout.scale - widest - betweenTexts * layout.type;
    return room >= usual ? usual : room >= usual / 2 ? room : 0;
}

void layOutLaneName(double top, double height, const app::Lane &lane, TimelineLayout &layout)
{
    const QString name = laneName(lane);
    need(name, false, barWidth * layout.type, layout);
    layOutGutter(top, height, name, {}, false, layout);
}

} // namespace

QString percentText(double share)
{
    const double percent = 100 * share;
    return percent > 0 && percent < 1 ? QStringLiteral("<1") : QString::number(std::min(100.0, percent), 'f', 0);
}

void layOutGutter(double top, double height, const QString &name, const QString &value, bool bold, TimelineLayout &layout)
{
    const double s = layout.scale, left = 12 * s, right = layout.time.left - 8 * s;
    const double pixels = laneNamePixels * layout.type, valuePx = valuePixels * layout.type;
    double valueWidth = value.isEmpty() ? 0 : textWidth(value, valuePx, false) + 1;
    need(name, bold, valueWidth, layout);
    if (layout.picture && left + textWidth(name, pixels, bold) + valueWidth > right)
        valueWidth = 0;
    const double width = right - left - valueWidth;
    layout.texts.push_back({{left, top, width, height}, layout.picture ? fitted(name, pixels, bold, width) : name, pixels, bold,
                            bold ? Ink::Text : Ink::Muted, Qt::AlignLeft | Qt::AlignVCenter});
    if (valueWidth > 0)
        layout.texts.push_back({{right - valueWidth, top, valueWidth, height}, value, valuePx, false, Ink::Muted, Qt::AlignRight | Qt::AlignVCenter});
}

void layOutShareBar(const QRectF &bar, const std::vector<std::pair<app::State, double>> &parts, TimelineLayout &layout)
{
    layout.grounds.push_back({bar, Ink::Grid});
    double x = bar.left();
    for (const auto &[state, part] : parts) {
        const double width = std::min(bar.width() * part, bar.right() - x);
        if (width > 0)
            layout.shares.push_back({{x, bar.top(), width, bar.height()}, state, app::RequestId::None, false});
        x += std::max(0.0, width);
    }
}

LaneRows::LaneRows(const app::Run &run, const LayoutInput &input)
    : trace(run.trace), lanes(arrange(run.trace, input.view.lanes, input.range, run.now)), leftOut(int(run.trace.workers().size() - lanes.size()))
{
    folded = int(std::count_if(lanes.begin(), lanes.end(), [](const PlacedLane &lane) { return lane.folded; }));
}

double LaneRows::stripHeight(double scale) const { return folded * foldedHeight * scale; }
double LaneRows::noteHeight(const TimelineLayout &layout) const { return leftOut > 0 ? std::max(noteLine * layout.scale, textFrom * layout.type) : 0; }

double layOutLanes(const app::Run &run, const LaneRows &rows, double top, double row, double strip, TimelineLayout &layout)
{
    const double s = layout.scale, gap = std::clamp(row * 0.15, 0.5 * s, 3 * s);
    const int every = labelEvery(row, layout);
    const double label = 16 * layout.type, share = shareWidth(rows, layout);
    int open = 0;
    double y = top;
    for (size_t i = 0; i < rows.lanes.size(); ++i) {
        const PlacedLane &placed = rows.lanes[i];
        if (size_t(placed.worker) >= run.trace.workers().size()) { // its room is kept
            y += placed.folded ? strip : row;
            open += !placed.folded;
            continue;
        }
        const app::Lane &lane = run.trace.workers()[size_t(placed.worker)];
        const double height = placed.folded ? strip : row, space = placed.folded ? std::min(gap, strip * 0.25) : gap;
        layOutRow(lane.slices, run.now, y + space / 2, y + height - space / 2, layout);
        layout.bands.push_back({Region::Worker, placed.worker, y, y + height});
        if (!placed.folded) {
            if (open++ % every == 0)
                layOutLaneName(y + row / 2 - label / 2, label, lane, layout);
            if (share > 0)
                layOutShare(run, lane, y, row, share, layout);
        }
        if (placed.pinned)
            layOutPin(y, y + height, layout);
        y += height;
        if (placed.pinned && i + 1 < rows.lanes.size() && !rows.lanes[i + 1].pinned)
            layout.grounds.push_back({{0, y - s / 2, layout.size.width(), std::max(1.0, s)}, Ink::Border});
    }
    if (rows.leftOut > 0) {
        layOutGutter(y, rows.noteHeight(layout), tr("%1 not shown").arg(rows.leftOut), {}, false, layout);
        y += rows.noteHeight(layout);
    }
    return y - top;
}

} // namespace ui
