#include "ui/explain_panel.h"

#include "ui/resources.h"
#include "ui/selection.h"
#include "ui/source_lines.h"

#include <QFile>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QTextBlock>

#include <cmath>

namespace ui {
namespace {

constexpr int explainMillis = 100;
const QString notKnown = QStringLiteral("\u2013");

QString endpointsSource()
{
    loadResources();
    QFile file(QStringLiteral(":/loopscope/endpoints.cpp"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("kind", QStringLiteral("heading"));
    return label;
}

} // namespace

ExplainPanel::ExplainPanel(app::Session &session, Selection &selection, QWidget *parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_text(endpointsSource()), m_time(new QLabel(this)),
      m_view(new QPlainTextEdit(this)), m_whyTitle(heading({}, this)), m_why(new QLabel(this))
{
    setObjectName(QStringLiteral("explain"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(4);
    auto *top = new QHBoxLayout;
    auto *title = new QLabel(tr("Explain"), this);
    title->setProperty("kind", QStringLiteral("title"));
    top->addWidget(title);
    top->addStretch();
    m_time->setObjectName(QStringLiteral("explainTime"));
    m_time->setProperty("kind", QStringLiteral("small"));
    top->addWidget(m_time);
    layout->addLayout(top);
    m_view->setObjectName(QStringLiteral("explainSource"));
    m_view->setAccessibleName(tr("Source of the endpoint"));
    m_view->setReadOnly(true);
    m_view->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTabChangesFocus(true);
    layout->addWidget(m_view, 3);
    layout->addSpacing(8);
    layout->addWidget(heading(tr("THE LOOP HOLDS"), this));
    m_running = addGauge(tr("running now"), QStringLiteral("gaugeRunning"));
    m_ready = addGauge(tr("ready"), QStringLiteral("gaugeReady"));
    m_awaiting = addGauge(tr("awaiting a timer"), QStringLiteral("gaugeAwaiting"));
    m_workers = addGauge(tr("workers busy"), QStringLiteral("gaugeWorkers"));
    m_queued = addGauge(tr("queued"), QStringLiteral("gaugeQueued"));
    layout->addSpacing(10);
    layout->addWidget(m_whyTitle);
    m_why->setObjectName(QStringLiteral("why"));
    m_why->setWordWrap(true);
    m_why->setTextFormat(Qt::PlainText);
    m_why->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    layout->addWidget(m_why, 1);
    m_soon.setSingleShot(true);
    m_soon.callOnTimeout(this, &ExplainPanel::refresh);
    connect(&session, &app::Session::runAdvanced, this, &ExplainPanel::refreshSoon);
    connect(&session, &app::Session::runFinished, this, &ExplainPanel::refreshSoon);
    connect(&selection, &Selection::runChanged, this, &ExplainPanel::refresh);
    connect(&selection, &Selection::playheadChanged, this, &ExplainPanel::refreshSoon);
    connect(&selection, &Selection::selectedChanged, this, &ExplainPanel::refreshSoon);
    connect(&selection, &Selection::eventChanged, this, &ExplainPanel::refreshSoon);
    refresh();
}

ExplainPanel::Gauge ExplainPanel::addGauge(const QString &name, const QString &objectName)
{
    auto *line = new QHBoxLayout;
    line->addWidget(new QLabel(name, this));
    line->addStretch();
    Gauge gauge{new QLabel(this), new QProgressBar(this)};
    gauge.value->setObjectName(objectName);
    gauge.value->setProperty("kind", QStringLiteral("small"));
    line->addWidget(gauge.value);
    gauge.bar->setTextVisible(false);
    gauge.bar->setFixedHeight(6);
    gauge.bar->setAccessibleName(name);
    static_cast<QVBoxLayout *>(layout())->addLayout(line);
    layout()->addWidget(gauge.bar);
    return gauge;
}

void ExplainPanel::set(const Gauge &gauge, const QString &text, int value, int most)
{
    gauge.value->setText(text);
    gauge.bar->setUpdatesEnabled(false); // a bar repaints at once at each change, instead of with everything else
    gauge.bar->setRange(0, std::max(1, most));
    gauge.bar->setValue(std::min(value, std::max(1, most)));
    gauge.bar->setUpdatesEnabled(true);
}

void ExplainPanel::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_view->setFont(monoFont(11.5 * scale));
    refresh();
}

void ExplainPanel::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start(explainMillis);
}

void ExplainPanel::refresh()
{
    const app::Run *run = m_session.run(m_selection.run());
    if (!run) {
        return refreshWithout(app::Endpoint::Async, {}, tr("Click an endpoint to fire requests at it. Then move over the timeline: this panel says what the "
                                                           "event loop held at that moment, and which line of the handler it was at."));
    }
    if (!run->trace.tracks().empty()) {
        return refreshWithout(app::Endpoint::None, tr("WHAT THIS IS"), tr("A trace of another program. It tells what the threads of that program did, but nothing of "
                                                                          "requests or of an event loop, so there is nothing to explain here."));
    }
    if (!run->trace.observed().server() && !run->trace.empty()) {
        return refreshWithout(app::Endpoint::None, tr("WHAT THIS IS"), tr("What a client saw of a server that nobody observed: a bar a request, from sent to received. How "
                                                                          "long each was queued, what ran, and by which code, is not known."));
    }
    m_view->show();
    // A chosen log line holds the moment while the pointer is elsewhere.
    const std::optional<size_t> event = m_selection.event();
    const qint64 t = m_selection.playhead().value_or(event && *event < run->log.events.size() ? run->log.events[*event].t : run->now);
    m_time->setText(tr("at %1").arg(app::durationText(t)));
    const app::Moment moment = app::momentAt(run->trace, t);
    refreshSource(*run, t, moment.running);
    refreshGauges(*run, moment);
    const app::Headline head = app::headline(run->trace);
    const QString question = tr("WHY %1?").arg(app::durationText(head.ideal).toUpper());
    m_whyTitle->setText(head.ideal > 0 ? question.toUpper() : tr("WHAT THIS IS"));
    m_why->setText(why(*run));
}

/// Where there is no run of ours to explain.
void ExplainPanel::refreshWithout(app::Endpoint endpoint, const QString &title, const QString &words)
{
    m_time->clear();
    showSource(endpoint);
    m_view->setVisible(endpoint != app::Endpoint::None);
    m_view->setExtraSelections({});
    for (const Gauge &gauge : {m_running, m_ready, m_awaiting, m_workers, m_queued})
        set(gauge, notKnown, 0, 1);
    m_whyTitle->setText(title);
    m_why->setText(words);
}

app::RequestId ExplainPanel::subject(const app::Run &run, app::RequestId onLoop) const
{
    for (const app::RequestId chosen : {m_selection.hovered(), m_selection.selected()}) {
        if (run.trace.request(chosen))
            return chosen;
    }
    if (onLoop != app::RequestId::None)
        return onLoop;
    return run.trace.requests().empty() ? app::RequestId::None : run.trace.requests().front().id;
}

void ExplainPanel::showSource(app::Endpoint endpoint)
{
    const QStringList source = sourceOf(m_text, endpoint);
    if (source == m_source)
        return;
    m_source = source;
    m_view->setPlainText(source.join(u'\n').replace(QStringLiteral("    "), QStringLiteral("  "))); // the panel is narrow
}

void ExplainPanel::refreshSource(const app::Run &run, qint64 t, app::RequestId onLoop)
{
    showSource(run.asked.endpoint);
    int line = -1;
    if (const app::Request *request = run.trace.request(subject(run, onLoop))) {
        const std::vector<app::Event> &events = run.log.events;
        for (size_t i = request->firstEvent; i < events.size() && events[i].t <= t; ++i) {
            if (events[i].request == request->id)
                line = lineOfStep(m_source, events[i].kind, events[i].depth);
        }
    }
    QList<QTextEdit::ExtraSelection> marks;
    if (line >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(m_theme.highlight);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.cursor = QTextCursor(m_view->document()->findBlockByNumber(line));
        marks << mark;
    }
    m_view->setExtraSelections(marks);
    m_view->setProperty("line", line);
}

void ExplainPanel::refreshGauges(const app::Run &run, const app::Moment &moment)
{
    const int requests = int(run.trace.requests().size());
    const auto tasks = [](int n) { return n == 1 ? tr("1 task") : tr("%1 tasks").arg(n); };
    const bool held = moment.running != app::RequestId::None;
    set(m_running, held ? tr("request %1, %2").arg(quint32(moment.running)).arg(stateName(moment.loopState)) : tr("nothing: the loop is free"), held, 1);
    set(m_ready, tasks(moment.ready), moment.ready, requests);
    set(m_awaiting, tasks(moment.awaiting), moment.awaiting, requests);
    if (run.trace.observed().pool)
        set(m_workers, tr("%1 of %2").arg(moment.busyWorkers).arg(run.trace.pool()), moment.busyWorkers, run.trace.pool());
    else
        set(m_workers, notKnown, 0, 1);
    const int queued = moment.queuedNoWorker + moment.queuedLoopBlocked;
    const QString why = moment.queuedNoWorker ? tr(", no free worker") : moment.queuedLoopBlocked ? tr(", loop blocked") : QString();
    set(m_queued, (queued == 1 ? tr("1 request") : tr("%1 requests").arg(queued)) + why, queued, requests);
}

QString ExplainPanel::why(const app::Run &run)
{
    const app::Headline head = app::headline(run.trace);
    const int n = head.observed.client ? std::max(head.requests, run.asked.count) : 1; // whether others came at the same time, nobody saw
    const int pool = std::max(1, run.trace.pool());
    const QString sleep = app::durationText(qint64(run.asked.sleepMicros) * 1000), ideal = app::durationText(app::idealMakespan(run.asked.endpoint, n, pool, run.asked.sleepMicros));
    switch (run.asked.endpoint) {
    case app::Endpoint::Async:
        if (n == 1)
            return tr("The task gives the thread back while it waits for its timer: for %1 the event loop is free for others.").arg(sleep);
        return tr("Each task gives the thread back while it waits for its timer. So one thread starts all %1, then is free; "
                  "their timers run side by side, and all end after %2. No worker is needed.").arg(n).arg(sleep);
    case app::Endpoint::Sync:
        if (n == 1)
            return tr("The call sleeps in a worker thread. The event loop itself stays free for others; with more requests than the "
                      "%1 workers of the pool, some would wait for a free one.").arg(pool);
        if (n <= pool)
            return tr("Each call sleeps in a worker thread of its own: the pool has %1 workers for %2 requests, so all sleep side by "
                      "side. The event loop itself stays free.").arg(pool).arg(n);
        return tr("Each call sleeps in a worker thread. The pool has %1 workers, so %1 calls sleep side by side and %2 wait for a "
                  "free one: ceil(%3 / %1) \u00d7 %4 = %5. The event loop itself stays free.")
                .arg(pool).arg(n - pool).arg(n).arg(sleep, ideal);
    case app::Endpoint::AsyncWrong:
        if (n == 1)
            return tr("The handler sleeps ON the event loop and does not give the thread back. Alone it takes %1 as the others do; "
                      "with two at once the second has to wait.").arg(sleep);
        return tr("Each handler sleeps ON the event loop and never gives the thread back. Nobody reads the other requests meanwhile: "
                  "they wait in their sockets, and run one after the other: %1 \u00d7 %2 = %3.").arg(n).arg(sleep, ideal);
    case app::Endpoint::None: break;
    }
    return tr("Requests of several endpoints.");
}

} // namespace ui
