#include "ui/log_model.h"

#include <QRegularExpression>

#include <algorithm>

namespace ui {
namespace {

bool isPrinted(app::EventKind kind)
{
    using K = app::EventKind;
    switch (kind) {
    case K::Sent:
    case K::Arrived:
    case K::Queued:
    case K::Blocking:
    case K::Replying:
    case K::Responded:
    case K::Dropped:
    case K::Received:
    case K::Lag: return false;
    default: return true;
    }
}

QString lineOf(const app::Log &log, size_t event)
{
    const app::Event &step = log.events[event];
    const QString time = QStringLiteral("%1 ").arg(double(step.t) / 1e9, 0, 'f', 4);
    if (step.kind == app::EventKind::Failed)
        return time + LogModel::tr("request %1 failed: %2").arg(quint32(step.request)).arg(log.text(event));
    return time + log.tutorialLine(event);
}

} // namespace

void LogModel::setRun(const app::Run *run)
{
    m_run = run;
    refill();
}

void LogModel::setFilter(const QString &filter)
{
    static const QRegularExpression byNumber(QStringLiteral("^\\s*(?:#|request )(\\d{1,9})\\s*$"), QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = byNumber.match(filter);
    m_request = match.hasMatch() ? app::RequestId(match.captured(1).toUInt()) : app::RequestId::None;
    m_filter = match.hasMatch() ? QString() : filter.trimmed();
    refill();
}

void LogModel::refill()
{
    beginResetModel();
    m_rows.clear();
    m_seen = 0;
    if (m_run) {
        for (; m_seen < m_run->log.events.size(); ++m_seen) {
            if (passes(m_seen))
                m_rows.push_back(quint32(m_seen));
        }
    }
    endResetModel();
}

void LogModel::advance()
{
    if (!m_run)
        return;
    std::vector<quint32> fresh;
    for (; m_seen < m_run->log.events.size(); ++m_seen) {
        if (passes(m_seen))
            fresh.push_back(quint32(m_seen));
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

bool LogModel::passes(size_t event) const
{
    const app::Event &step = m_run->log.events[event];
    if (!isPrinted(step.kind))
        return false;
    if (m_request != app::RequestId::None)
        return step.request == m_request;
    return m_filter.isEmpty() || m_run->log.threadName(step.thread).contains(m_filter, Qt::CaseInsensitive)
            || lineOf(m_run->log, event).contains(m_filter, Qt::CaseInsensitive);
}

int LogModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || size_t(index.row()) >= m_rows.size())
        return {};
    const size_t event = m_rows[size_t(index.row())];
    const app::Event &step = m_run->log.events[event];
    switch (role) {
    case Qt::DisplayRole: return lineOf(m_run->log, event);
    case Qt::ToolTipRole: return tr("request %1 on %2").arg(quint32(step.request)).arg(m_run->log.threadName(step.thread));
    case RequestRole: return quint32(step.request);
    case FailedRole: return step.kind == app::EventKind::Failed;
    default: return {};
    }
}

int LogModel::rowOf(size_t event) const
{
    const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), quint32(event));
    if (!m_run || event >= m_run->log.events.size())
        return int(after - m_rows.begin()) - 1;
    // Others may have spoken between the request's last line and this step of it.
    const std::vector<app::Event> &events = m_run->log.events;
    const auto own = std::find_if(std::make_reverse_iterator(after), m_rows.rend(), [&](quint32 row) { return events[row].request == events[event].request; });
    return int((own == m_rows.rend() ? after : own.base()) - m_rows.begin()) - 1;
}

} // namespace ui
