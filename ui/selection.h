#pragma once

#include "app/find.h"
#include "app/session.h"

#include <QObject>

#include <memory>
#include <optional>

namespace ui {

/// What the user looks at. The one place the panels share: a panel calls a setter, all listen.
/// A setter that changes nothing signals nothing.
class Selection : public QObject
{
    Q_OBJECT
public:
    explicit Selection(QObject *parent = nullptr) : QObject(parent) {}

    app::RunId run() const { return m_run; }
    app::RequestId hovered() const { return m_hovered; }       ///< None: no request under the pointer
    app::RequestId selected() const { return m_selected; }     ///< None: nothing clicked
    std::optional<size_t> event() const { return m_event; }    ///< index into the run's log
    std::optional<qint64> playhead() const { return m_playhead; } ///< ns; nullopt: live, or the run's end
    /// What is being looked for and was found; nullptr: nothing is looked for.
    const std::shared_ptr<const app::Found> &found() const { return m_found; }
    /// The one of them that one walked to.
    const std::optional<app::Match> &match() const { return m_match; }

    void setRun(app::RunId run); ///< clears all the rest
    void setHovered(app::RequestId request);
    void setSelected(app::RequestId request);
    void setEvent(std::optional<size_t> event);
    void setPlayhead(std::optional<qint64> t);
    void setFound(std::shared_ptr<const app::Found> found);
    void setMatch(const std::optional<app::Match> &match) { m_match = match; } ///< whoever shows it is told by whoever walks

Q_SIGNALS:
    void runChanged(app::RunId run);
    void hoveredChanged(app::RequestId request);
    void selectedChanged(app::RequestId request);
    void eventChanged(std::optional<size_t> event);
    void playheadChanged(std::optional<qint64> t);
    void foundChanged();

private:
    app::RunId m_run{};
    app::RequestId m_hovered = app::RequestId::None;
    app::RequestId m_selected = app::RequestId::None;
    std::optional<size_t> m_event;
    std::optional<qint64> m_playhead;
    std::shared_ptr<const app::Found> m_found;
    std::optional<app::Match> m_match;
};

} // namespace ui
