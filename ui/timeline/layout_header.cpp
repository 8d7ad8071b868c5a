#include "ui/timeline/layout_parts.h"

#include "ui/theme.h"
#include "ui/timeline/text_cache.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace ui {
namespace {

constexpr double titlePixels = 20, captionPixels = 13, legendPixels = 12;
constexpr double muchWorse = 1.2; ///< a makespan past this multiple of the ideal is no longer good

struct Line {
    double x, y, right, height;
};

void place(TimelineLayout &layout, Line &line, const QString &text, double pixels, bool bold, Ink ink)
{
    const double width = std::min(textWidth(text, pixels, bold) + 1, line.right - line.x);
    if (width <= 0)
        return;
    const bool fits = textWidth(text, pixels, bold) <= width;
    const QString shown = fits ? text
            : QFontMetricsF(textFont(pixels, bold ? QFont::DemiBold : QFont::Normal)).elidedText(text, Qt::ElideRight, width);
    layout.fixedTexts.push_back({{line.x, line.y, width, line.height}, shown, pixels, bold, ink, Qt::AlignLeft | Qt::AlignVCenter});
    line.x += width;
}

/// The states that occur, in the order of the vocabulary; in flight is the client's, whose name says it.
std::vector<app::State> statesOf(const app::Trace &trace)
{
    const std::array<bool, app::stateCount> seen = trace.headline().states;
    std::vector<app::State> states;
    for (size_t i = 0; i < seen.size(); ++i) {
        if (seen[i] && app::State(i) != app::State::InFlight)
            states.push_back(app::State(i));
    }
    return states;
}

} // namespace

double textWidth(const QString &text, double pixels, bool bold)
{
    return textSize(text, pixels, bold).width();
}

double layOutLegend(const std::vector<app::State> &states, const QRectF &place, TimelineLayout &layout)
{
    const double s = layout.scale, height = 20 * s;
    double x = place.left(), y = place.top();
    for (const app::State state : states) {
        const QString name = stateName(state);
        const double width = 24 * s + textWidth(name, legendPixels * s, false) + 1;
        if (x > place.left() && x + width > place.right()) {
            x = place.left();
            y += height;
        }
        layout.legend.push_back({{x, y + 4.5 * s, 18 * s, 11 * s}, state, app::RequestId::None, false});
        layout.fixedTexts.push_back({{x + 24 * s, y, width - 24 * s, height}, name, legendPixels * s, false, Ink::Muted,
                                     Qt::AlignLeft | Qt::AlignVCenter});
        x += width + 18 * s;
    }
    return y + height;
}

double layOutHeader(const app::Run &run, const LayoutInput &input, TimelineLayout &layout)
{
    const double s = input.scale, margin = 12 * s, right = input.size.width() - margin;
    const app::Headline head = app::headline(run.trace);
    const qint64 makespan = run.live() ? std::max<qint64>(0, run.now - head.first) : head.makespan;
    const bool bad = head.failed > 0 || (head.ideal > 0 && double(makespan) > muchWorse * double(head.ideal))
            || head.endpoint == app::Endpoint::AsyncWrong;
    Line line{margin, 8 * s, right, 28 * s};
    place(layout, line, app::runTitle(head), titlePixels * s, true, Ink::Text);
    line.x += 16 * s;
    QString time = app::durationText(makespan);
    if (run.state == app::RunState::Stopped)
        time += QCoreApplication::translate("ui::Timeline", ", stopped");
    place(layout, line, time, titlePixels * s, true, bad ? Ink::Bad : Ink::Good);
    line.x += 18 * s;
    const QString caption = app::runCaption(head);
    if (line.x + textWidth(caption, captionPixels * s, false) > right)
        line = {margin, line.y + line.height, right, 20 * s};
    place(layout, line, caption, captionPixels * s, false, Ink::Muted);
    return layOutLegend(statesOf(run.trace), {margin, line.y + line.height + 2 * s, right - margin, 0}, layout) + 6 * s;
}

} // namespace ui
