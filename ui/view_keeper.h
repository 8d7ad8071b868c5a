#pragma once

#include "app/session.h"

#include <QObject>
#include <QTimer>

#include <set>

class QSettings;

namespace ui {

class ViewState;

/// Keeps the views of runs that have a file: found again when the log is opened, stored when they change. GUI thread.
class ViewKeeper : public QObject
{
    Q_OBJECT
public:
    /// All must outlive it. What is not yet stored is stored when it goes.
    ViewKeeper(app::Session &session, ViewState &views, QSettings &store, QObject *parent = nullptr);
    ~ViewKeeper() override;

    /// The run's log was opened: its view comes back, if one is remembered, and is kept from now on.
    void opened(app::RunId run);
    /// The run's log was saved: its view is kept from now on.
    void saved(app::RunId run);
    void flush(); ///< stores what changed

private:
    app::Session &m_session;
    ViewState &m_views;
    QSettings &m_store;
    std::set<app::RunId> m_kept, m_changed;
    QTimer m_soon;
};

} // namespace ui
