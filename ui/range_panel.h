#pragma once

#include "app/label_statistics.h"
#include "app/session.h"

#include "ui/timeline/coordinates.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTableWidget;

namespace ui {

class Selection;
class ViewState;

/// What each state makes together in the measured range, or in the whole run where nothing is measured; of another program's trace,
/// what the slices of each name make, those with the most time first. Counted anew at most four times a second, and only while it
/// is seen.
class RangePanel : public QWidget
{
    Q_OBJECT
public:
    RangePanel(app::Session &session, Selection &selection, ViewState &views, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refreshSoon();
    void refresh();
    void count(const app::Run &run);
    void fillRow(int row);
    double share(int row) const; ///< of the range: 1 is one thread or task all the time
    void copy() const;

    struct Line {
        QString name; ///< of a state or a label
        app::StateFigures figures;
    };

    app::Session &m_session;
    Selection &m_selection;
    ViewState &m_views;
    TimeRange m_range{0, 0};
    std::vector<Line> m_lines;
    bool m_names = false; ///< they are labels
    QLabel *m_heading;
    QTableWidget *m_table;
    QTimer m_soon;
    int m_waitMillis; ///< longer than usual where counting takes long
};

} // namespace ui
