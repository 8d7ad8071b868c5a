#pragma once

#include <QObject>
#include <QString>

class QSocketNotifier;

// What a terminal user sees and does. Main thread.
namespace app {

/// To stdout, as UTF-8, as it is. false: stdout takes no more (its reader is gone, its disk is full).
bool print(const QString &text);
bool print(const QByteArray &utf8);
void flushOutput();

/// "loopscope: TEXT" and a newline, to stderr.
void complain(const QString &text);

/// A line on stderr that the next call overwrites; an empty text wipes it. Nothing where stderr is no terminal.
void showProgress(const QString &text);

/// Turns SIGINT and SIGTERM into a signal of the main thread; a second one ends the process at once. One object at a time.
class TerminationSignals : public QObject
{
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    void terminationAsked();
};

} // namespace app
