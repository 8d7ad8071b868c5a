#include "app/kept_runs.h"

#include "app/file_lock.h"
#include "app/log_file.h"
#include "app/tr.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr qint64 headBytes = 8 * 1024;  ///< read of each file, for its first request
constexpr qint64 tailBytes = 64 * 1024; ///< and for its last answer
constexpr qint64 million = 1'000'000;
const QString ofOthers = u"requests"_s, observed = u"observed"_s;

/// "2026-11-25T14-03-22.123-async-endpoint-50": the local time, as a person reads it in the folder.
QString nameOf(const LogHeader &header, Endpoint endpoint, int count)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(header.startedEpochNs / million).toString(u"yyyy-MM-ddThh-mm-ss.zzz"_s);
    const QString what = endpoint == Endpoint::None ? ofOthers : server::endpointName(endpoint);
    return time + u'-' + what + u'-' + (count > 0 ? QString::number(count) : observed);
}

/// What the name says. nullopt: it is none of ours, and is left alone.
std::optional<KeptRun> fromName(const QFileInfo &file)
{
    static const QRegularExpression form(
            u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}-(sync-endpoint|async-endpoint|async-wrong|requests)-(\\d{1,9}|observed)(_\\d+)?\\.jsonl$"_s);
    const QRegularExpressionMatch match = form.match(file.fileName());
    if (!match.hasMatch())
        return std::nullopt;
    KeptRun run;
    run.path = file.filePath();
    run.endpoint = server::endpointFromName(match.captured(1)).value_or(Endpoint::None);
    run.count = match.captured(2).toInt(); // 0 for "observed"
    run.bytes = file.size();
    return run;
}

/// The oldest first, by their last change: a clock that is set back, a time zone, change names and nothing else.
QFileInfoList filesOf(const QString &folder)
{
    QFileInfoList files = QDir(folder).entryInfoList({u"*.jsonl"_s}, QDir::Files);
    files.removeIf([](const QFileInfo &file) { return !fromName(file); });
    std::sort(files.begin(), files.end(), [](const QFileInfo &a, const QFileInfo &b) {
        return std::pair(a.lastModified(), a.fileName()) < std::pair(b.lastModified(), b.fileName());
    });
    return files;
}

/// The first step of `kinds`, from the front or from the back; -1: none is there.
template<typename Iterator>
qint64 timeOf(Iterator begin, Iterator end, std::initializer_list<EventKind> kinds)
{
    const auto found = std::find_if(begin, end, [&](const Event &event) { return std::find(kinds.begin(), kinds.end(), event.kind) != kinds.end(); });
    return found == end ? -1 : found->t;
}

/// Where it began and how long it took, without reading all of it.
void readEnds(KeptRun &run)
{
    QFile file(run.path);
    run.startedEpochNs = QFileInfo(file).lastModified().toMSecsSinceEpoch() * million;
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray first = file.readLine(headBytes);
    const Log head = parseLog(first + file.read(headBytes)).log;
    if (head.header.startedEpochNs == 0)
        return;
    run.startedEpochNs = head.header.startedEpochNs;
    file.seek(std::max<qint64>(first.size(), file.size() - tailBytes));
    if (file.pos() > first.size())
        file.readLine(); // that it fell into
    const Log tail = parseLog(first + file.readAll()).log;
    const auto &begin = head.events;
    const auto &end = tail.events;
    qint64 from = timeOf(begin.begin(), begin.end(), {EventKind::Sent}), to = timeOf(end.rbegin(), end.rend(), {EventKind::Received, EventKind::Failed});
    run.clientSeen = from >= 0 && to >= 0;
    if (!run.clientSeen) {
        from = timeOf(begin.begin(), begin.end(), {EventKind::Arrived});
        to = timeOf(end.rbegin(), end.rend(), {EventKind::Responded});
    }
    run.makespan = from >= 0 && to > from ? to - from : 0;
}

} // namespace

bool KeptRuns::holds(const QString &path) const
{
    return !m_folder.isEmpty() && QFileInfo(path).absolutePath() == QDir(m_folder).absolutePath();
}

std::vector<KeptRun> KeptRuns::list() const
{
    std::vector<KeptRun> runs;
    if (m_folder.isEmpty())
        return runs;
    for (const QFileInfo &file : filesOf(m_folder)) {
        KeptRun run = *fromName(file);
        readEnds(run);
        run.growing = isLocked(run.path);
        runs.push_back(std::move(run));
    }
    std::stable_sort(runs.begin(), runs.end(), [](const KeptRun &a, const KeptRun &b) { return a.startedEpochNs > b.startedEpochNs; });
    return runs;
}

KeptRuns::NewFile KeptRuns::add(const LogHeader &header, Endpoint endpoint, int count) const
{
    if (!QDir().mkpath(m_folder))
        return {{}, tr("Cannot make the folder \"%1\" to keep runs in. Check who may write there.").arg(m_folder)};
    const QString name = QDir(m_folder).filePath(nameOf(header, endpoint, count));
    QFile file;
    for (int i = 1; i < 1000; ++i) { // two windows may begin a run at the same moment
        file.setFileName(name + (i > 1 ? u"_%1"_s.arg(i) : QString()) + u".jsonl"_s);
        if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return {file.fileName(), {}};
        if (!file.exists())
            break;
    }
    return {{}, tr("Cannot write \"%1\": %2. Make room there, or check who may write there.").arg(file.fileName(), file.errorString())};
}

QStringList KeptRuns::remove(const QStringList &paths) const
{
    QStringList left;
    for (const QString &path : paths) {
        if (holds(path) && !isLocked(path) && !QFile::remove(path) && QFile::exists(path))
            left << QFileInfo(path).fileName();
    }
    return left;
}

int KeptRuns::trim() const
{
    if (m_folder.isEmpty())
        return 0;
    QFileInfoList files = filesOf(m_folder);
    qint64 bytes = 0;
    for (const QFileInfo &file : files)
        bytes += file.size();
    int gone = 0;
    for (qsizetype i = 0; i + 1 < files.size() && (bytes > m_limits.bytes || files.size() - gone > m_limits.runs); ++i) {
        const QFileInfo &oldest = files[i];
        if (isLocked(oldest.filePath()) || !QFile::remove(oldest.filePath()))
            continue;
        bytes -= oldest.size();
        ++gone;
    }
    return gone;
}

QStringList KeptRuns::takeLost() const
{
    QStringList lost;
    const QFileInfoList found = m_folder.isEmpty() ? QFileInfoList() : QDir(m_folder).entryInfoList({u"*.window"_s}, QDir::Files, QDir::Time | QDir::Reversed);
    for (const QFileInfo &marker : found) {
        QFile file(marker.filePath());
        if (!file.open(QIODevice::ReadWrite) || !tryLockFile(file.handle()) || !QFile::exists(marker.filePath()))
            continue; // its window is there, or another one told of it just now
        const QStringList names = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        if (!QFile::remove(marker.filePath())) // while it is still locked
            continue;
        for (const QString &name : names) {
            const QFileInfo run(QDir(m_folder).filePath(QFileInfo(name).fileName())); // whatever it says, of this folder
            if (fromName(run) && run.size() > 0)
                lost << run.filePath();
        }
    }
    return lost;
}

WindowMarker::~WindowMarker()
{
    if (m_file.isOpen())
        QFile::remove(m_path); // while it is still locked
}

void WindowMarker::note(const QString &path)
{
    if (m_path.isEmpty()) {
        m_path = QDir(m_folder).filePath(u"%1-%2.window"_s.arg(QCoreApplication::applicationPid()).arg(QDateTime::currentMSecsSinceEpoch()));
        m_file.setFileName(m_path + u".new"_s);
        // Locked before it has the name that others look for.
        if (!m_file.open(QIODevice::WriteOnly) || !lockFile(m_file.handle()) || !QFile::rename(m_file.fileName(), m_path))
            m_file.remove();
    }
    if (!m_file.isOpen())
        return;
    m_file.write(QFileInfo(path).fileName().toUtf8() + '\n');
    m_file.flush();
}

} // namespace app
