#include "ui/view_keeper.h"

#include "ui/remembered_views.h"
#include "ui/view_state.h"

namespace ui {
namespace {

constexpr int storeMillis = 1000; ///< a drag changes the view many times a second

} // namespace

ViewKeeper::ViewKeeper(app::Session &session, ViewState &views, QSettings &store, QObject *parent)
    : QObject(parent), m_session(session), m_views(views), m_store(store)
{
    m_soon.setSingleShot(true);
    m_soon.callOnTimeout(this, &ViewKeeper::flush);
    connect(&views, &ViewState::changed, this, [this](app::RunId run) {
        if (!m_kept.contains(run))
            return;
        m_changed.insert(run);
        if (!m_soon.isActive())
            m_soon.start(storeMillis);
    });
}

ViewKeeper::~ViewKeeper() { flush(); }

void ViewKeeper::opened(app::RunId id)
{
    flush(); // the same log may be open as another run
    const app::Run *run = m_session.run(id);
    if (!run)
        return;
    if (const std::optional<RunView> view = storedView(m_store, viewKey(*run)))
        m_views.restore(id, *view);
    m_kept.insert(id);
}

void ViewKeeper::saved(app::RunId id)
{
    m_kept.insert(id);
    m_changed.insert(id);
    flush();
}

void ViewKeeper::flush()
{
    for (const app::RunId id : std::exchange(m_changed, {})) {
        if (const app::Run *run = m_session.run(id))
            storeView(m_store, viewKey(*run), m_views.of(id));
    }
}

} // namespace ui
