#include "ui/table_source.h"

#include "app/run_csv.h"
#include "ui/tr.h"

namespace ui {
namespace {

const app::Request *requestAt(const app::Run &run, RowRef row)
{
    return row.index < run.trace.requests().size() ? &run.trace.requests()[row.index] : nullptr;
}

QString statusOf(const app::Request &request) { return request.status > 0 ? QString::number(request.status) : QString(); }

} // namespace

QStringList RequestSource::columns() const
{
    return {tr("request"), tr("endpoint"), tr("sent, s"), tr("arrived, s"), tr("queued, s"), tr("called, s"),
            tr("responded, s"), tr("received, s"), tr("latency, s"), tr("status"), tr("failed")};
}

QStringList RequestSource::csvColumns() const { return app::requestCsvColumns(); }

bool RequestSource::isNumber(int column) const { return column != EndpointColumn && column != FailedColumn; }

void RequestSource::take(const app::Run &run, const RowFilter &filter, std::vector<RowRef> &rows)
{
    const auto &requests = run.trace.requests();
    for (; m_taken < requests.size(); ++m_taken) {
        if (filter.empty() || filter.passes(requests[m_taken], statusOf(requests[m_taken])))
            rows.push_back({0, quint32(m_taken)});
    }
}

qint64 RequestSource::step(const app::Request &request, int column)
{
    switch (column) {
    case SentColumn: return request.sent;
    case ArrivedColumn: return request.arrived;
    case QueuedColumn: return request.queued;
    case CalledColumn: return request.called;
    case RespondedColumn: return request.responded;
    case ReceivedColumn: return request.ended;
    case LatencyColumn: return app::latency(request);
    default: return -1;
    }
}

qint64 RequestSource::key(const app::Run &run, RowRef row, int column) const
{
    const app::Request *request = requestAt(run, row);
    if (!request)
        return -1;
    switch (column) {
    case RequestColumn: return qint64(request->id);
    case EndpointColumn: return qint64(request->endpoint);
    case StatusColumn: return request->status;
    case FailedColumn: return request->failed;
    default: return step(*request, column);
    }
}

QString RequestSource::text(const app::Run &run, RowRef row, int column) const
{
    const app::Request *request = requestAt(run, row);
    if (!request)
        return {};
    switch (column) {
    case RequestColumn: return QString::number(quint32(request->id));
    case EndpointColumn: return server::endpointPath(request->endpoint);
    case StatusColumn: return statusOf(*request);
    case FailedColumn: return request->failed ? tr("failed") : QString();
    default: break;
    }
    const qint64 t = step(*request, column);
    return t < 0 ? QString() : tableSeconds(t);
}

QString RequestSource::csvText(const app::Run &run, RowRef row, int column) const
{
    const app::Request *request = requestAt(run, row);
    return request ? app::requestCsvField(*request, column) : QString();
}

app::RequestId RequestSource::request(const app::Run &run, RowRef row) const
{
    const app::Request *request = requestAt(run, row);
    return request ? request->id : app::RequestId::None;
}

qint64 RequestSource::time(const app::Run &run, RowRef row) const
{
    const app::Request *request = requestAt(run, row);
    return request ? std::max<qint64>(0, request->sent >= 0 ? request->sent : request->arrived) : 0;
}

} // namespace ui
