#include "ui/comparison/comparison_view.h"

#include "ui/comparison/comparison_painter.h"
#include "ui/comparison/comparison_picture.h"
#include "ui/timeline/hover_card.h"

#include <QAccessible>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// With a little room after the last end.
qint64 roomy(qint64 end) { return end + end / 40; }

} // namespace

ComparisonView::ComparisonView(app::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_range(makeButton(u"comparisonRange"_s, QString())),
      m_close(makeButton(u"comparisonClose"_s, tr("Back to the timeline (Esc)"))), m_pacer(*this)
{
    setObjectName(u"comparison"_s);
    setAccessibleName(tr("Comparison of runs"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_range->setToolTip(tr("One run takes much longer than the others: show all of it, or so much that the short ones are readable (0)"));
    connect(m_range, &QToolButton::clicked, this, &ComparisonView::toggleWhole);
    connect(m_close, &QToolButton::clicked, this, &ComparisonView::closeAsked);
    connect(&session, &app::Session::runAdvanced, this, &ComparisonView::advance);
    connect(&session, &app::Session::runFinished, this, &ComparisonView::advance);
    connect(&m_zoom, &ZoomControl::visibleChanged, this, &ComparisonView::invalidate);
}

QToolButton *ComparisonView::makeButton(const QString &name, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setFocusPolicy(Qt::TabFocus);
    button->setCursor(Qt::ArrowCursor);
    return button;
}

void ComparisonView::compare(const std::vector<app::RunId> &runs, const std::vector<app::RunRequest> &toCome)
{
    m_usual = true;
    m_moment.reset();
    renew(runs, toCome);
}

void ComparisonView::renew(const std::vector<app::RunId> &runs, const std::vector<app::RunRequest> &toCome)
{
    m_ids = runs;
    m_toCome = toCome;
    growWhole();
    describe();
    invalidate();
}

void ComparisonView::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    placeButtons();
    invalidate();
}

QSize ComparisonView::minimumSizeHint() const { return QSize(420, 220); }

std::vector<const app::Run *> ComparisonView::runs() const
{
    std::vector<const app::Run *> runs;
    for (const app::RunId id : m_ids) {
        if (const app::Run *run = m_session.run(id))
            runs.push_back(run);
    }
    return runs;
}

std::vector<app::Compared> ComparisonView::compared() const
{
    std::vector<app::Compared> compared;
    for (const app::Run *run : runs())
        compared.push_back(app::comparedOf(*run));
    for (const app::RunRequest &asked : m_toCome)
        compared.push_back(app::comparedToCome(asked));
    return compared;
}

void ComparisonView::advance(app::RunId id)
{
    if (std::find(m_ids.begin(), m_ids.end(), id) == m_ids.end())
        return;
    growWhole();
    if (const app::Run *run = m_session.run(id); run && !run->live())
        describe();
    invalidate();
}

void ComparisonView::growWhole()
{
    const std::vector<app::Compared> all = compared();
    if (all.empty())
        return;
    m_zoom.setWhole({0, roomy(app::wholeEnd(all))});
    if (m_usual)
        showUsual(Move::AtOnce);
    placeButtons();
}

/// What the layout takes as its usual range, or the whole.
void ComparisonView::showUsual(Move move)
{
    const std::vector<app::Compared> all = compared();
    const TimeRange usual{0, app::usualEnd(all)};
    if (usual.end == app::wholeEnd(all))
        m_zoom.showAll(move);
    else if (move == Move::Glide)
        m_zoom.glideTo(usual);
    else
        m_zoom.setVisible(usual);
}

void ComparisonView::toggleWhole()
{
    if (!m_usual) {
        m_usual = true;
        showUsual(Move::Glide);
        return placeButtons();
    }
    showAll();
}

void ComparisonView::showAll()
{
    m_usual = false;
    m_zoom.showAll();
    placeButtons();
}

void ComparisonView::zoomBy(double factor)
{
    m_usual = false;
    m_zoom.zoomMiddle(factor);
    placeButtons();
}

void ComparisonView::invalidate()
{
    m_stale = true;
    m_pacer.ask();
}

void ComparisonView::layOutNow()
{
    m_stale = false;
    ComparisonInput input;
    input.size = QSizeF(size());
    input.scale = m_scale;
    input.runs = runs();
    input.toCome = m_toCome;
    input.range = m_zoom.visible();
    input.keepsArrowRoom = true;
    input.headerTaken = width() - (m_range->isVisibleTo(this) ? m_range : m_close)->x();
    m_layout = input.runs.empty() && m_toCome.empty() ? ComparisonLayout() : ui::layOut(input);
}

const ComparisonLayout &ComparisonView::layout()
{
    if (m_stale)
        layOutNow();
    return m_layout;
}

/// In the corner of the header; the one for the range only where there is a choice.
void ComparisonView::placeButtons()
{
    const std::vector<app::Compared> all = compared();
    const bool choice = !all.empty() && app::usualEnd(all) < app::wholeEnd(all);
    m_range->setText(m_usual ? tr("Show all") : tr("Show the short ones"));
    m_range->setVisible(choice);
    const int margin = int(10 * m_scale);
    m_close->adjustSize();
    m_close->move(width() - m_close->width() - margin, margin);
    m_range->adjustSize();
    m_range->move(m_close->x() - m_range->width() - margin / 2, margin);
}

void ComparisonView::resizeEvent(QResizeEvent *)
{
    placeButtons();
    m_stale = true;
}

void ComparisonView::paintEvent(QPaintEvent *)
{
    const FramePacer::Frame paced(m_pacer);
    QPainter painter(this);
    if (layout().strips.empty()) {
        painter.fillRect(rect(), m_theme.panel);
        return;
    }
    paintComparison(painter, m_layout, m_theme);
    if (m_moment)
        paintMoment(painter, m_layout, runs(), *m_moment, m_theme);
    if (m_pointer)
        paintCard(painter);
}

/// Of the slice under the pointer, with its frame.
void ComparisonView::paintCard(QPainter &painter)
{
    const int index = stripAt(m_layout, *m_pointer);
    const std::vector<const app::Run *> all = runs();
    if (index < 0 || size_t(index) >= all.size())
        return;
    const app::Run &run = *all[size_t(index)];
    const TimelineLayout &picture = m_layout.strips[size_t(index)].picture;
    const std::optional<Hit> hit = hitAt(run, picture, *m_pointer - picture.body.topLeft());
    if (!hit || !hit->slice)
        return;
    const TimeScale &time = picture.time;
    const double left = std::max(time.toPixel(hit->slice->begin), time.left);
    const double right = std::min(time.toPixel(std::min(hit->slice->end, std::max(run.now, hit->slice->begin))), time.left + time.width);
    painter.setPen(QPen(m_theme.text, 2 * m_scale));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(left, picture.body.top() + hit->band.top, std::max(right - left, 2.0), hit->band.bottom - hit->band.top));
    if (const auto text = hoverText(run, *hit))
        paintHoverCard(painter, *text, *m_pointer, QRectF(rect()), m_theme, m_scale);
}

void ComparisonView::setMoment(std::optional<qint64> t)
{
    if (std::exchange(m_moment, t) != t)
        update();
}

/// The figures, and what each run holds at the line.
void ComparisonView::describe()
{
    const std::vector<app::Compared> all = compared();
    if (all.empty())
        return;
    QStringList parts{app::comparisonHeadline(all)};
    const QStringList names = app::comparisonNames(all);
    const std::vector<const app::Run *> now = runs();
    for (size_t i = 0; i < all.size(); ++i) {
        const QString &name = names[qsizetype(i)];
        const bool atLine = m_moment && i < now.size();
        parts << (atLine ? tr("%1 at %2: %3").arg(name, app::durationText(*m_moment), app::momentText(*now[i], *m_moment))
                         : tr("%1: %2").arg(name, app::comparedCaption(all[i], !app::haveSameSleep(all))));
    }
    setAccessibleDescription(parts.join(u". "_s));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

Exportable ComparisonView::exportable() const
{
    Exportable all;
    const std::vector<app::Compared> now = compared();
    all.name = u"comparison"_s;
    all.title = now.empty() ? QString() : app::comparisonTitle(now);
    all.window = size();
    all.visible = m_zoom.visible();
    all.run = m_zoom.whole();
    all.drawing = [this](const app::PictureWishes &wishes) {
        const std::vector<const app::Run *> still = runs();
        return still.empty() ? Drawing{} : comparisonDrawing(still, wishes);
    };
    return all;
}

} // namespace ui
