// The menu's part of the MainWindow: actions, files, closing.
#include "ui/main_window.h"

#include "ui/comparing.h"
#include "ui/comparison/comparison_view.h"
#include "ui/exporting.h"
#include "ui/file_menu.h"
#include "ui/find_bar.h"
#include "ui/help_dialogs.h"
#include "ui/makespan_panel.h"
#include "ui/message_bar.h"
#include "ui/run_bar.h"
#include "ui/table_panel.h"
#include "ui/timeline/lane_hand.h"
#include "ui/timeline/minimap.h"
#include "ui/timeline/timeline_view.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QInputDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace ui {

/// Pictures of what stands in the timeline's place; the key to copy one works where a person looks at it.
void MainWindow::makeExporting()
{
    m_exporting = new Exporting(m_settings, m_store, this);
    m_exporting->setSource([this]() -> std::optional<Exportable> {
        if (m_comparing->shown())
            return m_comparing->view().exportable();
        const app::Run *run = shownRun();
        if (!run)
            return std::nullopt;
        return exportableOf(m_session, run->id, m_views, m_timeline->viewport()->size(), m_timeline->visible());
    });
    m_timeline->addAction(m_exporting->copyAction());
    m_minimap->addAction(m_exporting->copyAction());
    m_comparing->view().addAction(m_exporting->copyAction());
    connect(m_exporting, &Exporting::failed, this, &MainWindow::showMessage);
}

void MainWindow::makeMenus()
{
    makeExporting();
    QMenu *file = menuBar()->addMenu(tr("&File"));
    m_files->addFiles(*file);
    file->addAction(m_exporting->exportAction());
    file->addSeparator();
    m_files->addKept(*file);
    file->addAction(tr("Steps &kept\u2026"), this, &MainWindow::chooseMostSteps)->setObjectName(u"actionSteps"_s);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    const auto step = [edit](QAction *action, QKeySequence::StandardKey key, const QString &name) {
        action->setShortcut(key);
        action->setObjectName(name);
        edit->addAction(action);
    };
    step(m_views.steps().createUndoAction(edit, tr("&Undo:")), QKeySequence::Undo, u"actionUndo"_s);
    step(m_views.steps().createRedoAction(edit, tr("&Redo:")), QKeySequence::Redo, u"actionRedo"_s);
    edit->addAction(m_exporting->copyAction());
    edit->addSeparator();
    edit->addAction(tr("&Find\u2026"), QKeySequence::Find, this, [this] {
        m_comparing->close(); // one finds on the timeline
        m_find->open();
    })->setObjectName(u"actionFind"_s);
    const auto walk = [this](int by) {
        m_comparing->close();
        m_find->walk(by);
    };
    edit->addAction(tr("Find &next"), QKeySequence(Qt::Key_F3), this, [walk] { walk(1); });
    edit->addAction(tr("Find &previous"), QKeySequence(Qt::SHIFT | Qt::Key_F3), this, [walk] { walk(-1); });
    makeRunMenu();
    makeViewMenu();
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Keys"), QKeySequence(Qt::Key_F1), this, [this] { showKeys(*this); });
    help->addAction(tr("&About Loopscope"), this, [this] { showAbout(*this); });
}

void MainWindow::makeRunMenu()
{
    QMenu *run = menuBar()->addMenu(tr("&Run"));
    const auto fire = [this, run](const QString &text, int key, const std::vector<app::Endpoint> &endpoints) {
        run->addAction(text, QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + key)), this, [this, endpoints] {
            if (!m_session.running())
                launch(endpoints);
        });
    };
    fire(tr("&async-endpoint"), 1, {app::Endpoint::Async});
    fire(tr("&sync-endpoint"), 2, {app::Endpoint::Sync});
    fire(tr("async-&wrong"), 3, {app::Endpoint::AsyncWrong});
    fire(tr("All &three, one after the other"), 4, {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong});
    run->addAction(tr("&Compare"), QKeySequence(Qt::CTRL | Qt::Key_K), m_comparing, &Comparing::compareChosen)->setObjectName(u"actionCompare"_s);
    QAction *measure = run->addAction(tr("&Measure makespan over count"), QKeySequence(Qt::CTRL | Qt::Key_5), this, [this] {
        m_tabs->setCurrentWidget(m_makespan);
        m_makespan->measure();
    });
    measure->setObjectName(u"actionMeasure"_s);
    run->addSeparator();
    run->addAction(tr("Sto&p"), QKeySequence(Qt::CTRL | Qt::Key_Period), m_bar, &RunBar::stopAsked);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    auto *themes = new QActionGroup(this);
    const auto theme = [&](const QString &text, ThemeChoice choice, const QString &name) {
        QAction *action = view->addAction(text, this, [this, choice] {
            m_settings.theme = choice;
            applyLook();
        });
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(m_settings.theme == choice);
        themes->addAction(action);
    };
    theme(tr("Colours as the &system"), ThemeChoice::System, u"themeSystem"_s);
    theme(tr("&Light"), ThemeChoice::Light, u"themeLight"_s);
    theme(tr("&Dark"), ThemeChoice::Dark, u"themeDark"_s);
    view->addSeparator();
    const auto toggle = [&](const QString &text, const QKeySequence &key, bool Settings::*member) {
        QAction *action = view->addAction(text);
        action->setShortcut(key);
        action->setCheckable(true);
        action->setChecked(m_settings.*member);
        connect(action, &QAction::toggled, this, [this, member](bool on) {
            m_settings.*member = on;
            applyLook();
        });
        return action;
    };
    toggle(tr("&Projector: large type"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), &Settings::projector)->setObjectName(u"projector"_s);
    toggle(tr("&Runs"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &Settings::showRuns);
    m_explainAction = view->addAction(tr("E&xplain"));
    m_explainAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X));
    m_explainAction->setObjectName(u"actionExplain"_s);
    m_explainAction->setCheckable(true);
    connect(m_explainAction, &QAction::triggered, this, &MainWindow::showExplain);
    toggle(tr("Fra&me times"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), &Settings::frameTimes)->setObjectName(u"frameTimesAction"_s);
    addTableAction(view);
    view->addSeparator();
    QMenu *lanes = view->addMenu(tr("Lan&es"));
    lanes->setObjectName(u"lanesMenu"_s);
    lanes->setToolTipsVisible(true);
    m_timeline->lanes().fill(*lanes);
    connect(lanes, &QMenu::aboutToShow, this, [this, lanes] { m_timeline->lanes().fill(*lanes); });
    view->addSeparator();
    const auto zoomBy = [this](double factor) { // what is shown
        m_comparing->shown() ? m_comparing->view().zoomBy(factor) : m_timeline->zoomBy(factor);
    };
    view->addAction(tr("Zoom &in"), QKeySequence::ZoomIn, this, [zoomBy] { zoomBy(1.5); });
    view->addAction(tr("Zoom &out"), QKeySequence::ZoomOut, this, [zoomBy] { zoomBy(1 / 1.5); });
    view->addAction(tr("&Fit the chosen request"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), this, [this] {
        m_comparing->close();
        m_timeline->zoomToSelection();
    });
    view->addAction(tr("Show &all, follow live"), QKeySequence(Qt::CTRL | Qt::Key_0), this, [this] {
        if (m_comparing->shown())
            return m_comparing->view().showAll();
        m_timeline->zoom().follow();
    });
}

/// The comparison's line, where the run is one of those compared; else what is shown must be the timeline.
void MainWindow::showMoment(qint64 t)
{
    if (m_comparing->shown() && m_comparing->view().showMoment(m_selection.run(), t))
        return;
    m_comparing->close();
    m_timeline->reveal(t);
}

/// Checked while its tab is the one in front.
void MainWindow::addTableAction(QMenu *view)
{
    QAction *action = view->addAction(tr("&Table"));
    action->setObjectName(u"actionTable"_s);
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this](bool on) {
        m_tabs->setCurrentIndex(on ? m_tabs->indexOf(m_table) : 0); // the log is the first
        if (on)
            m_table->setFocus();
    });
    connect(m_tabs, &QTabWidget::currentChanged, action, [this, action] { action->setChecked(m_tabs->currentWidget() == m_table); });
}

const app::Run *MainWindow::shownRun()
{
    const app::Run *run = m_session.run(m_selection.run());
    if (!run)
        showMessage(tr("There is no run yet. Click an endpoint, or open a log."));
    return run;
}

void MainWindow::chooseMostSteps()
{
    bool chosen = false;
    const int steps = QInputDialog::getInt(this, tr("Steps kept"),
                                           tr("A request makes about 15 steps, and each takes some 70 bytes of memory.\n"
                                              "Keep at most this many of all runs; past it the oldest runs go:"),
                                           m_settings.mostSteps, leastMostSteps, mostMostSteps, 100'000, &chosen);
    if (!chosen)
        return;
    m_settings.mostSteps = steps;
    m_session.keepAtMost(steps);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_bar->remember(m_settings);
    m_settings.geometry = saveGeometry();
    m_settings.columns = m_columns->saveState();
    m_makespan->setLarge(false); // for now, not for the next start
    m_settings.rows = m_rows->saveState();
    writeSettings(m_settings, m_store);
    m_files->opening().cancel();
    m_queue.stop();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_files->openUrls(event->mimeData()->urls());
    event->acceptProposedAction();
}

} // namespace ui
