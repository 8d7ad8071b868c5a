#pragma once

#include "app/kept_runs.h"
#include "app/opening.h"
#include "app/run_keeper.h"
#include "ui/recent_files.h"

#include <QList>
#include <QUrl>

class QMenu;

namespace ui {

class MessageBar;
class Selection;
class ViewKeeper;
struct Settings;

/// The files of the window: opened, dropped, recent, saved, kept. What is wrong with one is said in the message bar.
/// GUI thread.
class FileMenu : public QObject
{
    Q_OBJECT
public:
    struct Window {
        app::Session &session;
        Selection &selection;
        ViewKeeper &views;
        Settings &settings;
        QSettings &store;
        MessageBar &message;
        QWidget *widget; ///< parent of the dialogs
    };
    /// All must outlive it. `kept`: without a folder no run is kept.
    FileMenu(const Window &window, const app::KeptRuns &kept, QObject *parent);

    /// Open, Open recent, Save.
    void addFiles(QMenu &menu);
    /// Kept runs, and whether they are; nothing without a folder.
    void addKept(QMenu &menu);

    app::Opening &opening() { return m_opening; }
    void open(const QStringList &paths);
    /// As a file manager drops them.
    void openUrls(const QList<QUrl> &urls);
    /// Where a window was lost: says so, and offers the runs that were kept of it.
    void offerLost();

    /// Where the next file may go: in the folder of the last one, named after the run shown.
    QString proposedFile(const QString &suffix) const;
    QString proposedPlace(const QString &name) const; ///< the same folder, a name of its own
    /// A file was written or read there: the next is proposed beside it.
    void remember(const QString &file);

private:
    void chooseFiles();
    void save();
    void showKept();
    void fillRecent(QMenu &menu);
    void opened(app::RunId id, const QString &path);
    void say(const QString &sentence);

    Window m_window;
    const app::KeptRuns m_kept;
    app::RunKeeper m_keeper;
    RecentFiles m_recent;
    app::Opening m_opening;
    QStringList m_said; ///< of the files that were opened together
};

} // namespace ui
