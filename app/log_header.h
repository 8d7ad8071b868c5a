#pragma once

#include "app/log.h"

#include <QByteArrayView>

class QUrl;

namespace app {

/// As a header has it and a title says it: without credentials, query, fragment and the last slash, in ASCII.
QString shownUrl(const QUrl &url);

/// Reads a log's first line. An empty string: done. Else a sentence: why the whole file is of no use, and what to do.
QString readLogHeader(QByteArrayView line, LogHeader &into);

} // namespace app
