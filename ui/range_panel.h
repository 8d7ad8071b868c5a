#pragma once

#include "app/range_statistics.h"
#include "app/session.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTableWidget;

namespace ui {

class Selection;
class ViewState;

/// What each state makes together in the measured range, or in the whole run where nothing is measured. Counted anew at most
/// four times a second, and only while it is seen.
class RangePanel : public QWidget
{
    Q_OBJECT
public:
    RangePanel(app::Session &session, Selection &selection, ViewState &views, QWidget *parent = nullptr);

    /// The table as CSV, times in ns, a part of the range as a number (1 is one thread or task all the time).
    static QString csv(const app::RangeStatistics &statistics);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refreshSoon();
    void refresh();
    void fillRow(int row, app::State state);
    void copy() const;

    app::Session &m_session;
    Selection &m_selection;
    ViewState &m_views;
    app::RangeStatistics m_statistics;
    QLabel *m_heading;
    QTableWidget *m_table;
    QTimer m_soon;
    int m_waitMillis; ///< longer than usual where counting takes long
};

} // namespace ui
