#pragma once

#include "ui/log_model.h"
#include "ui/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;

namespace ui {

class LogDelegate;
class Selection;

/// The log as the tutorial prints it, live. A line and its place on the timeline choose each other.
class LogPanel : public QWidget
{
    Q_OBJECT
public:
    LogPanel(app::Session &session, Selection &selection, QWidget *parent = nullptr);

    QLineEdit *filterField() { return m_filter; } ///< to be placed beside the tabs
    void setTheme(const Theme &theme, double scale);

Q_SIGNALS:
    void timeChosen(qint64 t); ///< somebody chose a line of this time

private:
    void showRun(app::RunId id);
    void advance();
    void scrollToEvent(std::optional<size_t> event);
    void choose(const QModelIndex &index);

    app::Session &m_session;
    Selection &m_selection;
    QTimer m_soon;
    LogModel m_model;
    QTableView *m_lines;
    QLineEdit *m_filter;
    QLabel *m_noLog; ///< in their place where there can be none
    LogDelegate *m_delegate;
};

} // namespace ui
