// The look's part of the MainWindow: its place on the screen, theme and type, and which panels there is room for.
#include "ui/main_window.h"

#include "ui/charts.h"
#include "ui/comparing.h"
#include "ui/comparison/comparison_view.h"
#include "ui/desktop_motion.h"
#include "ui/explain_panel.h"
#include "ui/log_panel.h"
#include "ui/makespan_panel.h"
#include "ui/motion.h"
#include "ui/run_bar.h"
#include "ui/run_list.h"
#include "ui/table_panel.h"
#include "ui/timeline/frame_times.h"
#include "ui/timeline/minimap.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window_place.h"

#include <QAction>
#include <QApplication>
#include <QDBusConnection>
#include <QLineEdit>
#include <QScreen>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr QSize usualSize(1440, 900);
constexpr QMargins usualFrame(0, 0, 8, 32); ///< px: what a window manager may put around it is known only later
constexpr int leastTabs = 130, mostTabs = 210, aboveTabs = 690; ///< px: the timeline has its room first
constexpr double tabsShare = 0.22; ///< of a large window's height
constexpr int runsWidth = 196, explainWidth = 330;
constexpr int explainBelow = 1180; ///< px at scale 1; a narrower window leaves Explain out unless asked, so that the timeline has room
constexpr double projectorScale = 1.5;

double scaleOf(const Settings &settings) { return settings.projector ? projectorScale : 1; } ///< of type

} // namespace

/// Where it was, or as large as it likes to be, on the screens there are now. What needs all of one fills it.
void MainWindow::takePlace()
{
    resize(usualSize);
    const QMargins frame = restoreGeometry(m_settings.geometry) ? QMargins() : usualFrame;
    QList<QRect> screens;
    for (const QScreen *screen : QGuiApplication::screens())
        screens << screen->availableGeometry();
    const QRect was = geometry(), now = placeOn(screens, was), framed = was + frame;
    if (now != was)
        setGeometry(now);
    if (placeOn(screens, framed).size() != framed.size())
        setWindowState(windowState() | Qt::WindowMaximized);
    m_columns->setSizes({runsWidth, width() - runsWidth - explainWidth, explainWidth});
    const int tabs = std::clamp(height() - aboveTabs, leastTabs, std::max(mostTabs, int(height() * tabsShare)));
    m_rows->setSizes({height() - tabs, tabs});
    m_columns->restoreState(m_settings.columns);
    m_rows->restoreState(m_settings.rows);
}

void MainWindow::applyLook()
{
    const bool systemDark = qApp->property("systemDark").toBool();
    const bool dark = m_settings.theme == ThemeChoice::Dark || (m_settings.theme == ThemeChoice::System && systemDark);
    const Theme &look = dark ? darkTheme() : lightTheme();
    const double scale = scaleOf(m_settings);
    applyTheme(*qApp, look, scale);
    m_bar->setTheme(look, scale);
    m_runs->setTheme(look, scale);
    m_timeline->setTheme(look, scale);
    m_comparing->view().setTheme(look, scale);
    applyMotion();
    m_minimap->setTheme(look, scale);
    m_timeline->frameTimes().setVisible(m_settings.frameTimes);
    m_log->setTheme(look, scale);
    m_table->setTheme(look, scale);
    m_explain->setTheme(look, scale);
    for (ChartPanel *chart : m_charts)
        chart->setTheme(look, scale);
    m_makespan->setTheme(look, scale);
    m_log->filterField()->setFixedWidth(int(230 * scale));
    QCoreApplication::postEvent(m_tabs, new QEvent(QEvent::LayoutRequest)); // a corner that grows is not noticed
    fitPanels();
}

void MainWindow::applyMotion()
{
    const bool welcome = motionWelcome(*m_timeline, QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation));
    for (ZoomControl *zoom : {&m_timeline->zoom(), &m_comparing->view().zoom()})
        zoom->setAnimated(welcome && (!m_desktop || m_desktop->wanted()));
}

/// Connecting to the bus takes its time: only once the window is there.
void MainWindow::listenToDesktop()
{
    if (!DesktopMotion::busIsThere())
        return;
    m_desktop = new DesktopMotion(QDBusConnection::sessionBus(), this);
    connect(m_desktop, &DesktopMotion::changed, this, &MainWindow::applyMotion);
}

/// What a narrow window leaves out comes back with the room for it.
void MainWindow::fitPanels()
{
    m_runs->parentWidget()->setVisible(m_settings.showRuns);
    const bool narrow = width() < explainBelow * scaleOf(m_settings);
    m_explain->setVisible(narrow ? m_explainAsked : m_settings.showExplain);
    m_explainAction->setChecked(m_explain->isVisibleTo(this));
    m_explain->setMinimumWidth(int(250 * scaleOf(m_settings)));
    placeOnTimeline();
}

void MainWindow::showExplain(bool on)
{
    m_explainAsked = on;
    if (on || width() >= explainBelow * scaleOf(m_settings))
        m_settings.showExplain = on;
    fitPanels();
}

/// The minimap's axis under the timeline's, the button in the timeline's corner.
void MainWindow::placeOnTimeline()
{
    m_minimap->setAxis(m_timeline->axis().left, m_timeline->axis().width);
    m_follow->adjustSize();
    m_follow->move(m_timeline->width() - m_follow->width() - 18, m_timeline->height() - m_follow->height() - 10);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitPanels();
}

} // namespace ui
