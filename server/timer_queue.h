#pragma once

#include <Qt>
#include <QtGlobal>

#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

class QObject;

namespace server {

/// The timers of one event loop, by when they are due. Times in ns of the steady clock. Not thread-safe.
class TimerQueue
{
public:
    struct Timer {
        int id = 0;
        Qt::TimerType type{};
        qint64 interval = 0; ///< ns
        qint64 due = 0;      ///< ns
        quint64 order = 0;   ///< rises: of those due at once the one that was set first comes first
        QObject *object = nullptr;
        bool firing = false; ///< its event is being handled: it does not fire into that
    };

    void add(int id, qint64 interval, Qt::TimerType type, QObject *object, qint64 now);
    bool remove(int id);
    bool removeAll(const QObject *object);
    const Timer *find(int id) const;
    std::vector<Timer> of(const QObject *object) const;

    std::optional<qint64> nextDue() const; ///< of those that may fire
    /// The next that is due at `now` and was set before this round began (`before`, of round()); it is set for its
    /// next time and marked as firing until fired(). nullopt: none.
    std::optional<Timer> take(qint64 now, quint64 before);
    void fired(int id);
    quint64 round() const { return m_order; }

private:
    using Place = std::pair<qint64, quint64>; ///< due, order

    void place(Timer &timer);

    std::unordered_map<int, Timer> m_timers;
    std::set<std::pair<Place, int>> m_queue; ///< without those that fire
    quint64 m_order = 0;
};

} // namespace server
