#pragma once

#include "app/kept_runs.h"
#include "app/session.h"
#include "ui/run_queue.h"
#include "ui/selection.h"
#include "ui/settings.h"
#include "ui/theme.h"
#include "ui/view_keeper.h"
#include "ui/view_state.h"

#include <QMainWindow>

class QMenu;
class QSettings;
class QSplitter;
class QTabWidget;
class QToolButton;

namespace ui {

class ChartPanel;
class Comparing;
class DesktopMotion;
class ExplainPanel;
class Exporting;
class FileMenu;
class FindBar;
class LogPanel;
class MakespanPanel;
class MessageBar;
class Minimap;
class RunBar;
class RunList;
class TablePanel;
class TimelineView;

/// Lays out the panels and wires the menu. Panels know the session and the selection, not each other.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// Both must outlive the window; what it remembers is read from and written to `store`. `kept`: where its runs are
    /// kept; without a folder none is.
    MainWindow(app::Session &session, QSettings &store, const app::KeptRuns &kept = app::KeptRuns());
    ~MainWindow() override;

    /// Opens a file beside the window's thread; what is wrong with it is said in the window.
    void open(const QString &path);
    void showMessage(const QString &text);
    void refreshAddress();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeRuns();
    QWidget *makeMiddle();
    QWidget *makeOverview(QWidget *timeline);
    QWidget *makeTabs();
    void makeExporting();
    void makeMenus();
    void makeRunMenu();
    void makeViewMenu();
    void addTableAction(QMenu *view);
    void wire();
    void wireMakespan();
    void refreshBusy(); ///< a run, or a sweep
    void launch(const std::vector<app::Endpoint> &endpoints);
    void runAdded(app::RunId id);
    void runGoing(app::RunId id);
    void chooseMostSteps();
    void exportChartCsv();
    void enlargeTabs(bool on);
    void takePlace();
    void applyLook();
    void fitPanels();
    void listenToDesktop();
    void applyMotion();
    void placeOnTimeline();
    void showExplain(bool on);
    void showMoment(qint64 t); ///< ns of the chosen run, on what is shown
    const app::Run *shownRun(); ///< says so in the window where there is none

    app::Session &m_session;
    QSettings &m_store;
    Settings m_settings;
    Selection m_selection;
    ViewState m_views;
    ViewKeeper m_keeper;
    RunQueue m_queue;
    RunBar *m_bar;
    MessageBar *m_message;
    FileMenu *m_files;
    RunList *m_runs = nullptr;
    TimelineView *m_timeline = nullptr;
    FindBar *m_find = nullptr;
    QToolButton *m_follow = nullptr;
    Minimap *m_minimap = nullptr;
    Comparing *m_comparing = nullptr;
    LogPanel *m_log = nullptr;
    TablePanel *m_table = nullptr;
    QTabWidget *m_tabs = nullptr;
    std::vector<ChartPanel *> m_charts;
    MakespanPanel *m_makespan = nullptr;
    ExplainPanel *m_explain = nullptr;
    QAction *m_explainAction = nullptr;
    bool m_explainAsked = false; ///< though the window is narrow
    Exporting *m_exporting = nullptr;
    DesktopMotion *m_desktop = nullptr; ///< nullptr: no session bus
    int m_runsGone = 0; ///< the oldest, let go to make room
    QSplitter *m_columns = nullptr, *m_rows = nullptr;
    QByteArray m_rowsBefore; ///< before the tabs were made large
};

} // namespace ui
