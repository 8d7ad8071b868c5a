#pragma once

#include "app/log.h"

#include <QByteArrayView>

namespace app {

/// Reads a log's first line. An empty string: done. Else a sentence: why the whole file is of no use, and what to do.
QString readLogHeader(QByteArrayView line, LogHeader &into);

} // namespace app
