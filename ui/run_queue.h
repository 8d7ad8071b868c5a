#pragma once

#include "app/session.h"

#include <QObject>

#include <deque>

namespace ui {

/// Launches runs one after the other: each when the one before it has finished. A stop forgets the rest.
class RunQueue : public QObject
{
    Q_OBJECT
public:
    explicit RunQueue(app::Session &session, QObject *parent = nullptr);

    /// Fires the first at once. What is queued already is forgotten.
    void start(const std::vector<app::RunRequest> &requests);
    void stop();

Q_SIGNALS:
    void failed(const QString &reason); ///< a run could not be launched; the rest is forgotten

private:
    void next();

    app::Session &m_session;
    std::deque<app::RunRequest> m_waiting;
};

} // namespace ui
