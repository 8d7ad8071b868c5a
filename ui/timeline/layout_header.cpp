#include "ui/timeline/layout_parts.h"

#include "app/comparison.h"
#include "ui/theme.h"
#include "ui/timeline/text_cache.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace ui {
namespace {

constexpr double titlePixels = 20, captionPixels = 13, legendPixels = 12;
constexpr double leastTitle = 14; ///< a long one shrinks to this
constexpr qint64 wholeSecond = 1'000'000'000; ///< ns
constexpr double muchWorse = 1.2; ///< a makespan past this multiple of the ideal is no longer good

struct Line {
    double x, y, right, height;
    double room() const { return right - x; }
};

void place(TimelineLayout &layout, Line &line, const QString &text, double pixels, bool bold, Ink ink)
{
    const double width = std::min(textWidth(text, pixels, bold) + 1, line.room());
    if (width <= 0)
        return;
    layout.fixedTexts.push_back({{line.x, line.y, width, line.height}, fitted(text, pixels, bold, width), pixels, bold, ink,
                                 Qt::AlignLeft | Qt::AlignVCenter});
    line.x += width;
}

/// In the legend it stands only where that is all one knows.
QString legendName(app::State state)
{
    return state == app::State::InFlight ? QCoreApplication::translate("ui::Timeline", "in flight: queueing unknown") : stateName(state);
}

} // namespace

double textWidth(const QString &text, double pixels, bool bold)
{
    return textSize(text, pixels, bold).width();
}

std::vector<app::State> legendStates(const app::Headline &head)
{
    std::vector<app::State> states;
    for (size_t i = 0; i < head.states.size(); ++i) {
        const auto state = app::State(i);
        const bool saysItself = state == app::State::Named || (state == app::State::InFlight && head.observed.server());
        if (head.states[i] && !saysItself)
            states.push_back(state);
    }
    return states;
}

double layOutLegend(const std::vector<app::State> &states, const QRectF &place, TimelineLayout &layout)
{
    const double s = layout.type, height = 20 * s;
    double x = place.left(), y = place.top();
    if (states.empty())
        return y;
    for (const app::State state : states) {
        const QString name = legendName(state);
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

namespace {

/// The run as it will be once it has grown: what the words need room for from the start.
const app::Run &grown(const app::Run &run, const LayoutInput &input) { return input.whole ? *input.whole : run; }

/// "2.01 s"; while it grows, in seconds from the start where it will be seconds in the end.
QString timeText(const app::Run &run, const LayoutInput &input)
{
    const qint64 makespan = app::makespanOf(run);
    const bool inSeconds = input.whole && app::makespanOf(*input.whole) >= wholeSecond;
    const QString time = inSeconds ? QCoreApplication::translate("ui::Timeline", "%1 s").arg(double(makespan) / 1e9, 0, 'f', 2)
                                   : app::durationText(makespan);
    return run.state == app::RunState::Stopped ? time + QCoreApplication::translate("ui::Timeline", ", stopped") : time;
}

Ink timeInk(const app::Run &run)
{
    const app::Headline head = app::headline(run.trace);
    const bool bad = head.failed > 0 || (head.ideal > 0 && double(app::makespanOf(run)) > muchWorse * double(head.ideal))
            || (head.endpoint == app::Endpoint::AsyncWrong && head.observed.eventLoop);
    return bad ? Ink::Bad : app::tellsIdeal(head.observed, head.endpoint) ? Ink::Good : Ink::Muted;
}

/// Digits differ in width, and nothing must tremble while they count.
double steadyWidth(QString time, double pixels)
{
    for (QChar &c : time)
        c = c.isDigit() ? QChar(u'0') : c;
    return textWidth(time, pixels, true) + 1;
}

/// Shrinks rather than losing its end, but stays the largest; what is still too long is cut.
void layOutTitle(const QString &title, double beside, Line &line, TimelineLayout &layout)
{
    const double room = line.room() - beside;
    double pixels = titlePixels * layout.type;
    for (const double least = leastTitle * layout.type; layout.picture && pixels > least && textWidth(title, pixels, true) + 1 > room;)
        pixels = std::max(least, pixels - 1);
    Line part = line;
    if (layout.picture)
        part.right = std::min(line.right, line.x + std::max(room, line.room() / 2));
    place(layout, part, title, pixels, true, Ink::Text);
    line.x = part.x;
}

/// Its parts, as many a line as fit. `line`: where its first one begins; ends on the last.
void wrapCaption(const QString &caption, Line &line, TimelineLayout &layout)
{
    const QString separator = QStringLiteral(" \u00b7 ");
    const double left = line.x, pixels = captionPixels * layout.type;
    QString text;
    for (const QString &part : caption.split(separator)) {
        const QString longer = text.isEmpty() ? part : text + separator + part;
        if (text.isEmpty() || left + textWidth(longer, pixels, false) <= line.right) {
            text = longer;
            continue;
        }
        place(layout, line, text, pixels, false, Ink::Muted);
        line = {left, line.y + line.height, line.right, line.height};
        text = part;
    }
    place(layout, line, text, pixels, false, Ink::Muted);
}

/// Title, makespan and caption; returns where they end.
double layOutWords(const app::Run &run, const LayoutInput &input, Line line, TimelineLayout &layout)
{
    const double s = input.scale, margin = line.x, right = line.right, pixels = titlePixels * layout.type;
    const QString time = timeText(run, input), caption = app::runCaption(run);
    const double timeWidth = !input.showCaption ? 0
            : std::max(steadyWidth(time, pixels), input.whole ? steadyWidth(timeText(*input.whole, input), pixels) : 0);
    const QString title = input.title.value_or(app::runTitle(run));
    if (input.showTitle && !title.isEmpty()) {
        Line other = line;
        layOutTitle(title, timeWidth + 16 * s, line, layout);
        if (input.whole) {
            TimelineLayout trial = layout;
            layOutTitle(input.title.value_or(app::runTitle(*input.whole)), timeWidth + 16 * s, other, trial);
            line.x = std::max(line.x, other.x);
        }
        line.x += 16 * s;
    }
    if (!input.showCaption)
        return line.y + line.height;
    const double after = std::min(line.x + timeWidth + 18 * s, right);
    place(layout, line, time, pixels, true, timeInk(run));
    line.x = after;
    if (line.x + textWidth(app::runCaption(grown(run, input)), captionPixels * layout.type, false) > right)
        line = {margin, line.y + line.height, right, 20 * layout.type};
    if (layout.picture)
        wrapCaption(caption, line, layout);
    else
        place(layout, line, caption, captionPixels * layout.type, false, Ink::Muted);
    return line.y + line.height;
}

} // namespace

QString fitted(const QString &text, double pixels, bool bold, double width)
{
    return textWidth(text, pixels, bold) <= width ? text
            : QFontMetricsF(textFont(pixels, bold ? QFont::DemiBold : QFont::Normal)).elidedText(text, Qt::ElideRight, width);
}

double layOutHeader(const app::Run &run, const LayoutInput &input, TimelineLayout &layout)
{
    const double s = input.scale, margin = 12 * s, right = input.size.width() - margin;
    const bool words = input.showTitle || input.showCaption;
    double bottom = 8 * s;
    const Line first{margin, bottom, right, 28 * layout.type};
    if (words)
        bottom = layOutWords(run, input, first, layout) + 2 * s;
    if (words && input.whole) {
        TimelineLayout trial = layout; // a longer caption may take a line more
        bottom = std::max(bottom, layOutWords(*input.whole, input, first, trial) + 2 * s);
    }
    if (input.showLegend)
        bottom = layOutLegend(legendStates(grown(run, input).trace.headline()), {margin, bottom, right - margin, 0}, layout);
    return words || input.showLegend ? bottom + 6 * s : 0;
}

} // namespace ui
