#include "ui/run_queue.h"

namespace ui {

RunQueue::RunQueue(app::Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &app::Session::runFinished, this, [this] {
        if (!m_session.running())
            next();
    });
}

void RunQueue::start(const std::vector<app::RunRequest> &requests)
{
    m_waiting.assign(requests.begin(), requests.end());
    next();
}

void RunQueue::stop()
{
    m_waiting.clear();
    m_session.stop();
}

void RunQueue::next()
{
    if (m_waiting.empty())
        return;
    const app::RunRequest request = m_waiting.front();
    m_waiting.pop_front();
    if (const QString reason = m_session.launch(request); !reason.isEmpty()) {
        m_waiting.clear();
        Q_EMIT failed(reason);
    }
}

} // namespace ui
