#pragma once

#include "ui/csv_copy.h"
#include "ui/table_model.h"
#include "ui/theme.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLineEdit;
class QPushButton;
class QShortcut;
class QTableView;

namespace ui {

class Selection;
class TableDelegate;

/// The shown run's slices or requests as a table: sorted, filtered, copied as CSV (many rows in the
/// background: the button says how far it is and, like Esc, stops it). A row and its place on the timeline
/// choose each other. A live run is read again at most four times a second, and only while the table is seen.
class TablePanel : public QWidget
{
    Q_OBJECT
public:
    TablePanel(app::Session &session, Selection &selection, QWidget *parent = nullptr);

    QWidget *controls() { return m_controls; } ///< what it shows, filter, copy: to be placed beside the tabs
    void setTheme(const Theme &theme, double scale);

Q_SIGNALS:
    void timeChosen(qint64 t); ///< somebody chose a row of this time
    void copied(const QString &words); ///< many rows, or why not: a sentence

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeView();
    void makeControls();
    void addAction(const QString &text, const QKeySequence &key, void (TablePanel::*slot)());
    void showContent(int content);
    void showRun();
    void advanceSoon(app::RunId id);
    void refresh();
    void takeRun();
    void refreshInPlace();
    void followSoon(); ///< the request that was chosen elsewhere
    void follow();
    void choose(int row);
    void select(const std::vector<int> &rows, int current);
    std::vector<int> selectedRows() const; ///< rising
    void copySelected();
    void copyAll();
    void refreshCopy();
    void sortByCurrentColumn();
    void fitColumns();

    app::Session &m_session;
    Selection &m_selection;
    TableModel m_model;
    QTableView *m_view;
    TableDelegate *m_delegate;
    QWidget *m_controls;
    QComboBox *m_content;
    QLineEdit *m_filter;
    QPushButton *m_copy;
    QShortcut *m_escape; ///< while it copies
    CsvCopy m_copying;
    double m_scale = 1;
    QTimer m_soon, m_followSoon;
    bool m_named = false;      ///< the columns are as wide as another program's slices want them
    bool m_stale = true;       ///< the run has changed while nobody saw the table
    bool m_unfollowed = false; ///< so has what is chosen
    bool m_choosing = false;   ///< the table itself chooses
};

} // namespace ui
