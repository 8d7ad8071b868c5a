#include "ui/charts.h"

#include "ui/chart_series.h"
#include "ui/selection.h"

#include <QGraphicsLayout>
#include <QLabel>
#include <QStackedLayout>

namespace ui {
namespace {

constexpr int rebuildMillis = 250;

} // namespace

QString ChartPanel::name(ChartKind kind)
{
    switch (kind) {
    case ChartKind::Latency: return tr("Latency");
    case ChartKind::InFlight: return tr("In flight");
    case ChartKind::LoopLag: return tr("Loop lag");
    }
    return {};
}

ChartPanel::ChartPanel(ChartKind kind, app::Session &session, Selection &selection, QWidget *parent)
    : QWidget(parent), m_kind(kind), m_session(session), m_selection(selection), m_view(new QChartView(this)),
      m_empty(new QLabel(this))
{
    setAccessibleName(name(kind));
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_empty->setObjectName(QStringLiteral("chartEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    auto *layout = new QStackedLayout(this);
    layout->addWidget(m_empty);
    layout->addWidget(m_view);
    m_soon.setSingleShot(true);
    m_soon.callOnTimeout(this, &ChartPanel::rebuild);
    connect(&session, &app::Session::runAdvanced, this, &ChartPanel::rebuildSoon);
    connect(&session, &app::Session::runFinished, this, &ChartPanel::rebuildSoon);
    connect(&selection, &Selection::runChanged, this, &ChartPanel::rebuildSoon);
}

void ChartPanel::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    rebuildSoon();
}

void ChartPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    rebuild();
}

void ChartPanel::rebuildSoon()
{
    if (isVisible() && !m_soon.isActive())
        m_soon.start(rebuildMillis);
}

QString ChartPanel::emptyText(const app::Run *run) const
{
    if (run && !run->trace.tracks().empty())
        return tr("No requests, so no chart: this is a trace of another program.");
    if (run && m_kind == ChartKind::LoopLag && !run->trace.empty() && !run->trace.observed().loopLag)
        return tr("No loop lag: the server's event loop was not observed.");
    return tr("Nothing to draw yet: fire some requests first.");
}

void ChartPanel::rebuild()
{
    auto *chart = new QChart;
    chart->setBackgroundBrush(m_theme.panel);
    chart->setBackgroundRoundness(0);
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setMargins(QMargins(6, 4, 12, 4));
    chart->legend()->setAlignment(Qt::AlignRight); // beside the data, never over it
    chart->legend()->setFont(textFont(11.5 * m_scale));
    chart->legend()->setLabelBrush(m_theme.text);
    const app::Run *run = m_session.run(m_selection.run());
    bool filled = false;
    switch (m_kind) {
    case ChartKind::Latency: filled = run && fillLatency(*chart, *run, m_theme, m_scale); break;
    case ChartKind::InFlight: filled = run && fillInFlight(*chart, *run, m_theme, m_scale); break;
    case ChartKind::LoopLag: filled = run && fillLoopLag(*chart, *run, m_theme, m_scale); break;
    }
    m_empty->setText(emptyText(run));
    const std::unique_ptr<QChart> old(m_view->chart()); // the view gives it back when it takes the new one
    m_view->setChart(chart);
    m_view->setBackgroundBrush(m_theme.panel);
    static_cast<QStackedLayout *>(layout())->setCurrentWidget(filled ? static_cast<QWidget *>(m_view) : m_empty);
}

} // namespace ui
