#include "app/run_book.h"

#include "server/recorder.h"

#include <algorithm>

namespace app {

void RunBook::open(Run &run, RequestId first, int count, qint64 base)
{
    run.log.header.startedEpochNs = m_recorder.startedEpochNs() + base;
    m_pages.push_back({&run, quint32(first), quint32(count), 0, base, {}});
    m_open = true;
}

void RunBook::forget(const Run &run)
{
    for (Page &page : m_pages) {
        if (page.run == &run)
            page.run = nullptr;
    }
}

std::optional<RunBook::Place> RunBook::launched(RequestId request) const
{
    const auto id = quint32(request);
    for (size_t page = m_pages.size(); page-- > 0;) { // the newest is nearly always the one
        const Page &candidate = m_pages[page];
        if (id >= candidate.first && id - candidate.first < candidate.count)
            return Place{page, id - candidate.first + 1};
    }
    return std::nullopt;
}

bool RunBook::isStray(const Event &event) const
{
    return event.request != RequestId::None && !m_open && !launched(event.request)
            && !m_others.contains(quint32(event.request));
}

std::optional<RunBook::Place> RunBook::find(const Event &event)
{
    if (event.request == RequestId::None)
        return m_open ? std::optional(Place{m_pages.size() - 1, 0}) : std::nullopt;
    if (const auto place = launched(event.request))
        return place;
    if (const auto known = m_others.find(quint32(event.request)); known != m_others.end()) {
        const Place place = known->second;
        if (event.kind == EventKind::Responded || event.kind == EventKind::Dropped)
            m_others.erase(known); // its last word
        return place;
    }
    if (!m_open)
        return std::nullopt;
    Page &page = m_pages.back();
    const Place place{m_pages.size() - 1, page.count + ++page.others};
    m_others.emplace(quint32(event.request), place);
    return place;
}

Run *RunBook::add(const Event &event)
{
    const auto place = find(event);
    if (!place)
        return nullptr;
    Page &page = m_pages[place->page];
    if (!page.run)
        return nullptr;
    Event own = event;
    own.t = std::max<qint64>(0, event.t - page.base);
    own.request = RequestId(place->local);
    own.thread = localThread(page, event.thread);
    page.run->log.events.push_back(own);
    return page.run;
}

ThreadId RunBook::localThread(Page &page, ThreadId thread)
{
    const auto global = size_t(thread);
    if (global >= m_threads.size())
        m_threads = m_recorder.threads();
    if (global >= page.threads.size())
        page.threads.resize(m_threads.size(), -1);
    int &local = page.threads[global];
    if (local < 0) {
        local = int(page.run->log.threads.size());
        page.run->log.threads.push_back(m_threads[global]);
    }
    return ThreadId(local);
}

} // namespace app
