#pragma once

#include "app/session.h"

#include <QStringList>

#include <deque>

class QThread;

namespace app {

/// Opens files beside the session's thread, one after the other: a thread of its own reads, and what it read becomes a
/// run of the session on the session's thread. Lives on that thread.
class Opening : public QObject
{
    Q_OBJECT
public:
    /// `session` must outlive it.
    explicit Opening(Session &session, QObject *parent = nullptr);
    /// Gives up what is not read yet, and does not wait for it.
    ~Opening() override;

    /// After those that wait already.
    void open(const QStringList &paths);
    /// Nothing of the file under way is added, and those that wait are not opened.
    void cancel();
    bool busy() const { return m_job != nullptr; }

    struct Progress {
        QString path;           ///< of the file under way; empty: none
        int percent = -1;       ///< 0 to 100; -1: not known yet
        qsizetype waiting = 0;  ///< files after it
    };
    Progress progress() const;

Q_SIGNALS:
    void began(const QString &path);
    void opened(app::RunId id, const QString &path);
    void failed(const QString &path, const QString &reason); ///< a sentence that says what to do
    void cancelled(const QString &path, qsizetype waiting);  ///< `waiting`: files after it, which are not opened either
    void ended(); ///< nothing is under way any more

private:
    struct Job;
    void next();
    void take(const std::shared_ptr<Job> &job);

    Session &m_session;
    std::deque<QString> m_waiting;
    std::shared_ptr<Job> m_job;       ///< under way
    std::vector<QThread *> m_threads; ///< that read; of files given up as well, until they have noticed
};

} // namespace app
