#pragma once

#include "server/event.h"

#include <QByteArray>

namespace server {

/// Appends eventText() as UTF-8, without making a string on the way: a busy server writes hundreds of thousands
/// of them a second.
void appendEventText(QByteArray &utf8, const Event &event);

/// Appends a whole number.
void appendNumber(QByteArray &utf8, qint64 number);

/// Appends seconds as Python prints a number: "1", "0.2"; with `decimals` from 0 on, as its {:.2f} does.
void appendSeconds(QByteArray &utf8, double seconds, int decimals = -1);

} // namespace server
