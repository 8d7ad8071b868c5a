#pragma once

#include <QObject>
#include <QString>

class QSocketNotifier;

// What a terminal user sees and does: the one place that writes to stdout and stderr (a test reads the sources for it).
// Whatever text it is, of others too, its control characters are shown and not obeyed (visible_text.h).
namespace app {

/// Call first in main(): a standard descriptor that is closed would be given to the next file, which then got the
/// messages. In its place comes one that refuses what is written to it (stdout), takes it (stderr), is empty (stdin).
void holdStandardDescriptors();

/// To stdout, as UTF-8, at once. What it does not take is lost, which is said once on stderr, see finishOutput().
/// Main thread.
void print(const QString &text);
void print(const QByteArray &utf8);

inline constexpr int outputDescriptor = 1; ///< stdout, for what has a way of its own to wait for it (printer.h)

/// Something meant for stdout was lost, and the system's reason (errno). Any thread.
void outputLost(int error);
/// Says so now if all would be lost because stdout is closed.
void checkOutput();

/// What main() returns instead of `status`: 1 for a 0 where output was lost. A reader that went away because it had
/// enough (EPIPE, as `head` does) is no failure and is not spoken of.
int finishOutput(int status);

/// "loopscope: TEXT" and a newline, to stderr, whole: one line. Any thread.
void complain(const QString &text);
/// The same without the name in front: what is no fault.
void tell(const QString &text);

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
