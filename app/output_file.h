#pragma once

#include "app/reading.h"

#include <QSaveFile>

namespace app {

/// A file that comes to its place when it is whole: it is written beside it under another name, so that an older one stays
/// as it was when this fails, and nothing half-written is left. Write to it as to any device: what the system refuses is
/// told by finish(), which knows then how much room all of it takes. Functions return an empty string (done), or what is
/// wrong and what to do. Not thread-safe.
class OutputFile : public QSaveFile
{
public:
    /// `watched` (may be nullptr; it must outlive the file) is told the bytes; once it is cancelled, nothing comes to its place.
    explicit OutputFile(const QString &path, Reading *watched = nullptr) : QSaveFile(path), m_watched(watched) {}

    QString begin();
    /// After the last byte.
    QString finish();

    /// Nothing that is written from now on can come to its place.
    bool hasFailed() const { return !m_reason.isEmpty() || (m_watched && m_watched->cancelled); }
    /// Before the last byte: there is no point in going on.
    QString giveUp();

protected:
    qint64 writeData(const char *bytes, qint64 length) override;

private:
    void note();
    QString dropped(bool whole);

    Reading *m_watched;
    qint64 m_wanted = 0; ///< bytes
    QString m_reason;    ///< of the first refusal
    bool m_full = false; ///< which was for want of room
};

/// All of it at once. An empty string: done.
QString writeFile(const QByteArray &bytes, const QString &path);

/// The sentence for a file that the system refuses to write, with its reason. `room`: a sentence on it, or empty.
QString writeFault(const QString &path, const QString &reason, const QString &room = {});
/// "1.2 MB are free there.": for whoever runs this, on the file system that `path` is on or would be on.
QString freeText(const QString &path);
/// "3.2 MB".
QString sizeText(qint64 bytes);

} // namespace app
