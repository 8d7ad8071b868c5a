// The makespan chart's part of the MainWindow: its room, its files, and that nothing else runs while it is measured.
#include "ui/main_window.h"

#include "app/output_file.h"
#include "ui/exporting.h"
#include "ui/file_menu.h"
#include "ui/makespan_panel.h"
#include "ui/run_bar.h"

#include <QFileDialog>
#include <QSplitter>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace ui {

void MainWindow::wireMakespan()
{
    connect(m_makespan, &MakespanPanel::sweepingChanged, this, &MainWindow::refreshBusy);
    connect(m_makespan, &MakespanPanel::failed, this, &MainWindow::showMessage);
    connect(m_makespan, &MakespanPanel::largeAsked, this, &MainWindow::enlargeTabs);
    connect(m_makespan, &MakespanPanel::pictureAsked, this, [this] { m_exporting->exportThis(m_makespan->exportable()); });
    connect(m_makespan, &MakespanPanel::csvAsked, this, &MainWindow::exportChartCsv);
    connect(m_bar, &RunBar::poolChanged, m_makespan, &MakespanPanel::setPool);
    connect(m_bar, &RunBar::stopAsked, m_makespan, &MakespanPanel::stop);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_tabs->currentWidget() != m_makespan)
            m_makespan->setLarge(false);
    });
}

void MainWindow::refreshBusy() { m_bar->setRunning(m_session.running() || m_makespan->sweeping()); }

/// The timeline keeps its least height. What the person had arranged comes back.
void MainWindow::enlargeTabs(bool on)
{
    if (on) {
        m_rowsBefore = m_rows->saveState();
        m_rows->setSizes({0, m_rows->height()});
    } else {
        m_rows->restoreState(m_rowsBefore);
    }
}

void MainWindow::exportChartCsv()
{
    const QString csv = m_makespan->csv(); // as it was when it was asked for: a sweep may go on while the dialog is open
    const QString file = QFileDialog::getSaveFileName(this, tr("Export CSV"), m_files->proposedPlace(m_makespan->exportable().name + u".csv"_s), tr("Comma-separated values (*.csv)"));
    if (file.isEmpty())
        return;
    m_files->remember(file);
    if (const QString fault = app::writeFile(csv.toUtf8(), file); !fault.isEmpty())
        showMessage(fault);
}

} // namespace ui
