#pragma once

#include <QByteArray>
#include <QIODevice>

namespace app {

/// Writes the events of a Chrome trace, a line each, in portions: memory holds one of them, however many there are.
/// An event is begun, given its keys, and ended. Strings are UTF-8, times ns.
class ChromeWriter
{
public:
    /// The device must be open. `otherData`: JSON of the whole file; empty: none.
    ChromeWriter(QIODevice &device, QByteArrayView otherData);

    ChromeWriter &begin(QByteArrayView phase, qint64 pid, qint64 tid);
    ChromeWriter &text(QByteArrayView key, QByteArrayView value);
    ChromeWriter &number(QByteArrayView key, qint64 value);
    ChromeWriter &number(QByteArrayView key, double value); ///< finite
    ChromeWriter &time(QByteArrayView key, qint64 ns);      ///< as us with three decimals
    ChromeWriter &json(QByteArrayView key, QByteArrayView value);
    /// What follows until end() are keys of "args".
    ChromeWriter &arguments();
    void end();

    /// Where whole lines may be appended, each with beginLine() before it and endLine() after it.
    QByteArray &beginLine();
    void endLine();

    /// A name's metadata event.
    void name(const char *what, qint64 pid, qint64 tid, QByteArrayView name);
    void sortIndex(const char *what, qint64 pid, qint64 tid, qint64 index);

    /// Ends the file. false: the device refused something, now or before.
    bool finish();

private:
    void key(QByteArrayView key);

    QIODevice &m_device;
    QByteArray m_out;
    bool m_first = true, m_inArguments = false, m_firstArgument = false, m_failed = false;
};

/// Appends ns as us with three decimals.
void appendMicros(QByteArray &out, qint64 ns);

} // namespace app
