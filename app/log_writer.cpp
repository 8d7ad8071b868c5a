#include "app/line_former.h"
#include "app/log_file.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace app {
namespace {

constexpr qsizetype formedAtOnce = 1 << 20; ///< bytes formed before they are written

QString cannot(const QString &path, const QString &reason)
{
    return QCoreApplication::translate("app::LogFile", "Cannot write \"%1\": %2. Choose another place, or make room there.").arg(path, reason);
}

bool writeEvents(QIODevice &file, const Log &log, size_t from)
{
    LineFormer former(log);
    QByteArray lines;
    lines.reserve(formedAtOnce + 1024);
    for (size_t i = from; i < log.events.size(); ++i) {
        former.appendEvent(lines, i);
        if (lines.size() < formedAtOnce && i + 1 < log.events.size())
            continue;
        if (file.write(lines) != lines.size())
            return false;
        lines.resize(0); // keeps its memory
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

bool LogWriter::reopen(const QString &path)
{
    m_file.setFileName(path);
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::ExistingOnly);
}

QString LogWriter::append(const Log &log, size_t from)
{
    return m_file.isOpen() ? flushed(writeEvents(m_file, log, from)) : QString();
}

QString LogWriter::appendLines(const QByteArray &lines)
{
    return m_file.isOpen() ? flushed(m_file.write(lines) == lines.size()) : QString();
}

QString LogWriter::flushed(bool written)
{
    if (written && m_file.flush())
        return {};
    // A disk that fills up takes a part first, which is no error yet.
    const bool part = m_file.error() == QFileDevice::NoError;
    const QString reason = part ? QCoreApplication::translate("app::LogFile", "there was room for a part of it only") : m_file.errorString();
    m_file.close();
    return cannot(m_file.fileName(), reason);
}

} // namespace app
