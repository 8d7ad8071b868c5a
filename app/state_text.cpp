#include "app/state_text.h"

#include <QCoreApplication>

namespace app {

QString stateText(State state)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("app::State", text); };
    switch (state) {
    case State::Running: return tr("running");
    case State::Awaiting: return tr("awaiting");
    case State::BlockingWorker: return tr("blocking a worker");
    case State::BlockingLoop: return tr("blocking the loop");
    case State::QueuedNoWorker: return tr("queued: no free worker");
    case State::QueuedLoopBlocked: return tr("queued: loop blocked");
    case State::InFlight: return tr("in flight");
    case State::Named: return tr("slice");
    }
    return {};
}

} // namespace app
