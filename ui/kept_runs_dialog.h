#pragma once

#include "app/kept_runs.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableWidget;

namespace ui {

/// The kept runs, the newest first: chosen ones are opened by whoever asked, or deleted here.
class KeptRunsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit KeptRunsDialog(const app::KeptRuns &kept, QWidget *parent = nullptr);

    /// Files to open, once it was accepted; as they are listed, the oldest first.
    QStringList chosen() const;

private:
    void makeTable();
    void fill();
    void fillRow(int row);
    void enableButtons();
    void remove(bool all);
    std::vector<int> chosenRows() const;

    const app::KeptRuns m_kept;
    std::vector<app::KeptRun> m_runs;
    QTableWidget *m_table;
    QLabel *m_summary;
    QPushButton *m_open, *m_delete, *m_deleteAll;
};

} // namespace ui
