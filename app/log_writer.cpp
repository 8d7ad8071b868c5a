#include "app/line_former.h"
#include "app/log_file.h"
#include "app/output_file.h"

#include <algorithm>

namespace app {
namespace {

constexpr qsizetype formedAtOnce = 1 << 20; ///< bytes formed before they are written

/// Calls write(lines) until it returns false.
template<typename Write>
void formEvents(const Log &log, size_t from, Write write)
{
    LineFormer former(log);
    QByteArray lines;
    lines.reserve(formedAtOnce + 1024);
    for (size_t i = from; i < log.events.size(); ++i) {
        former.appendEvent(lines, i);
        if (lines.size() < formedAtOnce && i + 1 < log.events.size())
            continue;
        if (!write(lines))
            return;
        lines.resize(0); // keeps its memory
    }
}

} // namespace

QString writeLog(const Log &log, const QString &path, Reading *watched)
{
    OutputFile file(path, watched);
    if (const QString fault = file.begin(); !fault.isEmpty())
        return fault;
    file.write(headerLine(log.header));
    formEvents(log, 0, [&file, watched](const QByteArray &lines) {
        file.write(lines);
        return !watched || !watched->cancelled;
    });
    return file.finish();
}

QString LogWriter::open(const QString &path, const LogHeader &header)
{
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
        return writeFault(path, m_file.errorString());
    return appendLines(headerLine(header));
}

bool LogWriter::reopen(const QString &path)
{
    m_file.setFileName(path);
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::ExistingOnly | QIODevice::Unbuffered);
}

QString LogWriter::append(const Log &log, size_t from)
{
    QString fault;
    if (m_file.isOpen()) {
        formEvents(log, from, [this, &fault](const QByteArray &lines) {
            fault = appendLines(lines);
            return fault.isEmpty();
        });
    }
    return fault;
}

/// A disk that fills up takes a part first, and refuses the rest.
QString LogWriter::appendLines(const QByteArray &lines)
{
    if (!m_file.isOpen())
        return {};
    qint64 done = 0, part = 1;
    for (; done < lines.size() && part > 0; done += std::max<qint64>(0, part))
        part = m_file.write(lines.constData() + done, lines.size() - done);
    if (done == lines.size())
        return {};
    const QString reason = m_file.errorString();
    const bool full = m_file.error() == QFileDevice::ResourceError && !m_file.isSequential(); // a device has no room to speak of
    if (done > 0 && !m_file.isSequential()) // the part of a line would be a broken one
        m_file.resize(m_file.size() - done + lines.lastIndexOf('\n', done - 1) + 1);
    m_file.close();
    return writeFault(m_file.fileName(), reason, full ? freeText(m_file.fileName()) : QString());
}

} // namespace app
