#pragma once

#include <QByteArray>

namespace app {

/// Appends a JSON string, quotes and all. Bytes of UTF-8 stay as they are.
void appendJsonString(QByteArray &out, QByteArrayView utf8);

} // namespace app
