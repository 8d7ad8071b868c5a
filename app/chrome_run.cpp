#include "app/chrome_run.h"

#include "app/chrome_writer.h"
#include "app/chrome_frame.h"
#include "app/line_former.h"
#include "app/log_file.h"
#include "app/request_index.h"
#include "app/statistics.h"
#include "server/event_text.h"

#include <algorithm>

namespace app {
namespace {

const char *stateWord(State state)
{
    switch (state) {
    case State::Running: return "running";
    case State::Awaiting: return "awaiting";
    case State::BlockingWorker: return "blocking a worker";
    case State::BlockingLoop: return "blocking the event loop";
    case State::QueuedNoWorker: return "queued: no free worker";
    case State::QueuedLoopBlocked: return "queued: loop blocked";
    case State::InFlight: return "in flight";
    case State::Named: return "slice";
    }
    return "";
}

constexpr qint64 somePid = 1; ///< where the process is not known: the format demands one, and viewers keep 0 for the system

bool isEnd(EventKind kind) { return kind == EventKind::Received || kind == EventKind::Failed; }

/// Which requests have both ends of a flow: a client that sent them, and that had an answer or gave up later. A viewer
/// draws nothing, or to nowhere, for half a flow.
class Flows
{
public:
    Flows(const Log &log, const Trace &trace) : m_stages(trace.requests().size(), Stage::None)
    {
        for (const Request &request : trace.requests())
            m_places.add(request.id);
        for (const Event &event : log.events) {
            if (event.kind == EventKind::Sent)
                turn(event.request, Stage::None, Stage::Sent);
            else if (isEnd(event.kind))
                turn(event.request, Stage::Sent, Stage::Whole);
        }
    }
    /// Each is true once for a flow that is whole, and in this order.
    bool begins(RequestId id) { return turn(id, Stage::Whole, Stage::Begun); }
    bool ends(RequestId id) { return turn(id, Stage::Begun, Stage::Ended); }
    bool isToBegin(RequestId id) const
    {
        const auto place = m_places.find(id);
        return place && m_stages[*place] == Stage::Whole;
    }

private:
    enum class Stage : quint8 { None, Sent, Whole, Begun, Ended };

    bool turn(RequestId id, Stage from, Stage to)
    {
        const auto place = m_places.find(id);
        if (!place || m_stages[*place] != from)
            return false;
        m_stages[*place] = to;
        return true;
    }

    RequestIndex m_places;
    std::vector<Stage> m_stages; ///< in the order of Trace::requests()
};

/// The rows of the trace as the viewers number and sort them: as our window does. The process's number is the log's, but
/// its threads' would not fit into 32 bits, as Perfetto keeps them.
class RunWriter
{
public:
    RunWriter(const Log &log, const Trace &trace, QIODevice &device)
        : m_log(log), m_trace(trace), m_pid(log.header.pid > 0 ? log.header.pid : somePid), m_writer(device, headerLine(log.header).trimmed()), m_flows(log, trace),
          m_tidOf(log.threads.size() + 1), m_clientTidOf(log.threads.size() + 1), m_pending(log.threads.size() + 1)
    {
    }
    bool write();

private:
    struct Pending { ///< steps of a client's thread at one moment
        qint64 t = 0;
        std::vector<const Event *> steps;
    };

    void names();
    int row(const QString &name, const QByteArray &otherwise);
    void lane(const Lane &lane);
    void flowStep(const Slice &slice, const Lane &lane, int tid);
    void group(const Group &group, int tid);
    void clientSteps();
    void clientSlices(Pending &pending, int tid, qint64 until);
    void lag();
    void steps();

    /// The last place is for a number that the log has no thread for.
    size_t place(ThreadId thread) const { return std::min(size_t(thread), m_log.threads.size()); }
    qint64 end(const Slice &slice) const { return slice.end == stillOpen ? std::max(m_trace.end(), slice.begin) : slice.end; }
    static QByteArray name(RequestId request) { return "request " + QByteArray::number(quint32(request)); }
    void addArguments(const Slice &slice);

    const Log &m_log;
    const Trace &m_trace;
    const qint64 m_pid;
    ChromeWriter m_writer;
    Flows m_flows;
    std::vector<int> m_tidOf, m_clientTidOf; ///< by ThreadId; 0: none. A thread of both has two: their slices would overlap
    std::vector<Pending> m_pending;          ///< by ThreadId
    int m_rows = 0;
    int m_awaiting = 0, m_queued = 0, m_client = 0; ///< tids
    qint64 m_pairs = 0;
};

bool RunWriter::write()
{
    names();
    if (const Lane *loop = m_trace.eventLoop())
        lane(*loop);
    for (const Lane &worker : m_trace.workers())
        lane(worker);
    group(m_trace.awaiting(), m_awaiting);
    group(m_trace.waiting(), m_queued);
    group(m_trace.client(), m_client);
    clientSteps();
    lag();
    steps();
    return m_writer.finish();
}

void RunWriter::names()
{
    const QByteArray whose = m_trace.observed().server() ? "Loopscope, " : "Loopscope's client, "; // of another process nothing is here
    m_writer.name("process_name", m_pid, 0, whose + runTitle(headline(m_trace), m_log.header.url).toUtf8());
    if (const Lane *loop = m_trace.eventLoop())
        m_tidOf[place(loop->thread)] = row(loop->name, "event-loop");
    if (!m_trace.awaiting().rows.empty())
        m_awaiting = row({}, "awaiting");
    for (const Lane &worker : m_trace.workers())
        m_tidOf[place(worker.thread)] = row(worker.name, "thread " + QByteArray::number(worker.tid));
    if (!m_trace.waiting().rows.empty())
        m_queued = row({}, "queued");
    for (const Event &event : m_log.events) {
        int &tid = m_clientTidOf[place(event.thread)];
        if (server::isOfClient(event.kind) && tid == 0)
            tid = row(m_log.threadName(event.thread), "client");
        if (m_client == 0)
            m_client = tid;
    }
}

int RunWriter::row(const QString &name, const QByteArray &otherwise)
{
    ++m_rows;
    m_writer.name("thread_name", m_pid, m_rows, name.isEmpty() ? otherwise : name.toUtf8());
    m_writer.sortIndex("thread_sort_index", m_pid, m_rows, m_rows);
    return m_rows;
}

void RunWriter::addArguments(const Slice &slice)
{
    m_writer.arguments().text("state", stateWord(slice.state)).text("endpoint", server::endpointPath(slice.endpoint).toLatin1())
            .number("request", qint64(slice.request));
    if (slice.failed)
        m_writer.json("failed", "true");
}

void RunWriter::lane(const Lane &lane)
{
    const int tid = m_tidOf[place(lane.thread)];
    lane.slices.visit(0, lane.slices.size(), [&](const Slice &slice) {
        m_writer.begin("X", m_pid, tid).text("name", name(slice.request)).text("cat", stateWord(slice.state))
                .time("ts", slice.begin).time("dur", end(slice) - slice.begin);
        addArguments(slice);
        m_writer.end();
        flowStep(slice, lane, tid);
    });
}

/// A flow event binds to the slice that is open on its row at its time: the slice's beginning is surely within, and
/// stands right behind it in the file, before any instant of that time.
void RunWriter::flowStep(const Slice &slice, const Lane &lane, int tid)
{
    const Request *request = m_trace.request(slice.request);
    if (!request || request->thread != lane.thread || request->called < slice.begin || request->called >= end(slice)
        || !m_flows.isToBegin(request->id) || request->sent > slice.begin || request->ended < slice.begin)
        return;
    m_writer.begin("t", m_pid, tid).text("name", name(request->id)).text("cat", "request").number("id", qint64(request->id))
            .time("ts", slice.begin).end();
}

void RunWriter::group(const Group &group, int tid)
{
    for (const Row &row : group.rows) {
        row.visit(0, row.size(), [&](const Slice &slice) {
            // Viewers join a "b" to its "e" by id and category, so each pair has a number of its own; and they put those of
            // one name together, so it is the state's.
            ++m_pairs;
            m_writer.begin("b", m_pid, tid).text("name", stateWord(slice.state)).text("cat", stateWord(slice.state)).number("id", m_pairs)
                    .time("ts", slice.begin);
            addArguments(slice);
            m_writer.end();
            m_writer.begin("e", m_pid, tid).text("name", stateWord(slice.state)).text("cat", stateWord(slice.state)).number("id", m_pairs)
                    .time("ts", end(slice)).end();
        });
    }
}

/// What a client does takes no time that the log knows of, but a flow needs a slice to begin and to end in: each step
/// gets one, a microsecond long, or shorter, up to the thread's next step. Those of one moment lie in each other.
void RunWriter::clientSteps()
{
    for (const Event &event : m_log.events) {
        if (!server::isOfClient(event.kind))
            continue;
        Pending &pending = m_pending[place(event.thread)];
        if (!pending.steps.empty() && event.t != pending.t)
            clientSlices(pending, m_clientTidOf[place(event.thread)], event.t);
        pending.t = event.t;
        pending.steps.push_back(&event);
    }
    for (size_t i = 0; i < m_pending.size(); ++i)
        clientSlices(m_pending[i], m_clientTidOf[i], std::numeric_limits<qint64>::max());
}

void RunWriter::clientSlices(Pending &pending, int tid, qint64 until)
{
    constexpr qint64 usual = 1000; // ns
    for (const Event *step : pending.steps) {
        const QByteArray request = name(step->request);
        m_writer.begin("X", m_pid, tid).text("name", server::kindName(step->kind).toLatin1() + ' ' + request).text("cat", "client")
                .time("ts", pending.t).time("dur", std::min(usual, until - pending.t)).end();
        const bool begins = step->kind == EventKind::Sent && m_flows.begins(step->request);
        if (!begins && !(isEnd(step->kind) && m_flows.ends(step->request)))
            continue;
        m_writer.begin(begins ? "s" : "f", m_pid, tid).text("name", request).text("cat", "request").number("id", qint64(step->request))
                .time("ts", pending.t);
        if (!begins)
            m_writer.text("bp", "e"); // the slice around it, not the next one
        m_writer.end();
    }
    pending.steps.clear();
}

void RunWriter::lag()
{
    const Lane *loop = m_trace.eventLoop();
    for (const LagSample &sample : m_trace.lag()) {
        m_writer.begin("C", m_pid, loop ? m_tidOf[place(loop->thread)] : 0).text("name", "loop lag").text("cat", "lag").time("ts", sample.t)
                .arguments().time("us", sample.lag).end();
    }
}

void RunWriter::steps()
{
    std::vector<QByteArray> begins;
    for (int kind = 0; kind < server::eventKindCount; ++kind)
        begins.push_back(stepBegin.toByteArray() + ("\"name\":\"" + server::kindName(EventKind(kind)).toLatin1() + "\",\"ts\":"));
    LineFormer former(m_log);
    for (size_t i = 0; i < m_log.events.size(); ++i) {
        const Event &event = m_log.events[i];
        QByteArray &out = m_writer.beginLine();
        out.append(begins[size_t(event.kind)]);
        appendMicros(out, event.t);
        out.append(",\"pid\":");
        server::appendNumber(out, m_pid);
        out.append(",\"tid\":");
        server::appendNumber(out, (server::isOfClient(event.kind) ? m_clientTidOf : m_tidOf)[place(event.thread)]);
        out.append(argsKey);
        former.appendEvent(out, i);
        out.chop(1); // its '\n'
        out.append('}');
        m_writer.endLine();
    }
}

} // namespace

bool writeRun(const Log &log, const Trace &trace, QIODevice &device) { return RunWriter(log, trace, device).write(); }

} // namespace app
