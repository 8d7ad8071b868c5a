#include "ui/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString filesKey = u"files/recent"_s;
constexpr qsizetype longestFolder = 48; ///< letters shown of it

/// With its middle left out where it is long: its ends tell more.
QString shortened(const QString &folder)
{
    if (folder.size() <= longestFolder)
        return folder;
    const qsizetype half = (longestFolder - 1) / 2;
    return folder.left(half) + u'\u2026' + folder.right(half);
}

} // namespace

QStringList RecentFiles::files() const
{
    m_store.sync(); // another window may have opened some
    return m_store.value(filesKey).toStringList().mid(0, mostRecentFiles);
}

void RecentFiles::add(const QString &path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    QStringList all = files();
    all.removeAll(whole);
    all.prepend(whole);
    m_store.setValue(filesKey, all.mid(0, mostRecentFiles));
    m_store.sync();
}

void RecentFiles::clear()
{
    m_store.remove(filesKey);
    m_store.sync();
}

QString recentText(qsizetype place, const QString &path)
{
    const QFileInfo file(path);
    QString folder = file.absolutePath();
    if (const QString home = QDir::homePath(); folder == home || folder.startsWith(home + u'/'))
        folder.replace(0, home.size(), u"~"_s);
    const QString number = place < 9 ? u"&%1"_s.arg(place + 1) : u"1&0"_s;
    QString text = file.fileName() + u" \u2014 "_s + shortened(folder);
    return number + u' ' + text.replace(u'&', u"&&"_s);
}

} // namespace ui
