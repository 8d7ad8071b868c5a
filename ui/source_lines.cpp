#include "ui/source_lines.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QStringList functionsOf(app::Endpoint endpoint)
{
    switch (endpoint) {
    case app::Endpoint::Async: return {u"asyncEndpoint("_s, u"asyncFuncDepth1("_s, u"asyncFuncDepth2("_s};
    case app::Endpoint::Sync: return {u"syncEndpoint("_s};
    case app::Endpoint::AsyncWrong: return {u"asyncWrong("_s};
    case app::Endpoint::None: break;
    }
    return {};
}

/// How a step is named in the source; empty: it is not.
QString nameOf(app::EventKind kind)
{
    using K = app::EventKind;
    switch (kind) {
    case K::Called: return u"Step::Called"_s;
    case K::SleepTime: return u"Step::SleepTime"_s;
    case K::StartTime: return u"Step::StartTime"_s;
    case K::Entered: return u"Step::Entered"_s;
    case K::Calling: return u"Step::Calling"_s;
    case K::Resumed: return u"Step::Resumed"_s;
    case K::Left: return u"Step::Left"_s;
    case K::Slept: return u"Step::Slept"_s;
    case K::Completed: return u"Step::Completed"_s;
    default: return {};
    }
}

} // namespace

QStringList sourceOf(const QString &text, app::Endpoint endpoint)
{
    const QStringList lines = text.split(u'\n');
    QStringList source;
    for (const QString &function : functionsOf(endpoint)) {
        // A definition begins at the margin, a call does not.
        auto line = std::find_if(lines.begin(), lines.end(), [&function](const QString &l) {
            return l.contains(function) && !l.startsWith(u' ') && !l.endsWith(u';');
        });
        if (line == lines.end())
            continue;
        if (!source.isEmpty())
            source << QString();
        for (; line != lines.end() && *line != u"}"; ++line)
            source << *line;
        source << u"}"_s;
    }
    return source;
}

int lineOfStep(const QStringList &source, app::EventKind kind, int depth)
{
    const QString name = nameOf(kind);
    const QString wanted = kind == app::EventKind::Awaiting ? u"co_await call.sleep()"_s
            : kind == app::EventKind::Blocking              ? u"call.block()"_s
            : name.isEmpty()                                ? QString()
            : depth > 0                                     ? name + u", %1)"_s.arg(depth)
                                                            : name + u')';
    if (wanted.isEmpty())
        return -1;
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (source[i].contains(wanted))
            return int(i);
    }
    return -1;
}

} // namespace ui
