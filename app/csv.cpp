#include "app/csv.h"

namespace app {
namespace {

bool needsQuotes(QStringView field)
{
    for (const QChar c : field) {
        if (c == u',' || c == u'"' || c == u'\r' || c == u'\n')
            return true;
    }
    return false;
}

void appendField(QString &csv, const QString &field)
{
    if (!needsQuotes(field)) {
        csv += field;
        return;
    }
    csv += u'"';
    for (const QChar c : field) {
        if (c == u'"')
            csv += c;
        csv += c;
    }
    csv += u'"';
}

} // namespace

void appendCsvRecord(QString &csv, std::span<const QString> fields)
{
    for (size_t i = 0; i < fields.size(); ++i) {
        if (i > 0)
            csv += u',';
        appendField(csv, fields[i]);
    }
    csv += QStringLiteral("\r\n");
}

QString csvSeconds(qint64 ns)
{
    constexpr quint64 second = 1'000'000'000;
    // Unsigned, so that even the least number has its opposite. No floating point: every nanosecond is exact.
    const quint64 magnitude = ns < 0 ? 0 - quint64(ns) : quint64(ns);
    const QString fraction = QString::number(magnitude % second).rightJustified(9, u'0');
    return (ns < 0 ? QStringLiteral("-") : QString()) + QString::number(magnitude / second) + u'.' + fraction;
}

} // namespace app
