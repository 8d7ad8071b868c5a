#pragma once

#include "app/log.h"

#include <QFile>
#include <QString>
#include <QStringList>

#include <vector>

// The folder where the window keeps the logs of its runs, each a file; other windows (processes) may use it at the same
// time. Handles files, and no more: who writes them is RunKeeper (run_keeper.h).
namespace app {

/// One file of the folder, as far as its name, its first line and its last lines tell.
struct KeptRun {
    QString path;
    qint64 startedEpochNs = 0;
    Endpoint endpoint = Endpoint::None;
    int count = 0;        ///< requests asked for; 0: of another client, as many as came
    qint64 makespan = 0;  ///< ns from its first step to the last answer; 0: none came
    bool clientSeen = true; ///< false: of its server alone, from the first arrival to the last response
    qint64 bytes = 0;
    bool growing = false; ///< a window writes it at this moment
};

struct KeptLimits {
    int runs = 200;
    qint64 bytes = 500'000'000; ///< of all files together
};

/// Safe on any thread; each call looks at the folder anew.
class KeptRuns
{
public:
    /// `folder` is made when the first file is. Empty: nothing is kept, and there is nothing.
    explicit KeptRuns(const QString &folder = {}, KeptLimits limits = {}) : m_folder(folder), m_limits(limits) {}

    const QString &folder() const { return m_folder; }
    const KeptLimits &limits() const { return m_limits; }
    /// Is this one of its files?
    bool holds(const QString &path) const;

    std::vector<KeptRun> list() const; ///< the newest first; reads a little of each
    /// Makes an empty file that no other has, and says where; an empty `path`: it cannot be made, and `fault` says why.
    struct NewFile {
        QString path, fault;
    };
    NewFile add(const LogHeader &header, Endpoint endpoint, int count) const;
    /// Files that grow are left. Returns the names of those that could not be removed.
    QStringList remove(const QStringList &paths) const;
    /// Removes the oldest until the limits are kept; those that grow, and the newest, stay. Returns how many went.
    int trim() const;

    /// Runs of windows that did not end by themselves, the oldest first. Each is told of once.
    QStringList takeLost() const;

private:
    QString m_folder;
    KeptLimits m_limits;
};

/// A file that says which runs a window keeps, locked while the window is there (file_lock.h).
class WindowMarker
{
public:
    explicit WindowMarker(const QString &folder) : m_folder(folder) {}
    ~WindowMarker(); ///< the window ended by itself: the file goes
    /// Nothing is said where it cannot be written: the run itself tells that.
    void note(const QString &path);

private:
    QString m_folder, m_path;
    QFile m_file; ///< not open: nothing was noted, or it cannot be
};

} // namespace app
