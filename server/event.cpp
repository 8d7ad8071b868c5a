#include "server/event.h"

#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace server {
namespace {

constexpr std::array<const char16_t *, eventKindCount> kindNames{
        u"sent",   u"arrived", u"queued",   u"called", u"sleep_time", u"start_time", u"entered",   u"calling",  u"awaiting", u"resumed",
        u"left",   u"blocking", u"slept",   u"completed", u"replying", u"responded", u"dropped",   u"received", u"failed",   u"lag"};

constexpr std::array<const char16_t *, 4> endpointNames{u"", u"sync-endpoint", u"async-endpoint", u"async-wrong"};

QString text(const char16_t *literal) { return QString::fromUtf16(literal); }
} // namespace

QString kindName(EventKind kind) { return text(kindNames[size_t(kind)]); }

std::optional<EventKind> kindFromName(QStringView name)
{
    for (size_t i = 0; i < kindNames.size(); ++i) {
        if (name == kindNames[i])
            return EventKind(i);
    }
    return std::nullopt;
}

QString endpointName(Endpoint endpoint) { return text(endpointNames[size_t(endpoint)]); }
QString endpointPath(Endpoint endpoint) { return endpoint == Endpoint::None ? QString() : u'/' + endpointName(endpoint); }

std::optional<Endpoint> endpointFromName(QStringView name)
{
    for (size_t i = 1; i < endpointNames.size(); ++i) {
        if (name == endpointNames[i])
            return Endpoint(i);
    }
    return std::nullopt;
}

std::optional<Endpoint> endpointFromPath(QStringView path)
{
    return path.startsWith(u'/') ? endpointFromName(path.sliced(1)) : std::nullopt;
}

QString pythonNumber(double seconds) { return QString::number(seconds, 'f', QLocale::FloatingPointShortest); }

} // namespace server
