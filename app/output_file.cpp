#include "app/output_file.h"

#include "app/tr.h"

#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace app {
namespace {

QString freeSize(const QString &path) { return sizeText(std::max<qint64>(0, QStorageInfo(QFileInfo(path).absolutePath()).bytesAvailable())); }

/// What a disk refuses only now, be it another machine's; a file system that knows no such call refuses something else.
int lastRefusal(int descriptor)
{
    return ::fsync(descriptor) != 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO || errno == EFBIG) ? errno : 0;
}

} // namespace

QString OutputFile::begin()
{
    // Of a link to a device or a pipe: it would be replaced, for root in /dev, too.
    if (const QFileInfo there(fileName()); there.exists() && !there.isFile())
        m_reason = there.isDir() ? tr("it is a folder") : tr("it is no file, but a device, a pipe or a socket");
    else if (open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return {};
    else
        note();
    return dropped(false);
}

/// A disk that fills up takes a part first and refuses the rest; what comes after that is only counted.
qint64 OutputFile::writeData(const char *bytes, qint64 length)
{
    m_wanted += length;
    for (qint64 done = 0; done < length && !hasFailed();) {
        const qint64 part = QSaveFile::writeData(bytes + done, length - done);
        if (part > 0)
            done += part;
        else
            note();
    }
    if (m_watched)
        m_watched->done = m_wanted;
    return length;
}

QString OutputFile::finish()
{
    if (!hasFailed()) {
        const int refusal = lastRefusal(handle());
        if (refusal == 0 && commit())
            return {};
        note();
        if (refusal != 0) {
            m_reason = qt_error_string(refusal);
            m_full = refusal == ENOSPC;
        }
    }
    return dropped(true);
}

QString OutputFile::giveUp()
{
    if (!hasFailed())
        m_reason = tr("it could not be made");
    return dropped(false);
}

void OutputFile::note()
{
    m_full = error() == QFileDevice::ResourceError;
    m_reason = errorString();
}

/// How much is free is asked when the part that was written has gone.
QString OutputFile::dropped(bool whole)
{
    if (isOpen()) {
        cancelWriting();
        commit();
    }
    if (m_watched && m_watched->cancelled)
        return tr("Writing \"%1\" was given up; nothing there was changed.").arg(fileName());
    const QString needs = whole ? tr("It needs %1, and %2 are free there.") : tr("It needs more than %1, and %2 are free there.");
    const QString room = m_full ? needs.arg(sizeText(m_wanted), freeSize(fileName())) : QString();
    return tr("%1 Nothing there was changed.").arg(writeFault(fileName(), m_reason, room));
}

QString writeFile(const QByteArray &bytes, const QString &path)
{
    OutputFile file(path);
    if (const QString fault = file.begin(); !fault.isEmpty())
        return fault;
    file.write(bytes);
    return file.finish();
}

QString writeFault(const QString &path, const QString &reason, const QString &room)
{
    const QString what = tr("Cannot write \"%1\": %2.").arg(path, reason);
    return room.isEmpty() ? tr("%1 Choose another place.").arg(what) : tr("%1 %2 Make room there, or choose another place.").arg(what, room);
}

QString sizeText(qint64 bytes) { return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); }
QString freeText(const QString &path) { return tr("%1 are free there.").arg(freeSize(path)); }

} // namespace app
