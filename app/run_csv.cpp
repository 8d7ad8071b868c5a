#include "app/run_csv.h"

#include "app/by_begin.h"
#include "app/csv.h"
#include "app/output_file.h"
#include "app/state_text.h"
#include "app/statistics.h"
#include "app/tr.h"

#include <algorithm>
#include <numeric>

namespace app {
namespace {

enum SliceColumn { SliceRequest, SliceEndpoint, SliceState, SliceLane, SliceBegin, SliceEnd, SliceDuration, SliceFailed };
enum RequestColumn { RequestNumber, RequestEndpoint, Sent, Arrived, Queued, Called, Responded, Received, Latency, Status, RequestFailed };

QString flag(bool set) { return set ? QStringLiteral("1") : QStringLiteral("0"); }
qint64 endOf(const Slice &slice, qint64 now) { return slice.end == stillOpen ? std::max(now, slice.begin) : slice.end; }

/// Records go into the device a portion at a time.
class Output
{
public:
    explicit Output(QIODevice &device) : m_device(device) {}

    void add(std::span<const QString> fields)
    {
        appendCsvRecord(m_csv, fields);
        if (m_csv.size() >= portion)
            flush();
    }
    bool finish()
    {
        flush();
        return !m_failed;
    }

private:
    static constexpr qsizetype portion = 1 << 19; ///< characters

    void flush()
    {
        const QByteArray bytes = m_csv.toUtf8();
        m_failed = m_failed || m_device.write(bytes) != bytes.size();
        m_csv.resize(0); // keeps its memory
    }

    QIODevice &m_device;
    QString m_csv;
    bool m_failed = false;
};

/// One strip and what its slices have in common.
struct Strip {
    const Row *row = nullptr;
    QString lane;                 ///< of a run
    const Track *track = nullptr; ///< of another program
    size_t depth = 0;
};

std::vector<Strip> stripsOf(const Trace &trace)
{
    std::vector<Strip> strips;
    const auto addGroup = [&strips](const Group &group, const QString &lane) {
        for (const Row &row : group.rows)
            strips.push_back({&row, lane});
    };
    if (const Lane *loop = trace.eventLoop())
        strips.push_back({&loop->slices, tr("event loop")});
    addGroup(trace.awaiting(), tr("awaiting"));
    for (const Lane &worker : trace.workers())
        strips.push_back({&worker.slices, QString(worker.name).replace(u'-', u' ')});
    addGroup(trace.waiting(), tr("queued"));
    addGroup(trace.client(), tr("client"));
    for (const Track &track : trace.tracks().tracks) {
        for (size_t depth = 0; depth < track.rows.size(); ++depth)
            strips.push_back({&track.rows[depth], {}, &track, depth});
    }
    return strips;
}

/// Calls visit(strip, slice) for all slices, by begin.
template<typename Visit>
void visitSlices(const Trace &trace, Visit visit)
{
    const std::vector<Strip> strips = stripsOf(trace);
    std::vector<const Row *> rows;
    for (const Strip &strip : strips)
        rows.push_back(strip.row);
    visitByBegin(rows, [&](size_t place, const Slice &slice) { visit(strips[place], slice); });
}

void writeSlices(const Trace &trace, qint64 now, Output &output)
{
    const QStringList columns = sliceCsvColumns();
    output.add({columns.data(), size_t(columns.size())});
    std::vector<QString> fields(size_t(columns.size()));
    visitSlices(trace, [&](const Strip &strip, const Slice &slice) {
        for (size_t column = 0; column < fields.size(); ++column)
            fields[column] = sliceCsvField(slice, strip.lane, now, int(column));
        output.add(fields);
    });
}

void writeTrackSlices(const Trace &trace, qint64 now, Output &output)
{
    const Tracks &tracks = trace.tracks();
    const QString columns[] = {QStringLiteral("process"), QStringLiteral("thread"), QStringLiteral("depth"), QStringLiteral("name"),
                               QStringLiteral("category"), QStringLiteral("begin_s"), QStringLiteral("duration_s")};
    output.add(columns);
    visitSlices(trace, [&](const Strip &strip, const Slice &slice) {
        const Label *label = tracks.label(slice.request);
        const QString &process = strip.track->process;
        const QString fields[] = {process.isEmpty() ? QString::number(strip.track->pid) : process, strip.track->name, QString::number(strip.depth),
                                  label ? label->name : QString(), label ? label->category : QString(), csvSeconds(slice.begin),
                                  csvSeconds(endOf(slice, now) - slice.begin)};
        output.add(fields);
    });
}

void writeRequests(const Trace &trace, Output &output)
{
    const QStringList columns = requestCsvColumns();
    output.add({columns.data(), size_t(columns.size())});
    const std::deque<Request> &requests = trace.requests();
    std::vector<quint32> order(requests.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&requests](quint32 a, quint32 b) { return requests[a].sent < requests[b].sent; });
    std::vector<QString> fields(size_t(columns.size()));
    for (const quint32 place : order) {
        for (size_t column = 0; column < fields.size(); ++column)
            fields[column] = requestCsvField(requests[place], int(column));
        output.add(fields);
    }
}

} // namespace

QStringList sliceCsvColumns()
{
    return {QStringLiteral("request"), QStringLiteral("endpoint"), QStringLiteral("state"), QStringLiteral("lane"),
            QStringLiteral("begin_s"), QStringLiteral("end_s"), QStringLiteral("duration_s"), QStringLiteral("failed")};
}

QString sliceCsvField(const Slice &slice, const QString &lane, qint64 now, int column)
{
    switch (column) {
    case SliceRequest: return QString::number(quint32(slice.request));
    case SliceEndpoint: return server::endpointPath(slice.endpoint);
    case SliceState: return stateText(slice.state);
    case SliceLane: return lane;
    case SliceBegin: return csvSeconds(slice.begin);
    case SliceEnd: return slice.end == stillOpen ? QString() : csvSeconds(slice.end);
    case SliceDuration: return csvSeconds(endOf(slice, now) - slice.begin);
    case SliceFailed: return flag(slice.failed);
    default: return {};
    }
}

QStringList requestCsvColumns()
{
    return {QStringLiteral("request"), QStringLiteral("endpoint"), QStringLiteral("sent_s"), QStringLiteral("arrived_s"),
            QStringLiteral("queued_s"), QStringLiteral("called_s"), QStringLiteral("responded_s"), QStringLiteral("received_s"),
            QStringLiteral("latency_s"), QStringLiteral("status"), QStringLiteral("failed")};
}

QString requestCsvField(const Request &request, int column)
{
    const auto step = [](qint64 t) { return t < 0 ? QString() : csvSeconds(t); };
    switch (column) {
    case RequestNumber: return QString::number(quint32(request.id));
    case RequestEndpoint: return server::endpointPath(request.endpoint);
    case Sent: return step(request.sent);
    case Arrived: return step(request.arrived);
    case Queued: return step(request.queued);
    case Called: return step(request.called);
    case Responded: return step(request.responded);
    case Received: return step(request.ended);
    case Latency: return step(latency(request));
    case Status: return request.status > 0 ? QString::number(request.status) : QString();
    case RequestFailed: return flag(request.failed);
    default: return {};
    }
}

bool writeCsv(const Trace &trace, qint64 now, CsvRows rows, QIODevice &device)
{
    Output output(device);
    if (!trace.tracks().empty())
        writeTrackSlices(trace, now, output);
    else if (rows == CsvRows::Requests)
        writeRequests(trace, output);
    else
        writeSlices(trace, now, output);
    return output.finish();
}

QString writeCsv(const Trace &trace, qint64 now, CsvRows rows, const QString &path, Reading *watched)
{
    if (!trace.tracks().empty() && rows == CsvRows::Requests)
        return tr("This trace was written by another program: it has slices, but no requests. Choose its slices.");
    OutputFile file(path, watched);
    if (const QString fault = file.begin(); !fault.isEmpty())
        return fault;
    writeCsv(trace, now, rows, file); // finish() says what it refused
    return file.finish();
}

} // namespace app
