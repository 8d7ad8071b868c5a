#include "ui/timeline/layout_parts.h"

#include "ui/theme.h"
#include "ui/timeline/text_cache.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace ui {
namespace {

constexpr double titlePixels = 20, captionPixels = 13, legendPixels = 12;
constexpr qint64 second = 1'000'000'000; ///< ns
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

double layOutLegend(const app::Run &run, double y, const LayoutInput &input, TimelineLayout &layout)
{
    const double s = input.scale, left = 12 * s, right = input.size.width() - 12 * s, height = 20 * s;
    double x = left;
    for (const app::State state : statesOf(run.trace)) {
        const QString name = stateName(state);
        const double width = 24 * s + textWidth(name, legendPixels * s, false) + 1;
        if (x > left && x + width > right) {
            x = left;
            y += height;
        }
        layout.legend.push_back({{x, y + 4.5 * s, 18 * s, 11 * s}, state, app::RequestId::None, false});
        layout.fixedTexts.push_back({{x + 24 * s, y, width - 24 * s, height}, name, legendPixels * s, false, Ink::Muted,
                                     Qt::AlignLeft | Qt::AlignVCenter});
        x += width + 18 * s;
    }
    return y + height;
}

qint64 makespanOf(const app::Run &run, const app::Headline &head)
{
    return run.live() ? std::max<qint64>(0, run.now - head.first) : head.makespan;
}

/// `inSeconds`: as it will be once it has grown.
QString timeText(const app::Run &run, qint64 makespan, bool inSeconds)
{
    const QString time = inSeconds ? QCoreApplication::translate("ui::Timeline", "%1 s").arg(double(makespan) / 1e9, 0, 'f', 2)
                                   : app::durationText(makespan);
    return run.state == app::RunState::Stopped ? time + QCoreApplication::translate("ui::Timeline", ", stopped") : time;
}

/// Where the title line's parts begin, px.
struct Places {
    double time = 0, caption = 0;
    bool below = false; ///< the caption has a line of its own

    void makeRoomFor(const Places &other)
    {
        time = std::max(time, other.time);
        caption = std::max(caption, other.caption);
        below = below || other.below;
    }
};

Places placesOf(const app::Run &run, bool inSeconds, double s, double right)
{
    const app::Headline head = app::headline(run.trace);
    Places places;
    places.time = 12 * s + textWidth(app::runTitle(head), titlePixels * s, true) + 1 + 16 * s;
    QString time = timeText(run, makespanOf(run, head), inSeconds);
    for (QChar &c : time) // digits differ in width, and the caption must not tremble while they count
        c = c.isDigit() ? QChar(u'0') : c;
    places.caption = places.time + textWidth(time, titlePixels * s, true) + 1 + 18 * s;
    places.below = places.caption + textWidth(app::runCaption(head), captionPixels * s, false) > right;
    return places;
}

} // namespace

double textWidth(const QString &text, double pixels, bool bold)
{
    return textSize(text, pixels, bold).width();
}

double layOutHeader(const app::Run &run, const LayoutInput &input, TimelineLayout &layout)
{
    const double s = input.scale, margin = 12 * s, right = input.size.width() - margin;
    const app::Headline head = app::headline(run.trace);
    const qint64 makespan = makespanOf(run, head);
    const bool bad = head.failed > 0 || (head.ideal > 0 && double(makespan) > muchWorse * double(head.ideal))
            || head.endpoint == app::Endpoint::AsyncWrong;
    const bool inSeconds = input.whole && makespanOf(*input.whole, app::headline(input.whole->trace)) >= second;
    Places places = placesOf(run, inSeconds, s, right);
    if (input.whole)
        places.makeRoomFor(placesOf(*input.whole, false, s, right));
    Line line{margin, 8 * s, right, 28 * s};
    place(layout, line, app::runTitle(head), titlePixels * s, true, Ink::Text);
    line.x = std::min(places.time, right);
    place(layout, line, timeText(run, makespan, inSeconds), titlePixels * s, true, bad ? Ink::Bad : Ink::Good);
    line.x = std::min(places.caption, right);
    if (places.below)
        line = {margin, line.y + line.height, right, 20 * s};
    place(layout, line, app::runCaption(head), captionPixels * s, false, Ink::Muted);
    return layOutLegend(input.whole ? *input.whole : run, line.y + line.height + 2 * s, input, layout) + 6 * s;
}

} // namespace ui
