#include "app/log_file.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace app {
namespace {

constexpr qsizetype portion = 1 << 20; ///< bytes formed before they are written

QString cannot(const QString &path, const QString &reason)
{
    return QCoreApplication::translate("app::LogFile", "Cannot write \"%1\": %2. Choose another place, or make room there.").arg(path, reason);
}

bool writeEvents(QIODevice &file, const Log &log, size_t from)
{
    QByteArray lines;
    for (size_t i = from; i < log.events.size(); ++i) {
        lines += eventLine(log, i);
        if (lines.size() < portion && i + 1 < log.events.size())
            continue;
        if (file.write(lines) != lines.size())
            return false;
        lines.clear();
    }
    return true;
}

} // namespace

QString writeLog(const Log &log, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannot(path, file.errorString());
    file.write(headerLine(log.header));
    if (!writeEvents(file, log, 0) || !file.commit())
        return cannot(path, file.errorString());
    return {};
}

QString LogWriter::open(const QString &path, const LogHeader &header)
{
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return cannot(path, m_file.errorString());
    m_file.write(headerLine(header));
    if (m_file.flush())
        return {};
    const QString reason = m_file.errorString();
    m_file.close();
    return cannot(path, reason);
}

QString LogWriter::append(const Log &log, size_t from)
{
    if (!m_file.isOpen())
        return {};
    if (writeEvents(m_file, log, from) && m_file.flush())
        return {};
    const QString reason = m_file.errorString();
    m_file.close();
    return cannot(m_file.fileName(), reason);
}

} // namespace app
