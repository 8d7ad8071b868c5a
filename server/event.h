#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

// The vocabulary of the log: who (ThreadId), for whom (RequestId, Endpoint), what (EventKind), when.
// Plain values; safe on any thread.
namespace server {

/// A request of one recorder or one run, counted from 1. None: the event belongs to no request.
enum class RequestId : quint32 { None = 0 };

/// Index into the table of threads a Recorder (or a log) keeps.
enum class ThreadId : quint16 {};

enum class Endpoint : quint8 { None, Sync, Async, AsyncWrong };

/// The closed list of what a log line may say. The comment gives the thread that records it and what
/// Event::value holds (0 where nothing is said). Lines with a text are the tutorial's own prints.
enum class EventKind : quint8 {
    Sent,      ///< client: handed to the network
    Arrived,   ///< event loop: the whole request was read; the loop starts to run its task. value: peer port
    Queued,    ///< event loop: handed to the pool; the loop is free again
    Called,    ///< the handler's thread: "/x just called."
    SleepTime, ///< the handler's thread: "/x sleep_time=1."
    StartTime, ///< the handler's thread: "/x JUST NOW start_time=...". value: ns since the Unix epoch
    Entered,   ///< event loop: "I'm just in depth N"
    Calling,   ///< event loop: "Call depth N+1"
    Awaiting,  ///< event loop: "Call ASYNC JOB to system!": the task gives the thread back
    Resumed,   ///< event loop: "Came back to depth N": the deepest one takes the thread again
    Left,      ///< event loop: "depth N DONE"
    Blocking,  ///< the handler's thread: goes to sleep while it holds the thread
    Slept,     ///< the handler's thread: "/x sleeped for sleep_time=1."
    Completed, ///< the handler's thread: "X Endpoint, Sleep Time: ...". value: elapsed ns
    Replying,  ///< event loop: takes a worker's result back and starts to answer
    Responded, ///< event loop: the answer is with the operating system; the task is over. value: HTTP status
    Dropped,   ///< any: the task was destroyed unanswered (client gone, run stopped, server stopped)
    Received,  ///< client: the whole answer is here. value: HTTP status
    Failed,    ///< client: no answer will come. value: a FailureReason
    Lag,       ///< event loop: a timer fired. value: ns it was late (never negative)
};
inline constexpr int eventKindCount = int(EventKind::Lag) + 1;

/// Steps that the client records; all others are the server's.
constexpr bool isOfClient(EventKind kind)
{
    return kind == EventKind::Sent || kind == EventKind::Received || kind == EventKind::Failed;
}

/// Why a request got no answer; the log's text says it in words.
enum class FailureReason : qint64 {
    Other, Stopped, Refused, Closed, TimedOut, HostNotFound, NotHttp, TooManyFiles, TooLong, HttpStatus = 100 /* + status */
};

/// One step. 32 bytes, so that a million of them are 32 MB.
struct Event {
    qint64 t = 0;            ///< ns of the steady clock since the recorder's (or run's) start; never falls
    qint64 value = 0;        ///< as EventKind says
    quint32 sleepMicros = 0; ///< the wait the request asked for, us; 0 to 60,000,000
    RequestId request = RequestId::None;
    ThreadId thread{};
    EventKind kind{};
    Endpoint endpoint = Endpoint::None;
    quint8 depth = 0; ///< 0 the endpoint itself, 1 and 2 the coroutines below it

    bool operator==(const Event &) const = default;
};
static_assert(sizeof(Event) == 32);

/// A thread that recorded something.
struct Thread {
    QString name;    ///< "event-loop", "worker-1" ..., "client"
    quint64 tid = 0; ///< QThread::currentThreadId()
    bool operator==(const Thread &) const = default;
};

/// "sent", "arrived", ...: the log's words, and back. nullopt: not one of the list.
QString kindName(EventKind kind);
std::optional<EventKind> kindFromName(QStringView name);

/// "/sync-endpoint", ...; an empty string for None. pathEndpoint is exact: no slash at the end, no query.
QString endpointPath(Endpoint endpoint);
/// "sync-endpoint", ... as -e takes it.
QString endpointName(Endpoint endpoint);
std::optional<Endpoint> endpointFromPath(QStringView path);
std::optional<Endpoint> endpointFromName(QStringView name);

/// The tutorial's line without its "Process ID: P | Thread ID: T | " head; a sentence for Failed;
/// an empty string for the steps the tutorial does not print.
QString eventText(const Event &event);

/// Seconds as Python prints a number: "1", "0.2", "1795400659.4165144".
QString pythonNumber(double seconds);

} // namespace server
