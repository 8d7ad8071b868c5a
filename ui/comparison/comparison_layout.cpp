#include "ui/comparison/comparison_layout.h"

#include "ui/comparison/strip_parts.h"
#include "ui/timeline/layout_parts.h"
#include "ui/timeline/ruler.h"
#include "ui/tr.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

// px at scale 1
constexpr double marginShare = 0.028, leastMargin = 12, mostMargin = 28; ///< of the width
constexpr double rulerHeight = 20;
constexpr double titlePixelsTried[] = {23, 20, 17, 15}; ///< the first that fits
constexpr double figuresPixels = 12.5, onwardPixels = 13;
constexpr double columnGap = 18, leastColumn = 150, mostColumnShare = 0.38; ///< of the width
constexpr double stripGapShare = 0.13, leastStripGap = 6, mostStripGap = 26;
constexpr double highestStrip = 210, mostOfRoom = 0.42; ///< the higher of the two: few strips in a large window are not a line on top
constexpr double columnGrowths[] = {2.2, 1.7, 1.35}; ///< of the type beside a high strip: the first that has room

class Composition
{
public:
    explicit Composition(const ComparisonInput &input) : m_input(input), m_frame(m_layout.frame), m_scale(input.scale)
    {
        for (const app::Run *run : input.runs)
            m_runs.push_back(app::comparedOf(*run));
        for (const app::RunRequest &asked : input.toCome)
            m_runs.push_back(app::comparedToCome(asked));
        m_names = app::comparisonNames(m_runs);
        m_margin = std::clamp(input.size.width() * marginShare, leastMargin * m_scale, mostMargin * m_scale);
        m_frame.size = input.size;
        m_frame.scale = m_frame.type = m_scale;
    }

    ComparisonLayout build()
    {
        const double top = header();
        const double bottom = legend();
        place(top, bottom);
        layOutRuler(m_frame);
        for (size_t i = 0; i < m_runs.size(); ++i)
            strip(i);
        return std::move(m_layout);
    }

private:
    QString caption(const app::Compared &run) const { return app::comparedCaption(run, !app::haveSameSleep(m_runs)); }
    double right() const { return m_input.size.width() - m_margin; }

    void line(double y, double height, double width, const QString &text, double pixels, bool bold, Ink ink)
    {
        m_frame.fixedTexts.push_back({{m_margin, y, width, height}, fitted(text, pixels, bold, width), pixels, bold, ink, Qt::AlignLeft | Qt::AlignVCenter});
    }

    /// Returns its lower edge.
    double header()
    {
        double y = std::clamp(m_input.size.height() * 0.03, 6 * m_scale, 16 * m_scale);
        const double width = std::max(0.0, right() - m_margin - m_input.headerTaken);
        if (m_input.showTitle) {
            const QString title = m_input.title.value_or(app::comparisonTitle(m_runs));
            double pixels = 0;
            for (const double one : titlePixelsTried) {
                pixels = one * m_scale;
                if (textWidth(title, pixels, true) <= width)
                    break;
            }
            line(y, 30 * m_scale, width, title, pixels, true, Ink::Text);
            y += 30 * m_scale;
        }
        if (m_input.showCaption) {
            const double below = m_input.showTitle ? right() - m_margin : width;
            line(y, 19 * m_scale, below, subtitle(below), figuresPixels * m_scale, false, Ink::Muted);
            y += 19 * m_scale;
        }
        m_frame.header = {0, 0, m_input.size.width(), y + 4 * m_scale};
        return m_frame.header.bottom();
    }

    /// With all figures where they have room: each stands beside its run, too.
    QString subtitle(double width) const
    {
        QStringList words{tr("one time scale")};
        const auto onWorkers = [](const app::Compared &run) { return run.asked.endpoint == app::Endpoint::Sync && run.asked.pool > 0; };
        const auto one = std::find_if(m_runs.begin(), m_runs.end(), onWorkers);
        const bool alike = one != m_runs.end() && std::all_of(one, m_runs.end(), [&](const app::Compared &run) {
            return run.asked.pool == one->asked.pool || !onWorkers(run);
        });
        if (alike)
            words << (one->asked.pool == 1 ? tr("a pool of 1 worker") : tr("a pool of %L1 workers").arg(one->asked.pool));
        const QString dot = QStringLiteral(" \u00b7 "), scale = words.join(dot);
        const bool told = m_input.showTitle && !m_input.title; // how many requests there are
        const QString figures = told ? app::comparisonFigures(m_runs) : app::comparisonHeadline(m_runs);
        for (const QString &text : {figures + dot + scale, figures}) {
            if (!figures.isEmpty() && textWidth(text, figuresPixels * m_scale, false) <= width)
                return text;
        }
        return scale;
    }

    std::vector<app::State> states() const
    {
        std::vector<app::State> states;
        for (int i = 0; i < app::stateCount; ++i) {
            const bool seen = std::any_of(m_runs.begin(), m_runs.end(), [i](const app::Compared &run) {
                const std::vector<app::State> its = legendStates(run.head);
                return std::find(its.begin(), its.end(), app::State(i)) != its.end();
            });
            if (seen)
                states.push_back(app::State(i));
        }
        return states;
    }

    /// From the lower edge up; returns its upper edge.
    double legend()
    {
        const double bottom = m_input.size.height() - std::max(leastMargin * 0.7 * m_scale, m_margin * 0.6);
        if (!m_input.showLegend)
            return bottom;
        TimelineLayout trial;
        trial.scale = trial.type = m_scale;
        const QRectF place(m_margin, 0, right() - m_margin, 0);
        const double height = keys(place, trial);
        keys(place.translated(0, bottom - height), m_frame);
        return bottom - height - 6 * m_scale;
    }

    /// The states', and the ideal's after them. Returns how high they are.
    double keys(const QRectF &place, TimelineLayout &into)
    {
        const double s = m_scale, pixels = leastComparisonText * 12 / 11 * s, line = 20 * s;
        const size_t before = into.legend.size();
        double bottom = layOutLegend(states(), place, into);
        if (std::none_of(m_runs.begin(), m_runs.end(), [](const app::Compared &run) { return run.ideal > 0; }))
            return bottom - place.top();
        const QString name = tr("ideal");
        const double width = 10 * s + textWidth(name, pixels, false) + 1;
        double x = into.legend.size() > before ? into.fixedTexts.back().rect.right() + 18 * s : place.left();
        if (x > place.left() && x + width > place.right()) {
            x = place.left();
            bottom += line;
        }
        m_layout.idealKey = {x, bottom - line + 4 * s, 2 * s, 12 * s};
        into.fixedTexts.push_back({{x + 10 * s, bottom - line, width - 10 * s, line}, name, pixels, false, Ink::Muted, Qt::AlignLeft | Qt::AlignVCenter});
        return bottom - place.top();
    }

    /// Where ruler, strips, columns and time stand between `top` and `bottom`.
    void place(double top, double bottom)
    {
        const double count = double(m_runs.size()), room = std::max(count, bottom - top - rulerHeight * m_scale);
        m_frame.ruler = {0, std::round(top), m_input.size.width(), rulerHeight * m_scale};
        m_frame.body = {0, m_frame.ruler.bottom(), m_input.size.width(), room};
        const double gap = std::clamp(room / count * stripGapShare, std::min(leastStripGap * m_scale, room / count / 3), mostStripGap * m_scale);
        m_pitch = room / count;
        m_height = std::floor(std::min(m_pitch - gap, std::max(highestStrip * m_scale, room * mostOfRoom)));
        const double mostColumn = m_input.size.width() * mostColumnShare - m_margin;
        for (const double growth : columnGrowths) {
            m_form.emplace(m_height, m_scale, m_input.showCaption, growth);
            m_column = leastColumn * m_scale;
            for (size_t i = 0; i < m_runs.size(); ++i)
                m_column = std::max(m_column, m_form->widthFor(m_names[qsizetype(i)], m_runs[i], caption(m_runs[i])));
            if (m_column <= mostColumn)
                break;
        }
        m_column = std::min(m_column, mostColumn);
        const TimeRange range = m_input.range.value_or(TimeRange{0, usual()});
        const double left = std::round(m_margin + m_column + columnGap * m_scale), end = right() - arrowRoom(range);
        m_frame.time = {range, left, std::max(1.0, std::floor(end - left))};
    }
    /// A little more than the usual range, so that an end is no edge; but nothing past it where the range cuts a run.
    qint64 usual() const
    {
        const qint64 end = app::usualEnd(m_runs);
        return end < app::wholeEnd(m_runs) ? end : end + end / 40;
    }
    QString onwardText(const app::Compared &run) const { return QStringLiteral("\u2192 ") + app::makespanText(run.expected()); }
    double arrowRoom(TimeRange range) const
    {
        double room = 0;
        for (const app::Compared &run : m_runs) {
            if (m_input.keepsArrowRoom || run.expected() > range.end)
                room = std::max(room, textWidth(onwardText(run), onwardPixels * m_scale, true) + 8 * m_scale);
        }
        return std::max(0.0, room - m_margin / 2);
    }

    void strip(size_t index)
    {
        const double top = std::round(m_frame.body.top() + (m_pitch - m_height) / 2 + m_pitch * double(index));
        RunStrip &strip = m_layout.strips.emplace_back();
        strip.run = m_runs[index];
        strip.rect = {0, top, m_input.size.width(), m_height};
        m_form->place(strip, m_names[qsizetype(index)], caption(strip.run), m_margin, m_column, app::wholeEnd(m_runs));
        strip.first = strip.run.head.first;
        TimelineLayout &picture = strip.picture;
        picture.size = m_frame.size;
        picture.scale = picture.type = m_scale;
        picture.time = {{m_frame.time.range.begin + strip.first, m_frame.time.range.end + strip.first}, m_frame.time.left, m_frame.time.width};
        picture.body = strip.rect;
        if (index >= m_input.runs.size())
            return;
        layOutShort(*m_input.runs[index], strip.run, picture);
        if (strip.run.makespan <= m_frame.time.range.end)
            return;
        const bool known = strip.run.stage != app::Compared::Stage::Live; // where it goes on to
        const QString text = known ? onwardText(strip.run) : QString(QChar(0x2192));
        const double left = m_frame.time.left + m_frame.time.width + 6 * m_scale, height = onwardPixels * 1.4 * m_scale;
        strip.onward = {{left, top, textWidth(text, onwardPixels * m_scale, true) + 1, height}, text, onwardPixels * m_scale, true, Ink::Text,
                        Qt::AlignLeft | Qt::AlignVCenter};
    }

    const ComparisonInput &m_input;
    ComparisonLayout m_layout;
    TimelineLayout &m_frame;
    const double m_scale;
    std::vector<app::Compared> m_runs;
    QStringList m_names;
    std::optional<ColumnForm> m_form;
    double m_margin = 0, m_pitch = 0, m_height = 0, m_column = 0;
};

} // namespace

ComparisonLayout layOut(const ComparisonInput &input) { return Composition(input).build(); }

int stripAt(const ComparisonLayout &layout, QPointF point)
{
    for (size_t i = 0; i < layout.strips.size(); ++i) {
        if (point.y() >= layout.strips[i].rect.top() && point.y() < layout.strips[i].rect.bottom())
            return int(i);
    }
    return -1;
}

} // namespace ui
