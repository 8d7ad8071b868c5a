#include "ui/main_window.h"

#include "ui/charts.h"
#include "ui/comparing.h"
#include "ui/comparison/comparison_view.h"
#include "ui/explain_panel.h"
#include "ui/file_menu.h"
#include "ui/find_bar.h"
#include "ui/focus_ring.h"
#include "ui/log_panel.h"
#include "ui/makespan_panel.h"
#include "ui/message_bar.h"
#include "ui/opening_bar.h"
#include "ui/range_panel.h"
#include "ui/run_bar.h"
#include "ui/run_list.h"
#include "ui/timeline/minimap.h"
#include "ui/timeline/frame_times.h"
#include "ui/table_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int afterStartMillis = 500; ///< for what the first picture does not need

QWidget *card(QWidget *inside)
{
    inside->setProperty("kind", u"card"_s);
    return inside;
}

} // namespace

MainWindow::MainWindow(app::Session &session, QSettings &store, const app::KeptRuns &kept)
    : m_session(session), m_store(store), m_settings(readSettings(store)), m_keeper(session, m_views, store), m_queue(session), m_bar(new RunBar(m_settings, this)),
      m_message(new MessageBar(this)), m_files(new FileMenu({session, m_selection, m_keeper, m_settings, store, *m_message, this}, kept, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Loopscope"));
    setAcceptDrops(true);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_message);
    layout->addWidget(new OpeningBar(m_files->opening(), this));
    m_columns = new QSplitter(Qt::Horizontal, centre);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(makeRuns());
    m_columns->addWidget(makeMiddle());
    m_explain = new ExplainPanel(session, m_selection, m_columns);
    m_columns->addWidget(card(m_explain));
    m_columns->setStretchFactor(1, 1);
    auto *margins = new QHBoxLayout;
    margins->setContentsMargins(0, 8, 10, 10);
    margins->addWidget(m_columns);
    layout->addLayout(margins, 1);
    setCentralWidget(centre);
    for (QAbstractItemView *view : findChildren<QAbstractItemView *>())
        new FocusRing(view);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_timeline, m_minimap, &m_comparing->view(), m_explain->findChild<QPlainTextEdit *>()})
        new FocusRing(widget);
    makeMenus();
    wire();
    applyLook();
    takePlace();
    refreshAddress();
    fitPanels();
    QTimer::singleShot(afterStartMillis, this, &MainWindow::listenToDesktop);
    QTimer::singleShot(0, m_files, &FileMenu::offerLost);
}

MainWindow::~MainWindow() = default;

QWidget *MainWindow::makeRuns()
{
    auto *panel = new QWidget(this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(8, 10, 4, 8);
    auto *heading = new QLabel(tr("RUNS"), panel);
    heading->setProperty("kind", u"heading"_s);
    heading->setIndent(6);
    layout->addWidget(heading);
    m_runs = new RunList(m_session, m_selection, panel);
    layout->addWidget(m_runs);
    m_runs->setMinimumWidth(138); // and as much as the button below it needs
    return panel;
}

QWidget *MainWindow::makeMiddle()
{
    m_rows = new QSplitter(Qt::Vertical, this);
    m_rows->setChildrenCollapsible(false);
    auto *frame = new QFrame(m_rows);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    m_timeline = new TimelineView(m_session, m_selection, m_views, frame);
    m_timeline->setObjectName(u"timeline"_s);
    m_find = new FindBar(m_session, m_selection, frame);
    layout->setSpacing(0);
    layout->addWidget(m_find);
    layout->addWidget(m_timeline, 1);
    connect(m_find, &FindBar::matchChosen, m_timeline, &TimelineView::showMatch);
    connect(m_find, &FindBar::closed, m_timeline, [this] { m_timeline->setFocus(); });
    m_follow = new QToolButton(m_timeline);
    m_follow->setObjectName(u"followButton"_s);
    m_follow->setText(tr("Show all, follow live (End)"));
    m_follow->hide();
    auto *stack = new QStackedWidget(m_rows);
    stack->addWidget(makeOverview(card(frame)));
    m_comparing = new Comparing(m_session, *m_runs, *stack, this);
    m_runs->parentWidget()->layout()->addWidget(m_comparing->button());
    m_rows->addWidget(stack);
    m_rows->addWidget(makeTabs());
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 1);
    m_timeline->setMinimumSize(420, 220);
    return m_rows;
}

/// The timeline's card with the minimap's below it, its time under the timeline's.
QWidget *MainWindow::makeOverview(QWidget *timeline)
{
    auto *both = new QWidget(m_rows);
    auto *layout = new QVBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(timeline, 1);
    auto *frame = new QFrame(both);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    m_minimap = new Minimap(m_session, m_selection, m_timeline->zoom(), frame);
    m_minimap->setObjectName(u"minimap"_s);
    inside->addWidget(m_minimap);
    layout->addWidget(card(frame));
    connect(m_timeline, &TimelineView::axisChanged, this, &MainWindow::placeOnTimeline);
    return both;
}

QWidget *MainWindow::makeTabs()
{
    m_tabs = new QTabWidget(this);
    for (QAbstractButton *arrow : m_tabs->tabBar()->findChildren<QAbstractButton *>())
        arrow->setFocusPolicy(Qt::NoFocus); // they are the mouse's: the arrow keys walk the tabs
    m_tabs->setObjectName(u"tabs"_s);
    m_log = new LogPanel(m_session, m_selection, m_tabs);
    m_tabs->addTab(m_log, tr("Log"));
    m_table = new TablePanel(m_session, m_selection, m_tabs);
    m_tabs->addTab(m_table, tr("Table"));
    for (const ChartKind kind : {ChartKind::Latency, ChartKind::InFlight, ChartKind::LoopLag}) {
        m_charts.push_back(new ChartPanel(kind, m_session, m_selection, m_tabs));
        m_tabs->addTab(m_charts.back(), ChartPanel::name(kind));
    }
    m_makespan = new MakespanPanel(m_session, m_settings, m_tabs);
    m_tabs->addTab(m_makespan, tr("Makespan"));
    m_tabs->addTab(new RangePanel(m_session, m_selection, m_views, m_tabs), tr("Selection"));
    auto *corner = new QWidget(m_tabs); // a tab widget asks its corner's hint, not its fixed width
    auto *cornerLayout = new QHBoxLayout(corner);
    cornerLayout->setContentsMargins(0, 3, 8, 3);
    cornerLayout->addWidget(m_log->filterField());
    cornerLayout->addWidget(m_table->controls());
    cornerLayout->addWidget(m_makespan->controls());
    m_tabs->setCornerWidget(corner);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        m_log->filterField()->setVisible(m_tabs->currentWidget() == m_log);
        m_table->controls()->setVisible(m_tabs->currentWidget() == m_table);
        m_makespan->controls()->setVisible(m_tabs->currentWidget() == m_makespan);
        QCoreApplication::postEvent(m_tabs, new QEvent(QEvent::LayoutRequest)); // a corner that grows is not noticed
    });
    auto *frame = new QFrame(this);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_tabs);
    frame->setMinimumHeight(120);
    return card(frame);
}

void MainWindow::wire()
{
    connect(m_bar, &RunBar::launchAsked, this, [this](app::Endpoint endpoint) { launch({endpoint}); });
    connect(m_bar, &RunBar::allAsked, this, [this] { launch({app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}); });
    connect(m_bar, &RunBar::stopAsked, &m_queue, &RunQueue::stop);
    connect(&m_queue, &RunQueue::failed, this, &MainWindow::showMessage);
    connect(&m_queue, &RunQueue::failed, m_comparing, &Comparing::forgetExpected);
    connect(m_comparing, &Comparing::failed, this, &MainWindow::showMessage);
    connect(m_comparing, &Comparing::keysFreed, m_timeline, qOverload<>(&QWidget::setFocus));
    connect(&m_views.steps(), &QUndoStack::indexChanged, m_comparing, &Comparing::close); // one sees what is arranged, or taken back
    connect(&m_session, &app::Session::runAdded, this, &MainWindow::runAdded);
    connect(&m_session, &app::Session::runFinished, this, &MainWindow::refreshBusy);
    connect(&m_session, &app::Session::runGoing, this, &MainWindow::runGoing);
    m_session.keepAtMost(m_settings.mostSteps);
    connect(&m_files->opening(), &app::Opening::opened, m_comparing, &Comparing::close);
    wireMakespan();
    // What is chosen on the timeline itself is in view already: it must not move under the pointer.
    connect(m_log, &LogPanel::timeChosen, this, &MainWindow::showMoment);
    connect(m_table, &TablePanel::timeChosen, this, &MainWindow::showMoment);
    connect(m_table, &TablePanel::copied, this, &MainWindow::showMessage);
    connect(&m_timeline->zoom(), &ZoomControl::followingChanged, this, [this](bool following) { m_follow->setVisible(!following); });
    connect(m_follow, &QToolButton::clicked, this, [this] { m_timeline->zoom().follow(); });
}

void MainWindow::launch(const std::vector<app::Endpoint> &endpoints)
{
    if (m_makespan->sweeping())
        return showMessage(tr("A sweep is being measured, and a run beside it would change its figures. Wait for its end, or stop it."));
    std::vector<app::RunRequest> requests;
    for (const app::Endpoint endpoint : endpoints)
        requests.push_back(m_bar->request(endpoint));
    m_message->hide();
    if (requests.size() > 1)
        m_comparing->expect(requests);
    else
        m_comparing->close();
    m_queue.start(requests);
}

void MainWindow::runAdded(app::RunId id)
{
    refreshBusy();
    m_selection.setRun(id);
    if (m_session.running() && m_comparing->shown())
        m_comparing->view().setFocus();
    else if (m_session.running())
        m_timeline->setFocus(); // the button that had it is disabled now
}

void MainWindow::runGoing(app::RunId id)
{
    if (m_selection.run() == id)
        m_selection.setRun(m_session.runs().back()->id);
    ++m_runsGone;
    showMessage(tr("Older runs were let go, %L1 so far: at most %L2 steps are kept in memory. File > Steps kept changes that.")
                        .arg(m_runsGone).arg(m_settings.mostSteps));
}

void MainWindow::open(const QString &path) { m_files->open({path}); }
void MainWindow::showMessage(const QString &text) { m_message->showMessage(text); }
void MainWindow::refreshAddress() { m_bar->setAddress(m_session.port(), m_session.pid()); }

} // namespace ui
