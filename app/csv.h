#pragma once

#include <QString>

#include <span>

// Comma-separated values as RFC 4180 has them. Pure; any thread.
namespace app {

/// Adds one record and its line end (CRLF). A field with a comma, a quote or a line end is put in quotes.
void appendCsvRecord(QString &csv, std::span<const QString> fields);

/// `ns` as plain seconds with all nine decimals and a point, whatever the locale: "1.000000001".
QString csvSeconds(qint64 ns);

} // namespace app
