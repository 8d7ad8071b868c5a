#pragma once

#include <QStringList>

class QSettings;

namespace ui {

inline constexpr qsizetype mostRecentFiles = 10;

/// The files that were opened or saved last, the newest first, as absolute paths. Kept in `store` at once, so that
/// several windows share them. GUI thread.
class RecentFiles
{
public:
    explicit RecentFiles(QSettings &store) : m_store(store) {}

    QStringList files() const;
    void add(const QString &path);
    void clear();

private:
    QSettings &m_store;
};

/// "run.jsonl — ~/logs", with a key of its own for place 0 to 9 ("&1 run.jsonl ...").
QString recentText(qsizetype place, const QString &path);

} // namespace ui
