#pragma once

#include "app/session.h"
#include "ui/theme.h"

#include <QAbstractListModel>
#include <QListView>
#include <QTimer>
#include <QStyledItemDelegate>

namespace ui {

class Selection;

/// The session's runs, the newest first.
class RunModel : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit RunModel(app::Session &session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    const app::Run *run(int row) const;
    int rowOf(app::RunId id) const; ///< -1: no such run

    static QString title(const app::Run &run);
    static QString detail(const app::Run &run);

private:
    void add();
    void changeSoon(app::RunId id); ///< a live run: at most ten times a second
    void change(app::RunId id);

    app::Session &m_session;
    int m_count = 0;
    QTimer m_soon;
    app::RunId m_advanced{}; ///< that is to be changed when m_soon fires
};

/// Draws a run: title, figures, and a bar as long as its makespan beside the longest.
class RunDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setTheme(const Theme &theme, double scale);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Theme m_theme = lightTheme();
    double m_scale = 1;
};

/// The list of runs; choosing one shows it everywhere. Several can be chosen, to be compared: with Ctrl or Shift and a click,
/// with Shift and the arrows, or with Ctrl and the arrows and Space.
class RunList : public QListView
{
    Q_OBJECT
public:
    RunList(app::Session &session, Selection &selection, QWidget *parent = nullptr);
    void setTheme(const Theme &theme, double scale);
    std::vector<app::RunId> chosen() const; ///< oldest first

Q_SIGNALS:
    void runsChosen(); ///< by the user's hand, also the same ones again; what is chosen changes without it too, as runs come and go

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    Selection &m_selection;
    RunModel *m_model;
    RunDelegate *m_delegate;
};

} // namespace ui
