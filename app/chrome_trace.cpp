#include "app/chrome_trace.h"

#include <QCoreApplication>
#include <QSaveFile>

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

QByteArray quoted(const QString &text)
{
    QByteArray out = "\"";
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (uchar(c) >= 0x20)
            out += c;
    }
    return out + '"';
}

QByteArray micros(qint64 ns)
{
    return QByteArray::number(ns / 1000) + '.' + QByteArray::number(ns % 1000 + 1000).mid(1);
}

/// Collects events; knows the process and the number of the next lane.
class Writer
{
public:
    Writer(const Log &log, const Trace &trace) : m_end(trace.end()), m_process("\"pid\":" + QByteArray::number(log.header.pid)) {}

    void lane(const Lane &lane)
    {
        thread(lane.name);
        for (const Slice &slice : lane.slices) {
            add("{\"ph\":\"X\",\"name\":\"" + name(slice) + "\",\"cat\":\"" + stateWord(slice.state) + "\",\"ts\":" + micros(slice.begin)
                + ",\"dur\":" + micros(end(slice) - slice.begin) + where() + arguments(slice) + '}');
        }
    }
    void group(const QString &threadName, const Group &group)
    {
        thread(threadName);
        for (const Row &row : group.rows) {
            for (const Slice &slice : row)
                pair(slice);
        }
    }
    void lag(const std::vector<LagSample> &samples)
    {
        for (const LagSample &sample : samples) {
            add("{\"ph\":\"C\",\"name\":\"loop lag\",\"cat\":\"lag\",\"ts\":" + micros(sample.t) + ',' + m_process
                + ",\"args\":{\"us\":" + micros(sample.lag) + "}}");
        }
    }
    QByteArray done() const { return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + m_events + "\n]}\n"; }

private:
    void add(const QByteArray &event)
    {
        if (!m_events.isEmpty())
            m_events += ",\n";
        m_events += event;
    }
    void thread(const QString &threadName)
    {
        ++m_lane;
        add("{\"ph\":\"M\",\"name\":\"thread_name\"" + where() + ",\"args\":{\"name\":" + quoted(threadName) + "}}");
        add("{\"ph\":\"M\",\"name\":\"thread_sort_index\"" + where() + ",\"args\":{\"sort_index\":" + QByteArray::number(m_lane) + "}}");
    }
    void pair(const Slice &slice)
    {
        // One id a request and state: viewers join a "b" to its "e" by id and category.
        const QByteArray head = "\"name\":\"" + name(slice) + "\",\"cat\":\"" + stateWord(slice.state) + "\",\"id\":"
                + QByteArray::number(quint32(slice.request)) + where();
        add("{\"ph\":\"b\"," + head + ",\"ts\":" + micros(slice.begin) + arguments(slice) + '}');
        add("{\"ph\":\"e\"," + head + ",\"ts\":" + micros(end(slice)) + '}');
    }
    QByteArray where() const { return ',' + m_process + ",\"tid\":" + QByteArray::number(m_lane); }
    qint64 end(const Slice &slice) const { return slice.end == stillOpen ? std::max(m_end, slice.begin) : slice.end; }
    static QByteArray name(const Slice &slice) { return "request " + QByteArray::number(quint32(slice.request)); }
    static QByteArray arguments(const Slice &slice)
    {
        return ",\"args\":{\"state\":\"" + QByteArray(stateWord(slice.state)) + "\",\"endpoint\":"
                + quoted(server::endpointPath(slice.endpoint)) + (slice.failed ? ",\"failed\":true" : "") + "}";
    }

    const qint64 m_end;
    const QByteArray m_process;
    QByteArray m_events;
    int m_lane = 0;
};

} // namespace

QByteArray chromeTrace(const Log &log, const Trace &trace)
{
    Writer writer(log, trace);
    if (const Lane *loop = trace.eventLoop())
        writer.lane(*loop);
    for (const Lane &worker : trace.workers())
        writer.lane(worker);
    writer.group(QStringLiteral("awaiting"), trace.awaiting());
    writer.group(QStringLiteral("queued"), trace.waiting());
    writer.group(QStringLiteral("client"), trace.client());
    writer.lag(trace.lag());
    return writer.done();
}

QString writeChromeTrace(const Log &log, const Trace &trace, const QString &path)
{
    QSaveFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly);
    if (opened)
        file.write(chromeTrace(log, trace));
    if (opened && file.commit())
        return {};
    return QCoreApplication::translate("app::ChromeTrace", "Cannot write \"%1\": %2. Choose another place; nothing there was changed.")
            .arg(path, file.errorString());
}

} // namespace app
