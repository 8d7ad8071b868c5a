#pragma once

#include "app/trace.h"

#include <QIODevice>
#include <QStringList>

// Slices and requests as comma-separated values (csv.h), for files and for what the window's tables copy. Columns' names
// are for programs and not translated; times are seconds since the run's start with all nine decimals.
namespace app {

struct Reading;

enum class CsvRows : quint8 { Slices, Requests };

/// request, endpoint, state, lane, begin_s, end_s (empty: it goes on), duration_s (till now), failed.
QStringList sliceCsvColumns();
/// `lane`: where it stands, in words; `now`: ns, the end of a slice that goes on.
QString sliceCsvField(const Slice &slice, const QString &lane, qint64 now, int column);

/// request, endpoint, the times of its steps (empty: not taken), latency_s, status, failed.
QStringList requestCsvColumns();
QString requestCsvField(const Request &request, int column);

/// All of them, in the order of begin or sent, in portions into a device that is open. Of a trace of another program:
/// process, thread, depth, name, category, begin_s, duration_s. false: the device refused them.
bool writeCsv(const Trace &trace, qint64 now, CsvRows rows, QIODevice &device);

/// Through OutputFile, which `watched` is for: an older file stays whole when this fails. An empty string: done; else what is
/// wrong (requests of a trace that has none, the disk) and what to do.
QString writeCsv(const Trace &trace, qint64 now, CsvRows rows, const QString &path, Reading *watched = nullptr);

} // namespace app
