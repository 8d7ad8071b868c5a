#pragma once

#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <sched.h>

// A file system of its own with little room, as a full disk is.
namespace support {

/// In memory, seen by this process's calling thread and what it starts, and by nobody else: nothing is left of it, however
/// the test ends. Mounting takes root (or CAP_SYS_ADMIN); without, fault() says so, and the test is to be skipped with it.
class SmallDisk
{
public:
    explicit SmallDisk(qint64 bytes)
    {
        const QByteArray options = "size=" + QByteArray::number(bytes);
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("tmpfs", place().constData(), "tmpfs", 0, options.constData()) != 0)
            m_fault = "no file system can be mounted here (" + QByteArray(strerror(errno)) + "): it takes root";
    }
    ~SmallDisk()
    {
        if (m_fault.isEmpty())
            ::umount2(place().constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    const QByteArray &fault() const { return m_fault; } ///< empty: it is there
    QString path(const QString &name = {}) const { return m_folder.filePath(name); }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name); }
    /// Leaves no more than `bytes` of room.
    void fillBut(qint64 bytes)
    {
        QFile filler(path(QStringLiteral("filler")));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(4096, 'x')) == 4096) { }
        filler.resize(std::max<qint64>(0, filler.size() - bytes));
    }

private:
    QByteArray place() const { return QFile::encodeName(m_folder.path()); }

    QTemporaryDir m_folder;
    QByteArray m_fault;
};

} // namespace support
