#include "ui/find_bar.h"

#include "ui/selection.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr size_t slicesAtOnce = 100'000; ///< a few milliseconds
constexpr int againMillis = 250;

bool isEnter(int key) { return key == Qt::Key_Return || key == Qt::Key_Enter; }

} // namespace

FindBar::FindBar(app::Session &session, Selection &selection, QWidget *parent)
    : QFrame(parent), m_session(session), m_selection(selection), m_field(new QLineEdit(this)), m_says(new QLabel(this)),
      m_previous(new QPushButton(u"\u2191"_s, this)), m_next(new QPushButton(u"\u2193"_s, this))
{
    setObjectName(u"findBar"_s);
    m_field->setObjectName(u"findField"_s);
    m_field->setAccessibleName(tr("Find on the timeline"));
    sayWhatCanBeFound();
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(220);
    m_field->installEventFilter(this);
    m_says->setObjectName(u"findCount"_s);
    m_says->setWordWrap(true);
    m_says->setTextFormat(Qt::PlainText);
    auto *closer = new QPushButton(tr("Close"), this);
    closer->setObjectName(u"findClose"_s);
    closer->setToolTip(tr("Close (Esc)"));
    const auto arrow = [](QPushButton *button, const QString &name, const QString &says) {
        button->setObjectName(name);
        button->setAccessibleName(says);
        button->setToolTip(says);
        button->setProperty("kind", u"arrow"_s);
    };
    arrow(m_previous, u"findPrevious"_s, tr("Previous match (Shift+F3)"));
    arrow(m_next, u"findNext"_s, tr("Next match (F3)"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 8, 5);
    layout->addWidget(m_field, 2);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_says, 3);
    layout->addWidget(closer);
    m_again.setSingleShot(true);
    m_again.callOnTimeout(this, &FindBar::startLooking);
    m_look.callOnTimeout(this, &FindBar::look);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_previous, &QPushButton::clicked, this, [this] { walk(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { walk(1); });
    connect(closer, &QPushButton::clicked, this, &FindBar::close);
    connect(&selection, &Selection::runChanged, this, [this] {
        sayWhatCanBeFound();
        search();
    });
    connect(&session, &app::Session::runAdvanced, this, &FindBar::lookAgainSoon);
    connect(&session, &app::Session::runFinished, this, &FindBar::lookAgainSoon);
    hide();
}

const app::Run *FindBar::run() const { return m_session.run(m_selection.run()); }

bool FindBar::ofTracks() const { return run() && !run()->trace.tracks().empty(); }

void FindBar::sayWhatCanBeFound()
{
    if (ofTracks()) {
        m_field->setPlaceholderText(tr("a name, a thread, >1.2ms"));
        m_field->setToolTip(tr("Words of the name or category of a slice or an instant, of its thread or process, of a counter;\n"
                               "a length of slices (>1.2ms, <=300us).\n"
                               "Several words: all must hold."));
        return;
    }
    m_field->setPlaceholderText(tr("17, sync, worker-3, queued, >1.2s"));
    m_field->setToolTip(tr("A request (17), an endpoint (sync, async, wrong), a thread (worker-3, loop, client),\n"
                           "a state (running, awaiting, blocking, queued, in-flight, failed), a length (>1.2s, <=300ms).\n"
                           "Several words: all must hold."));
}

void FindBar::open()
{
    const bool wasHidden = isHidden();
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    if (wasHidden)
        search();
}

void FindBar::close()
{
    hide();
    m_look.stop();
    m_again.stop();
    m_finder.reset();
    m_selection.setFound(nullptr);
    Q_EMIT closed();
}

/// Another query, or another run: from the start.
void FindBar::search()
{
    m_current.reset();
    m_selection.setMatch(std::nullopt);
    m_wanted = 0;
    m_look.stop();
    m_again.stop();
    m_finder.reset();
    m_selection.setFound(nullptr);
    if (isHidden())
        return;
    m_parsed = ofTracks() ? app::parseNames(m_field->text()) : app::parseQuery(m_field->text());
    sayCount();
    if (m_parsed.fault.isEmpty() && !m_parsed.query.empty())
        startLooking();
}

void FindBar::startLooking()
{
    if (!run())
        return;
    m_finder.emplace(m_parsed.query);
    m_look.start(0);
    look(); // what is not much is found before the key is up
}

void FindBar::look()
{
    const app::Run *shown = run();
    if (!shown || !m_finder)
        return m_look.stop();
    if (!m_finder->advance(shown->trace, shown->now, slicesAtOnce))
        return;
    m_look.stop();
    take(m_finder->take());
    m_finder.reset();
}

void FindBar::lookAgainSoon(app::RunId id)
{
    const bool looksFor = isVisible() && m_parsed.fault.isEmpty() && !m_parsed.query.empty();
    if (id == m_selection.run() && looksFor && !m_finder && !m_again.isActive())
        m_again.start(againMillis);
}

void FindBar::take(app::Found found)
{
    m_selection.setFound(std::make_shared<const app::Found>(std::move(found)));
    sayCount();
    if (const int wanted = std::exchange(m_wanted, 0))
        walk(wanted);
}

void FindBar::walk(int by)
{
    if (isHidden())
        open();
    const auto found = m_selection.found();
    if (m_finder && !found)
        m_wanted = by;
    if (!found || found->matches.empty())
        return;
    const auto count = qint64(found->matches.size()), at = indexOfCurrent(*found);
    m_currentIndex = ((at >= 0 ? at : by > 0 ? -1 : count) + by + count) % count;
    m_current = found->matches[size_t(m_currentIndex)];
    m_selection.setMatch(m_current);
    m_selection.setSelected(m_current->slice.request);
    Q_EMIT matchChosen(*m_current);
    sayCount();
}

/// The slice may have ended since.
bool FindBar::isCurrent(const app::Match &match) const
{
    return match.place == m_current->place && match.row == m_current->row && match.slice.begin == m_current->slice.begin && match.moment == m_current->moment;
}

/// -1: one has not walked, or what one walked to is no match any more.
qint64 FindBar::indexOfCurrent(const app::Found &found) const
{
    if (!m_current)
        return -1;
    if (size_t(m_currentIndex) < found.matches.size() && isCurrent(found.matches[size_t(m_currentIndex)]))
        return m_currentIndex;
    auto match = std::lower_bound(found.matches.begin(), found.matches.end(), m_current->slice.begin,
                                  [](const app::Match &one, qint64 begin) { return one.slice.begin < begin; });
    for (; match != found.matches.end() && match->slice.begin == m_current->slice.begin; ++match) {
        if (isCurrent(*match))
            return match - found.matches.begin();
    }
    return -1;
}

/// "3 of 17", or what was not understood.
void FindBar::sayCount()
{
    const auto found = m_selection.found();
    m_previous->setEnabled(found && !found->matches.empty());
    m_next->setEnabled(found && !found->matches.empty());
    if (!m_parsed.fault.isEmpty() || !found)
        return m_says->setText(m_parsed.fault);
    if (found->count == 0)
        return m_says->setText(tr("nothing found"));
    const QString count = locale().toString(found->count);
    if (const qint64 at = indexOfCurrent(*found); at >= 0)
        m_says->setText(tr("%1 of %2").arg(locale().toString(at + 1), count));
    else if (ofTracks()) // slices, instants, counters
        m_says->setText(found->count == 1 ? tr("1 match") : tr("%1 matches").arg(count));
    else
        m_says->setText(found->count == 1 ? tr("1 slice") : tr("%1 slices").arg(count));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (isEnter(key->key())) {
            walk(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    QFrame::keyPressEvent(event);
}

} // namespace ui
