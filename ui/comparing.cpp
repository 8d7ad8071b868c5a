#include "ui/comparing.h"

#include "app/comparison.h"
#include "ui/comparison/comparison_view.h"
#include "ui/run_list.h"

#include <QFrame>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

Comparing::Comparing(app::Session &session, RunList &list, QStackedWidget &stack, QObject *parent)
    : QObject(parent), m_session(session), m_list(list), m_stack(stack), m_page(new QFrame(&stack)),
      m_view(new ComparisonView(session, m_page)), m_button(new QPushButton(&list))
{
    m_page->setProperty("kind", u"card"_s);
    auto *layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_view);
    m_stack.addWidget(m_page);
    m_button->setObjectName(u"compareButton"_s);
    m_button->setToolTip(tr("Show the chosen runs under each other, on one time scale (Ctrl+K)"));
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &Comparing::compareChosen);
    connect(&list, &RunList::runsChosen, this, &Comparing::choose);
    connect(list.selectionModel(), &QItemSelectionModel::selectionChanged, this, &Comparing::offer);
    connect(m_view, &ComparisonView::closeAsked, this, &Comparing::close);
    connect(&session, &app::Session::runAdded, this, &Comparing::add);
    connect(&session, &app::Session::runFinished, this, &Comparing::finish);
    connect(&session, &app::Session::runGoing, this, &Comparing::drop);
}

bool Comparing::shown() const { return m_stack.currentWidget() == m_page; }

void Comparing::compareChosen()
{
    std::vector<app::RunId> chosen = m_list.chosen();
    if (chosen.size() < size_t(app::leastCompared))
        chosen = newestOfEach();
    open(std::move(chosen));
}

void Comparing::open(std::vector<app::RunId> runs)
{
    std::erase_if(runs, [this](app::RunId id) { return m_session.run(id)->trace.requests().empty(); });
    if (runs.size() < size_t(app::leastCompared))
        return Q_EMIT failed(tr("Two runs or more can be compared: run all three, or choose several in the list (Ctrl+click, or Space)."));
    if (runs.size() > size_t(app::mostCompared))
        return Q_EMIT failed(tr("At most %1 runs can be compared; %2 are chosen.").arg(app::mostCompared).arg(runs.size()));
    m_runs = std::move(runs);
    m_expected.clear();
    show();
}

void Comparing::expect(const std::vector<app::RunRequest> &requests)
{
    m_runs.clear();
    m_expected = requests;
    show();
}

void Comparing::show()
{
    m_view->compare(m_runs, m_expected);
    m_stack.setCurrentWidget(m_page);
    m_view->setFocus();
}

void Comparing::forgetExpected()
{
    if (m_expected.empty())
        return;
    m_expected.clear();
    m_view->renew(m_runs, m_expected);
    if (m_runs.empty())
        close();
}

void Comparing::close()
{
    const bool hadKeys = shown() && m_page->isAncestorOf(m_page->window()->focusWidget());
    m_runs.clear();
    m_expected.clear();
    m_stack.setCurrentIndex(0);
    if (hadKeys)
        Q_EMIT keysFreed();
}

void Comparing::offer()
{
    const size_t count = m_list.chosen().size();
    m_button->setVisible(count > 1);
    m_button->setEnabled(count <= size_t(app::mostCompared));
    m_button->setText(m_button->isEnabled() ? tr("&Compare %1 runs").arg(count) : tr("At most %1").arg(app::mostCompared));
}

/// One run alone is for the timeline; several wait for the button.
void Comparing::choose()
{
    if (shown() && m_list.chosen().size() == 1)
        close();
}

void Comparing::add(app::RunId id)
{
    const app::Run *run = m_session.run(id);
    if (m_expected.empty() || run->state != app::RunState::Running || run->asked != m_expected.front())
        return;
    m_expected.erase(m_expected.begin());
    m_runs.push_back(id);
    m_view->renew(m_runs, m_expected);
}

/// A stop ends those that were to come, too.
void Comparing::finish(app::RunId id)
{
    const app::Run *run = m_session.run(id);
    if (run && run->state == app::RunState::Stopped)
        forgetExpected();
}

void Comparing::drop(app::RunId id)
{
    if (std::erase(m_runs, id) == 0)
        return;
    if (m_runs.size() + m_expected.size() < size_t(app::leastCompared))
        return close();
    m_view->renew(m_runs, m_expected);
}

std::vector<app::RunId> Comparing::newestOfEach() const
{
    std::vector<app::RunId> newest;
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        const auto &runs = m_session.runs();
        const auto found = std::find_if(runs.rbegin(), runs.rend(), [endpoint](const auto &run) { return run->asked.endpoint == endpoint; });
        if (found != runs.rend())
            newest.push_back((*found)->id);
    }
    return newest;
}

} // namespace ui
