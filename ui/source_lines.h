#pragma once

#include "app/trace.h"

#include <QString>
#include <QStringList>

// Which line of an endpoint's source a recorded step stands for. Pure.
namespace ui {

/// The functions of an endpoint, cut out of the server's source text in the order they call each other,
/// an empty line between them. Empty for None, or where the text does not have them.
QStringList sourceOf(const QString &text, app::Endpoint endpoint);

/// The 0-based line of `source` that is about to go on after this step: where an awaiting task waits, a blocking
/// one sleeps. -1: none of them (the step is the server's own).
int lineOfStep(const QStringList &source, app::EventKind kind, int depth);

} // namespace ui
